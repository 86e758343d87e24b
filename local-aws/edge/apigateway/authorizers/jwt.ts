import { Authorized } from "../events/call";
import { GatewayError } from "../gatewayResponses";

type Claims = Readonly<Record<string, unknown>>;

export interface JwtSettings {
  readonly issuer: string;
  /** The token must have one of these. An empty list allows any audience. */
  readonly audiences: readonly string[];
  /** The token must have one of these. An empty list allows any scope. */
  readonly scopes: readonly string[];
}

/**
 * Returns the claims of a valid token. It makes API Gateway's checks except that of the signature, because the issuer's keys
 * are unavailable. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function checkToken(header: string | undefined, settings: JwtSettings): Claims {
  if (header === undefined || header === "") {
    throw new GatewayError("unauthorized", { "www-authenticate": "Bearer" });
  }
  const claims = claimsOf(header.replace(/^Bearer\s+/i, ""));
  if (claims === undefined || !isCurrent(claims) || !matchesIssuer(claims, settings)) {
    throw new GatewayError("unauthorized", { "www-authenticate": 'Bearer scope="" error="invalid_token"' });
  }
  const { scopes } = settings;
  if (scopes.length > 0 && !scopes.some((scope) => scopesOf(claims).includes(scope))) {
    const challenge = `Bearer scope="${scopes.join(" ")}" error="insufficient_scope"`;
    throw new GatewayError("forbidden", { "www-authenticate": challenge });
  }
  return claims;
}

/** The caller in the event of an HTTP API. */
export function jwtCaller(claims: Claims): Authorized {
  const scopes = scopesOf(claims);
  return { authorizer: { jwt: { claims: asStrings(claims), scopes: scopes.length === 0 ? null : scopes } } };
}

/** Converts claims to strings, as the event has them. */
export function asStrings(claims: Claims): Record<string, string> {
  const toString = (value: unknown): string =>
    Array.isArray(value) ? `[${value.join(" ")}]` : typeof value === "string" ? value : JSON.stringify(value);
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, toString(value)]));
}

function claimsOf(token: string): Claims | undefined {
  const [header, payload, signature, ...more] = token.split(".");
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) {
    return undefined;
  }
  const [head, claims] = [decode(header), decode(payload)];
  // "Only RSA-based algorithms are supported":
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
  return typeof head?.alg === "string" && head.alg.startsWith("RS") ? claims : undefined;
}

function decode(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
    return typeof value === "object" && value !== null ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}

function isCurrent({ exp, nbf = 0, iat = 0 }: Claims): boolean {
  const now = Date.now() / 1000;
  return Number(exp) > now && Number(nbf) <= now && Number(iat) <= now;
}

/** Checks the issuer and the audience, which is in `aud`, or in `client_id` if there is no `aud`. */
function matchesIssuer(claims: Claims, { issuer, audiences }: JwtSettings): boolean {
  const tokenAudiences = [claims.aud ?? claims.client_id].flat();
  return (
    claims.iss === issuer && (audiences.length === 0 || audiences.some((audience) => tokenAudiences.includes(audience)))
  );
}

function scopesOf({ scope, scp }: Claims): string[] {
  const given = scope ?? scp;
  return typeof given === "string" ? given.split(" ") : Array.isArray(given) ? given.map(String) : [];
}
