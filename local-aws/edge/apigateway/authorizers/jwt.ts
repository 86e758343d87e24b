import { Authorized } from "../events/call";
import { Refused } from "../gatewayResponses";

type Claims = Readonly<Record<string, unknown>>;

export interface JwtSettings {
  readonly issuer: string;
  /** Any of these; none given: any audience. */
  readonly audiences: readonly string[];
  /** Any of these; none given: any scope. */
  readonly scopes: readonly string[];
}

/**
 * The claims of a token that holds, as API Gateway checks them, but for the signature: the issuer's keys are out of reach
 * here. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function checkToken(header: string | undefined, settings: JwtSettings): Claims {
  if (header === undefined || header === "") {
    throw new Refused("unauthorized", { "www-authenticate": "Bearer" });
  }
  const claims = claimsOf(header.replace(/^Bearer\s+/i, ""));
  if (claims === undefined || !isCurrent(claims) || !isMeant(claims, settings)) {
    throw new Refused("unauthorized", { "www-authenticate": 'Bearer scope="" error="invalid_token"' });
  }
  const { scopes } = settings;
  if (scopes.length > 0 && !scopes.some((scope) => scopesOf(claims).includes(scope))) {
    const challenge = `Bearer scope="${scopes.join(" ")}" error="insufficient_scope"`;
    throw new Refused("forbidden", { "www-authenticate": challenge });
  }
  return claims;
}

/** The caller as the function of an HTTP API sees it. */
export function jwtCaller(claims: Claims): Authorized {
  const scopes = scopesOf(claims);
  return { authorizer: { jwt: { claims: asStrings(claims), scopes: scopes.length === 0 ? null : scopes } } };
}

/** Claims reach the function as strings. */
export function asStrings(claims: Claims): Record<string, string> {
  const text = (value: unknown): string =>
    Array.isArray(value) ? `[${value.join(" ")}]` : typeof value === "string" ? value : JSON.stringify(value);
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, text(value)]));
}

function claimsOf(token: string): Claims | undefined {
  const [header, payload, signature, ...more] = token.split(".");
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) {
    return undefined;
  }
  const [head, claims] = [decode(header), decode(payload)];
  // "only RSA-based algorithms are supported", says the page.
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

/** The audience is in `aud`, or in `client_id` where there is no `aud`. */
function isMeant(claims: Claims, { issuer, audiences }: JwtSettings): boolean {
  const meant = [claims.aud ?? claims.client_id].flat();
  return claims.iss === issuer && (audiences.length === 0 || audiences.some((audience) => meant.includes(audience)));
}

function scopesOf({ scope, scp }: Claims): string[] {
  const given = scope ?? scp;
  return typeof given === "string" ? given.split(" ") : Array.isArray(given) ? given.map(String) : [];
}
