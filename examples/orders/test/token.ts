import { generateKeyPairSync, sign } from "node:crypto";

export const issuer = "https://login.example.com";
export const audience = "orders";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/**
 * A token of a customer that is valid for a minute. The local AWS checks its claims, and not its signature: it has no keys of the
 * issuer. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function tokenOf(customer: string, claims: Readonly<Record<string, unknown>> = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = { iss: issuer, aud: audience, sub: customer, iat: now, exp: now + 60, ...claims };
  const signed = [{ alg: "RS256", typ: "JWT" }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`;
}
