import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Json, JsonObject } from "../aws/account";
import { archiveSignature, assetSignature, secretSignature, signatureKey, unknownValue } from "./signatures";

export function signatureOf(value: Json | undefined): Json | undefined {
  return isObject(value) ? value[signatureKey] : undefined;
}

export function decode(struct: Struct | undefined): JsonObject {
  return struct?.toJavaScript() ?? {};
}

export function encode(object: JsonObject): Struct {
  // A struct has no `undefined`, so JSON drops those properties first.
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(object)) as Record<string, Exclude<Json, undefined>>);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A struct's values with the secrets in plain text, as AWS receives them. */
export function decodePlain(struct: Struct | undefined): JsonObject {
  return revealSecrets(decode(struct)) as JsonObject;
}

function revealSecrets(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) {
    return value.map((item) => revealSecrets(item) ?? null);
  }
  if (signatureOf(value) === secretSignature) {
    return revealSecrets((value as JsonObject).value);
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([k, item]) => [k, revealSecrets(item)]))
    : value;
}

/**
 * Marks each part of the value as secret that is a secret in the engine's value.
 * @param like the engine's value
 * @param secretOf returns the secret for a part and the engine's value of it
 */
export function markSecrets(
  value: Json | undefined,
  like: Json | undefined,
  secretOf: (value: Json, like: Json) => Json = (value) => ({ [signatureKey]: secretSignature, value }),
): Json | undefined {
  if (value === undefined || like === undefined || signatureOf(value) === secretSignature) {
    return value;
  }
  if (signatureOf(like) === secretSignature) {
    return secretOf(value, like);
  }
  if (Array.isArray(value) && Array.isArray(like)) {
    return value.map((item, at) => markSecrets(item, like[at], secretOf) ?? null);
  }
  return isObject(value) && isObject(like)
    ? Object.fromEntries(Object.entries(value).map(([k, item]) => [k, markSecrets(item, like[k], secretOf)]))
    : value;
}

/** Compares two values as the engine does. Assets are equal if their contents are, whatever their paths. */
export function same(left: Json | undefined, right: Json | undefined): boolean {
  const hash = assetHash(left);
  if (hash !== undefined) {
    return hash === assetHash(right);
  }
  if (Array.isArray(left)) {
    return Array.isArray(right) && left.length === right.length && left.every((item, at) => same(item, right[at]));
  }
  if (isObject(left)) {
    return (
      isObject(right) &&
      [...new Set([...Object.keys(left), ...Object.keys(right)])].every((k) => same(left[k], right[k]))
    );
  }
  return left === right;
}

function assetHash(value: Json | undefined): Json | undefined {
  const signature = signatureOf(value);
  return isObject(value) && (signature === assetSignature || signature === archiveSignature) ? value.hash : undefined;
}

/** Adds computed values for everything that the inputs do not set, also inside objects. */
export function fill(inputs: Json | undefined, computed: Json | undefined): Json | undefined {
  if (isObject(inputs) && isObject(computed)) {
    const keys = new Set([...Object.keys(inputs), ...Object.keys(computed)]);
    return Object.fromEntries([...keys].map((k) => [k, fill(inputs[k], computed[k])]));
  }
  return inputs ?? computed;
}

/** What a preview can promise: the outputs, with every value unknown that is not in the inputs. */
export function promise(inputs: Json | undefined, outputs: Json | undefined): Json | undefined {
  if (same(inputs, outputs)) {
    return inputs;
  }
  if (isObject(outputs)) {
    const known = isObject(inputs) ? inputs : {};
    return Object.fromEntries(Object.entries(outputs).map(([k, value]) => [k, promise(known[k], value)]));
  }
  return unknownValue;
}

export function hasUnknown(value: Json | undefined): boolean {
  if (Array.isArray(value)) {
    return value.some(hasUnknown);
  }
  return isObject(value) ? Object.values(value).some(hasUnknown) : value === unknownValue;
}
