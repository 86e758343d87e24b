import { addressOf, Call } from "../events/call";
import { Refused } from "../gatewayResponses";

export type UnauthorizedCall = Omit<Call, "authorized" | "binary">;

/** Where a request says who calls, in the authorizer of a REST API and of an HTTP API. */
export interface IdentitySources {
  readonly identitySource?: string;
  readonly identitySources?: readonly string[];
}

/** What the request says, source by source. */
export function identityOf(authorizer: IdentitySources, call: UnauthorizedCall): (string | undefined)[] {
  const { identitySource = "method.request.header.Authorization", identitySources = [] } = authorizer;
  const ofRest = identitySource.split(",").map((source) => source.trim());
  return (call.stage.kind === "http" ? identitySources : ofRest).map((source) => valueOf(source, call));
}

/** Of `method.request.header.Name` in a REST API, `$request.header.Name` in an HTTP API. */
function valueOf(source: string, { request, stage }: UnauthorizedCall): string | undefined {
  const [, kind, name = ""] = /(header|querystring|stageVariables)\.(.+)$/.exec(source) ?? [];
  switch (kind) {
    case "header":
      // The listener wrote the host as the service knows it.
      return name.toLowerCase() === "host"
        ? request.headers.host
        : request.headersDistinct[name.toLowerCase()]?.join(",");
    case "querystring":
      return addressOf(request).parameters.get(name) ?? undefined;
    case "stageVariables":
      return stage.variables[name];
    case undefined:
    default:
      throw new Refused("authorizerNotModelled");
  }
}
