import assert from "node:assert/strict";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { Resources } from "../../../local-aws/provider/resources";
import { putFunction, region } from "../../support/account";
import { putEcho } from "../../support/apiGateway";
import { claims, issuer, putKey, token } from "../../support/credentials";
import { serving } from "../../support/edge";
import { sendRequest } from "../../support/https";

const account = new Account();
const resources = new Resources(account, () => region, "nested");
const edge = serving(account);
const create = (type: string, inputs: JsonObject) => resources.create(`aws:${type}`, inputs);
const echo = putEcho(account);
const uri = `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${echo}/invocations`;
const integration = { type: "aws_proxy", httpMethod: "POST", uri };
const operation = { "x-amazon-apigateway-integration": integration };
const restInfo = { openapi: "3.0.1", info: { title: "api", version: "1" } };

const host = (id: string): string => `${id}.execute-api.${region}.amazonaws.com`;

async function statuses(id: string, ...requests: (readonly [method: string, path: string])[]): Promise<number[]> {
  const received = requests.map(([method, path]) => sendRequest(edge(), host(id), path, { method }));
  return (await Promise.all(received)).map(({ status }) => status);
}

/** A REST API with an OpenAPI document, deployed to the stage `prod`. @returns its ID */
function rest(body: object | string, inputs: JsonObject = {}): string {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const settings = { name: "api", endpointConfiguration: { types: "REGIONAL" }, ...inputs };
  const { id } = create("apigateway/restApi:RestApi", { ...settings, body: text });
  deploy(id);
  return id;
}

function deploy(restApi: string): void {
  const { id: deployment } = create("apigateway/deployment:Deployment", { restApi });
  create("apigateway/stage:Stage", { restApi, stageName: "prod", deployment });
}

/** An HTTP API with an OpenAPI document and the stage `$default`. @returns its ID */
function http(body: object): string {
  const { id } = create("apigatewayv2/api:Api", { name: "api", protocolType: "HTTP", body: JSON.stringify(body) });
  create("apigatewayv2/stage:Stage", { apiId: id, name: "$default", autoDeploy: true });
  return id;
}

describe("A REST API with an OpenAPI document", () => {
  it("serves the methods of the document, and ANY for the others", async () => {
    const id = rest({
      ...restInfo,
      paths: { "/": { get: operation }, "/{proxy+}": { "x-amazon-apigateway-any-method": operation, get: operation } },
    });
    const requests = [
      ["GET", "/prod"],
      ["POST", "/prod"],
      ["PATCH", "/prod/a/b"],
    ] as const;
    assert.deepEqual(await statuses(id, ...requests), [200, 403, 200]);
    const { body } = await sendRequest(edge(), host(id), "/prod/a/b");
    const event = JSON.parse(body) as Record<string, unknown>;
    assert.deepEqual([event.resource, event.pathParameters], ["/{proxy+}", { proxy: "a/b" }]);
  });

  it("accepts YAML of OpenAPI 2.0 with AWS's variables", async () => {
    const id = rest(`
swagger: "2.0"
info: { title: api, version: "1" }
basePath: /v1
paths:
  /items/{id}:
    get:
      x-amazon-apigateway-integration:
        type: aws_proxy
        httpMethod: POST
        uri: arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${echo}/invocations
`);
    assert.deepEqual(await statuses(id, ["GET", "/prod/items/1"], ["GET", "/prod/v1/items/1"]), [200, 403]);
  });

  for (const [basepath, served] of [
    ["ignore", "/e"],
    ["prepend", "/a/b/c/e"],
    ["split", "/b/c/e"],
  ] as const) {
    it(`serves ${served} for /e below the base path /a/b/c if basepath is "${basepath}"`, async () => {
      const paths = { "/e": { get: operation } };
      const server = { url: "https://example.com/{basePath}", variables: { basePath: { default: "/a/b/c" } } };
      const documents = [
        { swagger: "2.0", basePath: "/a/b/c", paths },
        { ...restInfo, servers: [server], paths },
        { ...restInfo, servers: [{ url: "https://example.com/a/b/c" }], paths },
      ];
      for (const document of documents) {
        const id = rest(document, { parameters: { basepath } });
        const tried = ["/e", "/b/c/e", "/a/b/c/e"];
        const received = await statuses(id, ...tried.map((path) => ["GET", `/prod${path}`] as const));
        assert.deepEqual(
          tried.filter((_, at) => received[at] === 200),
          [served],
        );
      }
    });
  }

  it("requires the API key, signature or token that its security schemes require", async () => {
    const allow = putFunction(
      account,
      `exports.handler = async ({ authorizationToken, methodArn }) => ({
        principalId: "me",
        policyDocument: {
          Statement: [{ Effect: authorizationToken === "yes" ? "Allow" : "Deny", Resource: methodArn }],
        },
      });`,
    );
    const id = rest({
      swagger: "2.0",
      security: [{ sigv4: [] }],
      securityDefinitions: {
        api_key: { type: "apiKey", name: "x-api-key", in: "header" },
        sigv4: { type: "apiKey", name: "Authorization", in: "header", "x-amazon-apigateway-authtype": "awsSigv4" },
        lambda: {
          type: "apiKey",
          name: "X-Token",
          in: "header",
          "x-amazon-apigateway-authtype": "custom",
          "x-amazon-apigateway-authorizer": { type: "token", authorizerUri: uri.replace(echo, allow) },
        },
      },
      paths: {
        "/open": { get: operation },
        "/key": { get: { ...operation, security: [{ api_key: [] }] } },
        "/signed": { get: { ...operation, security: [{ sigv4: [] }] } },
        "/iam": { get: { ...operation, "x-amazon-apigateway-auth": { type: "AWS_IAM" } } },
        "/token": { get: { ...operation, security: [{ lambda: [] }] } },
      },
    });
    putKey(account, "a-key", id);
    const status = async (path: string, headers: Record<string, string> = {}) =>
      (await sendRequest(edge(), host(id), `/prod${path}`, { headers })).status;
    const open = ["/open", "/key", "/signed", "/iam", "/token"].map((path) => status(path));
    assert.deepEqual(await Promise.all(open), [200, 403, 403, 403, 401]);
    const allowed = [
      status("/key", { "x-api-key": "a-key" }),
      status("/token", { "x-token": "yes" }),
      status("/token", { "x-token": "no" }),
    ];
    assert.deepEqual(await Promise.all(allowed), [200, 200, 403]);
  });

  it("returns 501 for a route whose integration is not a Lambda proxy", async () => {
    const mock = { "x-amazon-apigateway-integration": { type: "mock" } };
    const id = rest({ ...restInfo, paths: { "/a": { get: operation, options: mock } } });
    assert.deepEqual(await statuses(id, ["GET", "/prod/a"], ["OPTIONS", "/prod/a"]), [200, 501]);
    const { body } = await sendRequest(edge(), host(id), "/prod/a", { method: "OPTIONS" });
    assert.match(body, /models only integrations with Lambda functions/);
  });

  it("replaces its routes by those of a new document, or keeps them in the mode merge", async () => {
    const document = (path: string) => JSON.stringify({ ...restInfo, paths: { [path]: { get: operation } } });
    for (const [putRestApiMode, expected] of [
      ["overwrite", [403, 200]],
      ["merge", [200, 200]],
    ] as const) {
      const inputs = { name: "api", endpointConfiguration: { types: "REGIONAL" }, putRestApiMode };
      const { id } = create("apigateway/restApi:RestApi", { ...inputs, body: document("/old") });
      resources.update("aws:apigateway/restApi:RestApi", id, { ...inputs, body: document("/new") });
      deploy(id);
      assert.deepEqual(await statuses(id, ["GET", "/prod/old"], ["GET", "/prod/new"]), expected);
    }
  });

  it("has the settings of its document", () => {
    const types = ["image/png"];
    const document = {
      ...restInfo,
      "x-amazon-apigateway-binary-media-types": types,
      servers: [{ url: "/", "x-amazon-apigateway-endpoint-configuration": { disableExecuteApiEndpoint: true } }],
      paths: {},
    };
    const { outputs } = create("apigateway/restApi:RestApi", { name: "api", body: JSON.stringify(document) });
    assert.deepEqual([outputs.binaryMediaTypes, outputs.disableExecuteApiEndpoint], [types, true]);
  });

  for (const body of ["{", "text", '{"openapi":"3.0.1"}', '{"swagger":"1.2","paths":{}}']) {
    it(`is rejected if the document is ${body}`, () => {
      assert.throws(
        () => create("apigateway/restApi:RestApi", { name: "api", body }),
        /^\w*Error: BadRequestException/,
      );
    });
  }
});

describe("An HTTP API with an OpenAPI document", () => {
  it("serves the routes of the document, with integrations that they share", async () => {
    const shared = { $ref: "#/components/x-amazon-apigateway-integrations/echo" };
    const id = http({
      ...restInfo,
      components: {
        "x-amazon-apigateway-integrations": { echo: { ...integration, payloadFormatVersion: 2.0 } },
      },
      paths: {
        "/items/{id}": { get: { "x-amazon-apigateway-integration": shared } },
        "/$default": { "x-amazon-apigateway-any-method": { isDefaultRoute: true, ...operation } },
        "/proxied": { get: { "x-amazon-apigateway-integration": { type: "http_proxy", uri: "https://example.com" } } },
      },
    });
    const event = async (path: string) =>
      JSON.parse((await sendRequest(edge(), host(id), path)).body) as Record<string, unknown>;
    const [item, other] = [await event("/items/1"), await event("/other")];
    assert.deepEqual([item.version, item.routeKey], ["2.0", "GET /items/{id}"]);
    assert.deepEqual([other.version, (other.requestContext as JsonObject).resourcePath], ["1.0", "$default"]);
    assert.deepEqual(await statuses(id, ["GET", "/proxied"]), [501]);
  });

  it("requires the tokens of a JWT authorizer with the scopes of the route", async () => {
    const id = http({
      ...restInfo,
      components: {
        securitySchemes: {
          jwt: {
            type: "oauth2",
            "x-amazon-apigateway-authorizer": {
              type: "jwt",
              identitySource: "$request.header.Authorization",
              jwtConfiguration: { issuer, audience: ["site"] },
            },
          },
        },
      },
      security: [{ jwt: [] }],
      paths: {
        "/any": { get: operation },
        "/admin": { get: { ...operation, security: [{ jwt: ["admin"] }] } },
        "/open": { get: { ...operation, security: [] } },
      },
    });
    const authorization = `Bearer ${token(claims)}`;
    const status = async (path: string, headers: Record<string, string> = {}) =>
      (await sendRequest(edge(), host(id), path, { headers })).status;
    const received = [
      status("/any"),
      status("/any", { authorization }),
      status("/admin", { authorization }),
      status("/open"),
    ];
    assert.deepEqual(await Promise.all(received), [401, 200, 403, 200]);
  });

  it("is rejected if the document is of OpenAPI 2.0", () => {
    assert.throws(() => http({ swagger: "2.0", paths: {} }), /BadRequestException: .* openapi 3\.x/);
  });
});
