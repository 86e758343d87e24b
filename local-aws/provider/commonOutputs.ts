import type { Json, JsonObject } from "../aws/account";
import { resourceProperties } from "./sdk";
import { unknownValue } from "./signatures";
import { isObject } from "./values";

/**
 * The outputs that resource types of the aws provider share, if the type has them: its region, and its tags with the provider's
 * `defaultTags`. A preview has them too.
 */
export function commonOutputs(type: string, inputs: JsonObject, region: string, defaultTags: JsonObject): JsonObject {
  const { inputs: declared = [], computed = [] } = resourceProperties(type) ?? {};
  return {
    ...(declared.includes("region") ? { region } : {}),
    ...(computed.includes("tagsAll") ? { tagsAll: allTags(inputs.tags, defaultTags) } : {}),
  };
}

function allTags(tags: Json | undefined, defaultTags: JsonObject): Json {
  return typeof tags === "string" ? unknownValue : { ...defaultTags, ...(isObject(tags) ? tags : {}) };
}

/** The tags in the provider's setting `defaultTags`, which the engine sends as JSON. */
export function readDefaultTags(setting: Json | undefined): JsonObject {
  const value = typeof setting === "string" && setting.startsWith("{") ? (JSON.parse(setting) as Json) : setting;
  const tags = isObject(value) ? value.tags : undefined;
  return isObject(tags) ? tags : {};
}
