import { Maybe, Tristate } from "../program/maybe";
import { Resource } from "../program/resource";
import { Credential } from "./authorizers";
import { EndpointType } from "./endpointType";
import { isWebSocket, readHttpApi, readWebSocketApi } from "./httpApi";
import { Integration } from "./integrations";
import { awsType } from "./providers";
import { apiResources, hasOtherParts, types } from "./resources";
import { readRestApi } from "./restApi";

/** An API of the program: the settings that decide how it responds to a request through CloudFront. */
export interface Api {
  readonly kind: "rest" | "http";
  readonly resource: Resource;
  readonly endpointType: Maybe<EndpointType>;
  /** Whether its default endpoint is disabled. */
  readonly isDisabled: Tristate;
  /** The names of its stages in the program. */
  readonly stages: readonly Maybe<string>[];
  /** Whether it has stages that are not part of the program. */
  readonly hasOtherStages: Tristate;
  readonly routes: readonly Maybe<ApiRoute>[];
}

export interface ApiRoute {
  /** `ANY` or a method. */
  readonly method: string;
  /** `/pets/{id}`, `/{proxy+}`, or `$default`, which matches every path. */
  readonly path: string;
  /** What a request must carry. */
  readonly credentials: Maybe<readonly Credential[]>;
  /** How API Gateway calls the backend; undefined if the program does not show it. */
  readonly integration?: () => Integration | undefined;
}

/** What the resources of an API show. */
export type ReadApi = Omit<Api, "hasOtherStages">;

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
