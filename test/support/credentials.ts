import { Account, JsonObject } from "../../local-aws/aws/account";
import { put, region } from "./account";
import { change, deploy, PutApi, putEcho, putHttp, putRest } from "./apiGateway";

/** APIs that require credentials, and the credentials. */
export const issuer = "https://issuer.example.com/";
/** Seconds since 1970. */
export const now = Math.floor(Date.now() / 1000);
export const claims = { iss: issuer, aud: "site", exp: now + 3600, nbf: now - 60, iat: now - 60, scope: "read write" };

/** A token with a fake signature. */
export function token(payload: object, header: object = { alg: "RS256", kid: "1" }): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  return `${encode(header)}.${encode(payload)}.c2lnbmF0dXJl`;
}

/** An HTTP API that requires a token of the issuer. */
export function jwtApi(account: Account, route: JsonObject = {}): PutApi {
  const authorizerId = put(account, "aws:apigatewayv2/authorizer:Authorizer", {
    authorizerType: "JWT",
    identitySources: ["$request.header.Authorization"],
    jwtConfiguration: { issuer, audiences: ["site", "app"] },
  });
  return putHttp(account, putEcho(account), { route: { authorizationType: "JWT", authorizerId, ...route } });
}

/** A REST API whose method requires authorization. */
export function guardedRest(account: Account, method: JsonObject, authorizer: JsonObject = {}): PutApi {
  const rest = putRest(account, putEcho(account), { method });
  const authorizerId = put(account, "aws:apigateway/authorizer:Authorizer", { restApi: rest.id, ...authorizer });
  for (const { type, id, outputs } of account.list("aws:apigateway/method:Method")) {
    if (outputs.restApi === rest.id) {
      change(account, type, id, { authorizerId });
    }
  }
  change(account, "aws:apigateway/stage:Stage", `ags-${rest.id}-prod`, { deployment: deploy(account, rest.id) });
  return rest;
}

/** A key of a usage plan of a REST API's stage. */
export function putKey(account: Account, value: string, apiId: string, plan: JsonObject = {}, enabled = true): string {
  const keyId = put(account, "aws:apigateway/apiKey:ApiKey", { value, enabled });
  const apiStages = [{ apiId, stage: "prod" }];
  const usagePlanId = put(account, "aws:apigateway/usagePlan:UsagePlan", { apiStages, ...plan });
  put(account, "aws:apigateway/usagePlanKey:UsagePlanKey", { keyId, keyType: "API_KEY", usagePlanId });
  return keyId;
}

const scope = `20260101/${region}/execute-api/aws4_request`;
const signature = "0123456789abcdef".repeat(4);

/** The headers of a signed request. */
export function signed(changes: { scope?: string; headers?: string; date?: string; signature?: string } = {}) {
  const credential = `AKIAEXAMPLE/${changes.scope ?? scope}`;
  const names = changes.headers ?? "host;x-amz-date";
  return {
    "x-amz-date": changes.date ?? "20260101T000000Z",
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${changes.signature ?? signature}`,
  };
}

/** The query of a presigned address. */
export const presigned = new URLSearchParams({
  "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
  "X-Amz-Credential": `AKIAEXAMPLE/${scope}`,
  "X-Amz-Date": "20260101T000000Z",
  "X-Amz-SignedHeaders": "host",
  "X-Amz-Signature": signature,
}).toString();
