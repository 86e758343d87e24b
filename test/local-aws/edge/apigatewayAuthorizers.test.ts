import type { APIGatewayProxyEvent, APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import assert from "node:assert/strict";
import { Account, accountId, JsonObject } from "../../../local-aws/aws/account";
import { put, putFunction, region } from "../../support/account";
import { PutApi, putEcho, putHttp } from "../../support/apiGateway";
import { claims, guardedRest, issuer, jwtApi, now, presigned, putKey, signed, token } from "../../support/credentials";
import { serving } from "../../support/edge";
import { sendRequest, Received } from "../../support/https";
import { behaviorTo, deployDistribution, Settings } from "../../support/shapes";

const account = new Account();
const echo = putEcho(account);

describe("API Gateway authorization", () => {
  const edge = serving(account);

  const get = (host: string, path: string, headers: Record<string, string> = {}): Promise<Received> =>
    sendRequest(edge(), host, path, { headers });

  describe("by a JWT authorizer", () => {
    const api = jwtApi(account);
    const statusWith = async (payload: object, header?: object) =>
      (await get(api.domainName, "/a", { authorization: `Bearer ${token(payload, header)}` })).status;

    it("accepts a token and adds its claims to the event as strings", async () => {
      const { body } = await get(api.domainName, "/a", { authorization: token({ ...claims, roles: ["a", "b"] }) });
      const { requestContext } = JSON.parse(body) as APIGatewayProxyEventV2WithJWTAuthorizer;
      const strings = { ...claims, exp: String(claims.exp), nbf: String(claims.nbf), iat: String(claims.iat) };
      assert.deepEqual(requestContext.authorizer.jwt, {
        claims: { ...strings, roles: "[a b]" },
        scopes: ["read", "write"],
      });
    });

    const { aud, exp, ...others } = claims;
    const cases: readonly (readonly [name: string, status: number, payload: object, header?: object])[] = [
      ["of another issuer", 401, { ...claims, iss: "https://other.example.com/" }],
      ["for another audience", 401, { ...claims, aud: "other" }],
      ["for several audiences", 200, { ...claims, aud: ["other", "app"] }],
      ["with a client ID that is an audience", 200, { ...others, exp, client_id: "app" }],
      ["without an audience", 401, { ...others, exp }],
      ["that has expired", 401, { ...claims, exp: now - 1 }],
      ["without an expiration", 401, { ...others, aud }],
      ["before its nbf", 401, { ...claims, nbf: now + 600 }],
      ["issued in the future", 401, { ...claims, iat: now + 600 }],
      ["without a signature", 401, claims, { alg: "none" }],
      ["signed with a shared secret", 401, claims, { alg: "HS256" }],
    ];
    for (const [name, status, payload, header] of cases) {
      it(`returns ${status} for a token ${name}`, async () => {
        assert.equal(await statusWith(payload, header), status);
      });
    }

    it("returns 401 with a challenge for a missing or invalid token", async () => {
      for (const [headers, challenge] of [
        [{}, "Bearer"],
        [{ authorization: "Basic dXNlcg==" }, 'Bearer scope="" error="invalid_token"'],
        [{ authorization: "a.b.c" }, 'Bearer scope="" error="invalid_token"'],
      ] as const) {
        const { status, body, headers: received } = await get(api.domainName, "/a", headers);
        assert.deepEqual([status, body], [401, '{"message":"Unauthorized"}']);
        assert.equal(received["www-authenticate"], challenge);
      }
    });

    it("reads the token from the authorizer's identity source", async () => {
      const authorizerId = put(account, "aws:apigatewayv2/authorizer:Authorizer", {
        identitySources: ["$request.querystring.token"],
        jwtConfiguration: { issuer, audiences: ["site"] },
      });
      const { domainName } = putHttp(account, echo, { route: { authorizationType: "JWT", authorizerId } });
      const statuses = [`/a?token=${token(claims)}`, "/a"].map(async (path) => (await get(domainName, path)).status);
      assert.deepEqual(await Promise.all(statuses), [200, 401]);
    });

    it("returns 403 for a token without a scope of the route", async () => {
      const { domainName } = jwtApi(account, { authorizationScopes: ["admin", "write"] });
      const statuses = ["read write", "read"].map(async (given) => {
        const authorization = `Bearer ${token({ ...claims, scope: given })}`;
        return (await get(domainName, "/a", { authorization })).status;
      });
      assert.deepEqual(await Promise.all(statuses), [200, 403]);
    });
  });

  describe("by IAM", () => {
    const rest = guardedRest(account, { authorization: "AWS_IAM" });
    const http = putHttp(account, echo, { route: { authorizationType: "AWS_IAM" } });

    it("accepts a signed request and adds the caller to the event", async () => {
      const v1 = JSON.parse((await get(rest.domainName, "/prod/a", signed())).body) as APIGatewayProxyEvent;
      const userArn = `arn:aws:iam::${accountId}:user/local`;
      const { identity } = v1.requestContext;
      assert.deepEqual([identity.accessKey, identity.accountId, identity.userArn], ["AKIAEXAMPLE", accountId, userArn]);
      const v2 = JSON.parse((await get(http.domainName, "/a", signed())).body) as {
        requestContext: { authorizer: { iam: JsonObject } };
      };
      assert.deepEqual(v2.requestContext.authorizer.iam.userArn, userArn);
    });

    it("accepts a presigned URL", async () => {
      assert.equal((await get(rest.domainName, `/prod/a?${presigned}`)).status, 200);
    });

    it("returns 403 for a request without a signature", async () => {
      const { status, body, headers } = await get(rest.domainName, "/prod/a", { authorization: "Bearer x" });
      assert.deepEqual([status, body], [403, '{"message":"Missing Authentication Token"}']);
      assert.equal(headers["x-amzn-errortype"], "MissingAuthenticationTokenException");
      assert.deepEqual((await get(http.domainName, "/a")).body, '{"message":"Forbidden"}');
    });

    for (const [name, changes] of [
      ["of another region", { scope: "20260101/us-west-2/execute-api/aws4_request" }],
      ["of another service", { scope: `20260101/${region}/s3/aws4_request` }],
      ["of another day", { date: "20260102T000000Z" }],
      ["without Host", { headers: "x-amz-date" }],
      ["over a header that did not arrive", { headers: "host;x-amz-date;x-lost" }],
      ["that is none", { signature: "short" }],
    ] as const) {
      it(`returns 403 for a signature ${name}`, async () => {
        const { status, headers } = await get(rest.domainName, "/prod/a", signed(changes));
        assert.deepEqual([status, headers["x-amzn-errortype"]], [403, "InvalidSignatureException"]);
      });
    }
  });

  describe("by API key", () => {
    const rest = guardedRest(account, { apiKeyRequired: true });
    const keyId = putKey(account, "right", rest.id);
    putKey(account, "of-another-api", "other");
    putKey(account, "disabled", rest.id, {}, false);

    it("accepts a key of a usage plan and adds it to the event", async () => {
      const { body } = await get(rest.domainName, "/prod/a", { "x-api-key": "right" });
      const { identity } = (JSON.parse(body) as APIGatewayProxyEvent).requestContext;
      assert.deepEqual([identity.apiKey, identity.apiKeyId], ["right", keyId]);
    });

    for (const key of ["wrong", "of-another-api", "disabled", undefined]) {
      it(`returns 403 for ${key === undefined ? "a missing key" : `the key "${key}"`}`, async () => {
        const { status, body } = await get(rest.domainName, "/prod/a", key === undefined ? {} : { "x-api-key": key });
        assert.deepEqual([status, body], [403, '{"message":"Forbidden"}']);
      });
    }

    it("returns 429 for a key over the rate of its usage plan", async () => {
      putKey(account, "hasty", rest.id, { throttleSettings: { burstLimit: 1, rateLimit: 0.001 } });
      assert.equal((await get(rest.domainName, "/prod/a", { "x-api-key": "hasty" })).status, 200);
      const { status, body } = await get(rest.domainName, "/prod/a", { "x-api-key": "hasty" });
      assert.deepEqual([status, JSON.parse(body)], [429, { message: "Too Many Requests" }]);
    });
  });

  describe("by a Lambda authorizer", () => {
    const byToken = `exports.handler = async ({ type, methodArn, authorizationToken }) => {
      if (authorizationToken === "unauthorized") throw new Error("Unauthorized");
      if (authorizationToken === "breaks") throw new Error("broken");
      const Effect = authorizationToken === "let me in" ? "Allow" : "Deny";
      const Statement = [{ Action: "execute-api:Invoke", Effect, Resource: methodArn.replace(/GET.*/, "GET/*") }];
      return { principalId: "user", policyDocument: { Statement }, context: { type, level: 3 } };
    };`;
    const rest = guardedRest(
      account,
      { authorization: "CUSTOM" },
      { type: "TOKEN", authorizerUri: putFunction(account, byToken) },
    );

    for (const [given, status, body] of [
      ["let me in", 200, undefined],
      ["please", 403, '{"Message":"User is not authorized to access this resource"}'],
      ["unauthorized", 401, '{"message":"Unauthorized"}'],
      ["breaks", 500, '{"message":null}'],
      [undefined, 401, '{"message":"Unauthorized"}'],
    ] as const) {
      it(`returns ${status} for ${given === undefined ? "a missing token" : `the token "${given}"`}`, async () => {
        const received = await get(rest.domainName, "/prod/a", given === undefined ? {} : { authorization: given });
        assert.equal(received.status, status);
        if (body !== undefined) {
          assert.equal(received.body, body);
          return;
        }
        const { authorizer } = (JSON.parse(received.body) as APIGatewayProxyEvent).requestContext;
        assert.deepEqual(authorizer, { type: "TOKEN", level: "3", principalId: "user", integrationLatency: 0 });
      });
    }

    it("sends the whole request of an HTTP API and accepts a simple response", async () => {
      const code = `exports.handler = async ({ version, type, headers, queryStringParameters }) => ({
        isAuthorized: headers["x-who"] === "me" && queryStringParameters.ok === "1",
        context: { version, type },
      });`;
      const authorizerId = put(account, "aws:apigatewayv2/authorizer:Authorizer", {
        authorizerUri: putFunction(account, code),
        authorizerPayloadFormatVersion: "2.0",
        enableSimpleResponses: true,
        identitySources: ["$request.header.X-Who", "$request.querystring.ok"],
      });
      const { domainName } = putHttp(account, echo, { route: { authorizationType: "CUSTOM", authorizerId } });
      const ok = await get(domainName, "/a?ok=1", { "x-who": "me" });
      const event = JSON.parse(ok.body) as { requestContext: { authorizer: unknown } };
      assert.deepEqual(event.requestContext.authorizer, { lambda: { version: "2.0", type: "REQUEST" } });
      const no = await get(domainName, "/a?ok=1", { "x-who": "you" });
      assert.deepEqual([no.status, no.body], [403, '{"message":"Forbidden"}']);
      assert.equal((await get(domainName, "/a", { "x-who": "me" })).status, 401);
    });
  });

  it("by a Cognito authorizer requires a token of its user pool", async () => {
    const providerArns = [`arn:aws:cognito-idp:${region}:${accountId}:userpool/${region}_abc`];
    const rest = guardedRest(
      account,
      { authorization: "COGNITO_USER_POOLS" },
      { type: "COGNITO_USER_POOLS", providerArns },
    );
    const iss = `https://cognito-idp.${region}.amazonaws.com/${region}_abc`;
    const { body } = await get(rest.domainName, "/prod/a", { authorization: token({ ...claims, iss }) });
    const { authorizer } = (JSON.parse(body) as APIGatewayProxyEvent).requestContext;
    assert.equal((authorizer as { claims: JsonObject }).claims.iss, iss);
    assert.equal((await get(rest.domainName, "/prod/a", { authorization: token(claims) })).status, 401);
  });
});

// These requests fail as the pack's rule `api-gateway-origin-credentials` predicts.
describe("Credentials that viewers send to an API through CloudFront", () => {
  const edge = serving(account);
  const keyed = guardedRest(account, { apiKeyRequired: true });
  putKey(account, "key", keyed.id);
  const iam = guardedRest(account, { authorization: "AWS_IAM" });

  interface Case {
    readonly name: string;
    readonly api: PutApi;
    readonly originPath?: string;
    readonly path: string;
    readonly headers: Record<string, string>;
    readonly refused: readonly [status: number, message: string];
    /** The response to a POST without the policy. */
    readonly post: number;
  }
  const cases: readonly Case[] = [
    {
      name: "a JWT in Authorization",
      api: jwtApi(account),
      path: "/a",
      headers: { authorization: token(claims) },
      refused: [401, "Unauthorized"],
      post: 200,
    },
    {
      name: "an API key in x-api-key",
      api: keyed,
      originPath: "/prod",
      path: "/a",
      headers: { "x-api-key": "key" },
      refused: [403, "Forbidden"],
      post: 403,
    },
    {
      name: "a signature in the query string",
      api: iam,
      originPath: "/prod",
      path: `/a?${presigned}`,
      headers: {},
      refused: [403, "Missing Authentication Token"],
      post: 403,
    },
  ];

  const allowedMethods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

  /** @returns the alias of the distribution */
  function front({ api, originPath }: Case, settings: Settings): string {
    const origin = {
      domainName: api.domainName,
      ...(originPath === undefined ? {} : { originPath }),
      customOriginConfig: { originProtocolPolicy: "https-only" },
    } as const;
    const defaultCacheBehavior = behaviorTo("api", { allowedMethods, ...settings });
    return deployDistribution(account, "aws", { api: origin }, { defaultCacheBehavior });
  }

  for (const each of cases) {
    const { name, path, headers, refused, post } = each;
    it(`reach the API with AllViewerExceptHostHeader: ${name}`, async () => {
      assert.equal((await sendRequest(edge(), front(each, {}), path, { headers })).status, 200);
    });

    it(`are removed from a GET without AllViewerExceptHostHeader: ${name}, ${refused[0]}`, async () => {
      const dropping = front(each, { originRequestPolicyId: undefined });
      const { status, body } = await sendRequest(edge(), dropping, path, { headers });
      assert.deepEqual([status, JSON.parse(body)], [refused[0], { message: refused[1] }]);
      // CloudFront keeps only Authorization, and only on POST.
      assert.equal((await sendRequest(edge(), dropping, path, { method: "POST", headers })).status, post);
    });
  }
});
