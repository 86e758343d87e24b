import { isKnown, map, Maybe, Tristate, Unknown } from "../program/maybe";
import { Properties, readNumber, readObject, readString } from "../program/readValue";
import { comesFrom, refersTo } from "../program/references";
import { Resource } from "../program/resource";
import { ifConfigured } from "./resources";

/** How API Gateway calls the backend of a route. */
export interface Integration {
  /** `AWS_PROXY`, `HTTP_PROXY` and others. */
  readonly type: Maybe<string | undefined>;
  /** The URI of the backend. That of a Lambda function has its ARN. */
  readonly uri: Maybe<string | undefined>;
  /** Milliseconds that API Gateway waits; undefined for the default. */
  readonly timeout: Maybe<number | undefined>;
  /** Whether API Gateway sends the response while the backend writes it. */
  readonly streams: Tristate;
}

/** The integration of a method of a REST API. @param integrations those of the API */
export function restIntegration(method: Resource, integrations: readonly Resource[]): Integration | undefined {
  // Only aws-native has it in the method.
  const inner = readObject(method.props, "integration");
  if (inner !== undefined) {
    return read(inner, { type: "type", uri: "uri", timeout: "timeoutInMillis" });
  }
  const own = integrations.find(
    (candidate) =>
      refersTo(candidate, "httpMethod", method, "httpMethod") &&
      (refersTo(candidate, "resourceId", method, "resourceId") || haveSameResource(candidate, method)),
  );
  return own && read(own.props, { type: "type", uri: "uri", timeout: "timeoutMilliseconds" });
}

/** Whether both refer to the same resource of the API, also if its ID is unknown. */
function haveSameResource(integration: Resource, method: Resource): boolean {
  const [one, other] = [integration, method].map(({ props }) => readString(props, "resourceId"));
  const [only, ...others] = other instanceof Unknown ? other.candidates : [];
  return only !== undefined && others.length === 0 && comesFrom(one, only);
}

/** The integration of a route of an HTTP API, which is the route's target. */
export function httpIntegration(route: Resource, integrations: readonly Resource[]): Integration | undefined {
  const target = map(readString(route.props, "target"), (known) => known?.replace(/^integrations\//, ""));
  const own = integrations.find((candidate) =>
    isKnown(target)
      ? target !== undefined && readString(candidate.props, "id") === target
      : comesFrom(target, candidate),
  );
  return own && read(own.props, { type: "integrationType", uri: "integrationUri", timeout: "timeoutMilliseconds" });
}

function read(props: Maybe<Properties>, names: Readonly<Record<"type" | "uri" | "timeout", string>>): Integration {
  return {
    type: readString(props, names.type),
    uri: readString(props, names.uri),
    timeout: ifConfigured(readNumber(props, names.timeout)),
    streams: map(ifConfigured(readString(props, "responseTransferMode")), (mode) => mode === "STREAM"),
  };
}

/** The function's ARN in the URI of an integration, or the URI itself, which can be an ARN or unknown. */
export function invokedFunction({ uri }: Integration): Maybe<string | undefined> {
  return map(uri, (known) => (known && /functions\/([^/]+)\//.exec(known)?.[1]) ?? known);
}
