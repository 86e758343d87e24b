import { addressOf, Call } from "../events/call";
import { GatewayError } from "../gatewayResponses";

export type UnauthorizedCall = Omit<Call, "authorized" | "binary">;

/** The identity sources of an authorizer: a list in one string for a REST API, and a list for the other kinds. */
export interface IdentitySources {
  readonly identitySource?: string;
  readonly identitySources?: readonly string[];
}

/** The values of the identity sources in a request. */
export function identityOf(authorizer: IdentitySources, call: UnauthorizedCall): (string | undefined)[] {
  const { identitySource = "method.request.header.Authorization", identitySources = [] } = authorizer;
  const ofRest = identitySource.split(",").map((source) => source.trim());
  return (call.stage.kind === "rest" ? ofRest : identitySources).map((source) => valueOf(source, call));
}

/** The value of `method.request.header.Name`, `$request.header.Name` (HTTP API) or `route.request.header.Name` (WebSocket API). */
function valueOf(source: string, { request, stage }: UnauthorizedCall): string | undefined {
  const [, kind, name = ""] = /(header|querystring|stageVariables)\.(.+)$/.exec(source) ?? [];
  switch (kind) {
    case "header":
      // The listener has normalized Host.
      return name.toLowerCase() === "host"
        ? request.headers.host
        : request.headersDistinct[name.toLowerCase()]?.join(",");
    case "querystring":
      return addressOf(request).parameters.get(name) ?? undefined;
    case "stageVariables":
      return stage.variables[name];
    case undefined:
    default:
      throw new GatewayError("authorizerNotModeled");
  }
}
