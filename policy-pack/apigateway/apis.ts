import { Maybe, Tristate } from "../program/maybe";
import { Resource } from "../program/resource";
import { Credential } from "./authorizers";
import { EndpointType } from "./endpointType";
import { isWebSocket, readHttpApi, readWebSocketApi } from "./httpApi";
import { awsType } from "./providers";
import { apiResources, types } from "./resources";
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
  readonly routes: readonly Maybe<ApiRoute>[];
}

export interface ApiRoute {
  /** `ANY` or a method. */
  readonly method: string;
  /** `/pets/{id}`, `/{proxy+}`, or `$default`, which matches every path. */
  readonly path: string;
  /** What a request must carry. */
  readonly credentials: Maybe<readonly Credential[]>;
}

export function readApis(all: readonly Resource[]): Api[] {
  const resources = apiResources(all);
  return resources.flatMap((resource) => {
    switch (awsType(resource.type)) {
      case types.restApi:
        return [readRestApi(resource, resources)];
      case types.httpApi:
        return [isWebSocket(resource) ? readWebSocketApi(resource) : readHttpApi(resource, resources)];
      default:
        return [];
    }
  });
}
