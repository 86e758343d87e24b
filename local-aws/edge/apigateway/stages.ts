import type { IncomingHttpHeaders } from "node:http";
import { Account } from "../../aws/account";
import { HttpStage, httpStages } from "../../aws/apigateway/http";
import { AccessLogSettings, RestStage, restStages } from "../../aws/apigateway/rest";
import { Definition, httpDefinition, restDefinition } from "./definition";
import { ApiKind } from "./gatewayResponses";

/** A stage of an API, as found by host and path. */
export interface Stage {
  readonly kind: ApiKind;
  readonly apiId: string;
  /** `$default` or a name. */
  readonly stageName: string;
  /** The part of the path that selects the stage or the mapping. */
  readonly prefix: string;
  /** Whether a mapping of a custom domain selects the stage, instead of the default endpoint. */
  readonly mapped: boolean;
  readonly variables: Readonly<Record<string, string>>;
  readonly accessLogSettings: AccessLogSettings | undefined;
  readonly throttling: RouteThrottling;
  readonly definition: Definition;
}

/** The throttling of an HTTP API's routes. A REST API has separate resources for that, the method settings. */
type RouteThrottling = Pick<HttpStage, "defaultRouteSettings" | "routeSettings">;

/** A hostname of API Gateway, which finds a stage by path, or by headers too if it has routing rules. */
export interface Endpoint {
  readonly kind: ApiKind;
  readonly stageFor: (path: string, headers: IncomingHttpHeaders) => Stage | undefined;
  /** @default false */
  readonly requiresClientCertificate?: boolean;
}

/** A stage as a custom domain refers to it. */
export interface StageReference {
  readonly kind: ApiKind;
  readonly apiId: string;
  readonly stageName: string;
}

export function restStage(account: Account, stage: RestStage, prefix: string, mapped = false): Stage {
  return {
    kind: "rest",
    apiId: stage.restApi,
    stageName: stage.stageName,
    prefix,
    mapped,
    variables: stage.variables ?? {},
    accessLogSettings: stage.accessLogSettings,
    throttling: {},
    definition: restDefinition(account, stage),
  };
}

/** A stage of an HTTP API or of a WebSocket API. */
export function httpStage(
  account: Account,
  kind: "http" | "webSocket",
  stage: HttpStage,
  prefix: string,
  mapped = false,
): Stage | undefined {
  if (kind === "webSocket" && stage.autoDeploy !== true && stage.deploymentId === undefined) {
    return undefined;
  }
  return {
    kind,
    apiId: stage.apiId,
    stageName: stage.name,
    prefix,
    mapped,
    variables: stage.stageVariables ?? {},
    accessLogSettings: stage.accessLogSettings,
    throttling: stage,
    definition: httpDefinition(account, stage.apiId),
  };
}

/** The stage that a custom domain selects. @param basePath the beginning of the path that the API does not receive */
export function mappedStage(
  account: Account,
  { kind, apiId, stageName }: StageReference,
  basePath: string,
): Stage | undefined {
  const prefix = basePath === "" ? "" : `/${basePath}`;
  switch (kind) {
    case "rest": {
      const stages = account.list(restStages).map(({ outputs }) => outputs);
      const stage = stages.find((candidate) => candidate.restApi === apiId && candidate.stageName === stageName);
      return stage && restStage(account, stage, prefix, true);
    }
    case "http":
    case "webSocket": {
      const stages = account.list(httpStages).map(({ outputs }) => outputs);
      const stage = stages.find((candidate) => candidate.apiId === apiId && candidate.name === stageName);
      return stage && httpStage(account, kind, stage, prefix, true);
    }
  }
}
