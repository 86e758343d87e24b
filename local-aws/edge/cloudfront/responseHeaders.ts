import type { IncomingHttpHeaders } from "node:http";
import { Headers, without } from "./response";
import { Cors, ResponseHeadersPolicy } from "../../aws/cloudfront/readers/responseHeadersPolicies";

/**
 * The headers of an answer after a response headers policy: first it removes, then it adds.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export function withPolicy(
  headers: Headers,
  { remove, add, cors }: ResponseHeadersPolicy,
  viewer: { readonly method: string; readonly headers: IncomingHttpHeaders },
): Headers {
  const left = without(headers, ...remove);
  const policed: Record<string, string | string[]> = { ...left, ...(cors && corsHeaders(left, cors, viewer)) };
  for (const { name, value, override } of add) {
    if (override || left[name] === undefined) {
      policed[name] = value;
    }
  }
  return policed;
}

/** Only for a request that has an Origin, and only where it leaves nothing of the origin's own CORS headers half in place. */
function corsHeaders(
  headers: Headers,
  cors: Cors,
  { method, headers: asked }: { readonly method: string; readonly headers: IncomingHttpHeaders },
): Headers {
  const own = Object.keys(headers).some((name) => name.startsWith("access-control-"));
  const allowed = allowedOrigin(cors, asked.origin);
  if (allowed === undefined || (own && !cors.override)) {
    return {};
  }
  const isPreflight = method === "OPTIONS" && asked["access-control-request-method"] !== undefined;
  return {
    "access-control-allow-origin": allowed,
    ...(allowed === "*" ? {} : { vary: "Origin" }),
    ...(cors.credentials ? { "access-control-allow-credentials": "true" } : {}),
    ...listed("access-control-expose-headers", cors.expose),
    ...(isPreflight
      ? {
          ...listed("access-control-allow-methods", cors.methods),
          ...listed("access-control-allow-headers", cors.headers),
          ...(cors.maxAge === undefined ? {} : { "access-control-max-age": String(cors.maxAge) }),
        }
      : {}),
  };
}

function allowedOrigin({ origins }: Cors, asked: string | undefined): string | undefined {
  if (asked === undefined) {
    return undefined;
  }
  return origins.includes("*") ? "*" : origins.find((origin) => origin === asked);
}

function listed(name: string, values: readonly string[]): Headers {
  return values.length === 0 ? {} : { [name]: values.join(", ") };
}
