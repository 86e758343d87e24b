import { Resource } from "../program/resource";
import { Api, ReadApi } from "./apis";
import { isWebSocket, readHttpApi, readWebSocketApi } from "./httpApi";
import { awsType } from "./providers";
import { apiResources, hasOtherParts, types } from "./resources";
import { readRestApi } from "./restApi";

export function readApis(all: readonly Resource[]): Api[] {
  const resources = apiResources(all);
  return resources.flatMap((resource) => {
    const api = readApi(resource, resources);
    return api === undefined ? [] : [{ ...api, hasOtherStages: isSocket(resource) || hasOtherParts(resource, all) }];
  });
}

/** The stages of WebSocket APIs are not read. */
function isSocket(resource: Resource): boolean {
  return awsType(resource.type) === types.httpApi && isWebSocket(resource);
}

function readApi(resource: Resource, resources: readonly Resource[]): ReadApi | undefined {
  switch (awsType(resource.type)) {
    case types.restApi:
      return readRestApi(resource, resources);
    case types.httpApi:
      return isWebSocket(resource) ? readWebSocketApi(resource) : readHttpApi(resource, resources);
    default:
      return undefined;
  }
}
