import { allKnown, map, Maybe, Unknown } from "../program/maybe";
import { readString, readStrings } from "../program/readValue";
import { refersTo } from "../program/references";
import { Resource } from "../program/resource";

/** A part of the viewer's request that an API requires. Without it, the API returns 401 or 403. */
export interface Credential {
  readonly kind: "header" | "query string";
  /** Spelled as in CloudFront's lists. */
  readonly name: string;
}

export const authorizationHeader: Credential = { kind: "header", name: "Authorization" };
export const apiKeyHeader: Credential = { kind: "header", name: "x-api-key" };

/**
 * The identity sources that a method of a REST API or a route of an HTTP API requires.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html
 * @param type `authorization` of the method or `authorizationType` of the route
 * @param guarded the method or the route, which names its authorizer
 */
export function authorizerCredentials(
  type: string | undefined,
  guarded: Resource,
  authorizers: readonly Resource[],
): Maybe<readonly Credential[]> {
  switch (type) {
    case undefined:
    case "NONE":
      return [];
    case "AWS_IAM":
      return [authorizationHeader];
    default: {
      const authorizer = authorizers.find((candidate) => refersTo(guarded, "authorizerId", candidate));
      return authorizer === undefined
        ? new Unknown("the API's authorizer is not part of this program", undefined, {
            resolution: "Check that CloudFront forwards what the authorizer reads.",
          })
        : identitySources(authorizer);
    }
  }
}

function identitySources({ type, props }: Resource): Maybe<readonly Credential[]> {
  if (type.includes(":apigatewayv2")) {
    return map(readStrings(props, "identitySources"), (sources) => map(allKnown(sources ?? []), toCredentials));
  }
  // The default of the provider aws: https://www.pulumi.com/registry/packages/aws/api-docs/apigateway/authorizer/
  const byDefault = type.startsWith("aws:") ? "method.request.header.Authorization" : "";
  return map(readString(props, "identitySource"), (sources = byDefault) =>
    toCredentials(sources.split(",").map((source) => source.trim())),
  );
}

/** Stage variables and context variables are identity sources too, but the viewer does not send them. */
function toCredentials(sources: readonly string[]): readonly Credential[] {
  return sources.flatMap((source): Credential[] => {
    const [, kind, name] = /^(?:\$|method\.)request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
    return name === undefined ? [] : [{ kind: kind === "header" ? "header" : "query string", name }];
  });
}
