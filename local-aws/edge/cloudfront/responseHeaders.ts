import type { IncomingHttpHeaders } from "node:http";
import { Headers, without } from "./response";
import { Cors, ResponseHeadersPolicy } from "../../aws/cloudfront/readers/responseHeadersPolicies";

/**
 * Applies a response headers policy: it first removes headers, then adds headers.
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

/** Adds CORS headers if the request has an Origin, unless the origin sent CORS headers that the policy does not override. */
function corsHeaders(
  headers: Headers,
  cors: Cors,
  { method, headers: requested }: { readonly method: string; readonly headers: IncomingHttpHeaders },
): Headers {
  const own = Object.keys(headers).some((name) => name.startsWith("access-control-"));
  const allowed = allowedOrigin(cors, requested.origin);
  if (allowed === undefined || (own && !cors.override)) {
    return {};
  }
  const isPreflight = method === "OPTIONS" && requested["access-control-request-method"] !== undefined;
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

function allowedOrigin({ origins }: Cors, requested: string | undefined): string | undefined {
  if (requested === undefined) {
    return undefined;
  }
  return origins.includes("*") ? "*" : origins.find((origin) => origin === requested);
}

function listed(name: string, values: readonly string[]): Headers {
  return values.length === 0 ? {} : { [name]: values.join(", ") };
}
