import { Maybe, Tristate } from "../program/maybe";
import { Resource } from "../program/resource";
import { Credential } from "./authorizers";
import { EndpointType } from "./endpointType";
import { Integration } from "./integrations";

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
