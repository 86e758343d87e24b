import { Json, JsonObject } from "../../aws/account";
import { isObject } from "../values";
import { objectIn } from "./document";

/**
 * The path in front of each path of the document.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html
 * @param mode the parameter `basepath` of the import
 */
export function pathPrefix(document: JsonObject, mode: Json | undefined): string {
  const parts = basePath(document)
    .split("/")
    .filter((part) => part !== "");
  const used = mode === "prepend" ? parts : mode === "split" ? parts.slice(1) : [];
  return used.map((part) => `/${part}`).join("");
}

function basePath(document: JsonObject): string {
  if (typeof document.basePath === "string") {
    return document.basePath;
  }
  const servers = Array.isArray(document.servers) ? document.servers.filter(isObject) : [];
  const variables = servers.map((server) => objectIn(objectIn(server, "variables"), "basePath").default);
  return variables.find((value) => typeof value === "string") ?? pathOf(servers[0]?.url);
}

/** A server's URL can be a path, and can have variables. */
function pathOf(url: Json | undefined): string {
  return typeof url === "string" ? url.replace(/^\w+:\/\/[^/]*/, "") : "";
}
