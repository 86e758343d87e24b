import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from "aws-lambda";
import assert from "node:assert/strict";
import { Account, accountId } from "../../../local-aws/aws/account";
import { put, putFunction, putRecord } from "../../support/account";
import { putEcho, putHttp, putRest } from "../../support/apiGateway";
import { serving } from "../../support/edge";
import { sendRequest } from "../../support/https";

const account = new Account();
const echo = putEcho(account);
const binaryAnswer = putFunction(
  account,
  `exports.handler = async () => ({ statusCode: 200, body: "aGk=", isBase64Encoded: true });`,
);
const several = putFunction(
  account,
  `exports.handler = async () => ({
    statusCode: 201,
    headers: { "X-One": 1, "Content-Length": "999" },
    multiValueHeaders: { "X-Many": ["a", "b"] },
    cookies: ["a=1", "b=2"],
  });`,
);

const asked = {
  method: "POST",
  headers: { "X-Many": ["1", "2"], Cookie: "a=1; b=2", "User-Agent": "test", "Content-Type": "application/json" },
  body: '{"a":1}',
};
const binary = { ...asked, headers: { "Content-Type": "image/png" }, body: Buffer.from([0xff, 0x00, 0xfe]) };

describe("An event of API Gateway", () => {
  const edge = serving(account);

  async function event<T>(host: string, path: string, request: Parameters<typeof sendRequest>[3] = asked): Promise<T> {
    const received = await sendRequest(edge(), host, path, request);
    assert.equal(received.status, 200, received.body);
    return JSON.parse(received.body) as T;
  }

  describe("in format 2.0", () => {
    const variables = { stageVariables: { color: "red" } };
    const api = putHttp(account, echo, { stage: variables });
    const request = (path: string, request?: Parameters<typeof sendRequest>[3]) =>
      event<APIGatewayProxyEventV2>(api.domainName, path, request);

    it("has every field of the handler's type", async () => {
      const { headers, requestContext, ...rest } = await request("/a/b?q=1&q=2&r=%20x");
      assert.deepEqual(rest, {
        version: "2.0",
        routeKey: "ANY /{proxy+}",
        rawPath: "/a/b",
        rawQueryString: "q=1&q=2&r=%20x",
        cookies: ["a=1", "b=2"],
        queryStringParameters: { q: "1,2", r: " x" },
        pathParameters: { proxy: "a/b" },
        stageVariables: { color: "red" },
        body: '{"a":1}',
        isBase64Encoded: false,
      });
      assert.deepEqual(headers, {
        host: api.domainName,
        connection: "keep-alive",
        "content-length": "7",
        "content-type": "application/json",
        "user-agent": "test",
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
        "x-many": "1,2",
      });
      const { requestId, time, timeEpoch, ...context } = requestContext;
      assert.match(requestId, /^[\w+/]{15}=$/);
      assert.match(time, /^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
      assert.ok(Math.abs(timeEpoch - Date.now()) < 60_000);
      assert.deepEqual(context, {
        accountId,
        apiId: api.id,
        domainName: api.domainName,
        domainPrefix: api.id,
        http: { method: "POST", path: "/a/b", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" },
        routeKey: "ANY /{proxy+}",
        stage: "$default",
      });
    });

    it("omits empty fields", async () => {
      const bare = putHttp(account, echo, { routeKey: "$default" });
      const keys = Object.keys(await event<object>(bare.domainName, "/", {}));
      assert.deepEqual(keys.sort(), [
        "headers",
        "isBase64Encoded",
        "rawPath",
        "rawQueryString",
        "requestContext",
        "routeKey",
        "version",
      ]);
    });

    it("has a binary body in base64", async () => {
      const { body, isBase64Encoded } = await request("/a", binary);
      assert.deepEqual([body, isBase64Encoded], ["/wD+", true]);
      for (const type of ["application/x-www-form-urlencoded", "application/problem+json", "multipart/form-data"]) {
        assert.equal(
          (await request("/a", { ...asked, headers: { "content-type": type } })).isBase64Encoded,
          true,
          type,
        );
      }
      for (const type of ["text/html; charset=utf-8", "application/xml", "Application/JSON"]) {
        assert.equal(
          (await request("/a", { ...asked, headers: { "content-type": type } })).isBase64Encoded,
          false,
          type,
        );
      }
    });

    it("includes the stage's name in the path, but not the key of a mapping", async () => {
      const staged = putHttp(account, echo, { stage: { name: "dev" } });
      const direct = await event<APIGatewayProxyEventV2>(staged.domainName, "/dev/a");
      assert.deepEqual(
        [direct.rawPath, direct.requestContext.http.path, direct.pathParameters?.proxy],
        ["/dev/a", "/dev/a", "a"],
      );
      putRecord(account, "v2.example.com", "d-2.execute-api.eu-west-1.amazonaws.com");
      put(
        account,
        "aws:apigatewayv2/domainName:DomainName",
        { domainName: "v2.example.com" },
        { id: "v2.example.com" },
      );
      for (const [apiMappingKey, apiId, stage] of [
        ["dev", staged.id, "dev"],
        ["orders/v1", api.id, "$default"],
      ] as const) {
        put(account, "aws:apigatewayv2/apiMapping:ApiMapping", {
          domainName: "v2.example.com",
          apiMappingKey,
          apiId,
          stage,
        });
      }
      for (const [path, rawPath, stage] of [
        ["/dev/a", "/dev/a", "dev"],
        ["/orders/v1/a", "/a", "$default"],
      ] as const) {
        const mapped = await event<APIGatewayProxyEventV2>("v2.example.com", path);
        assert.deepEqual([mapped.rawPath, mapped.requestContext.stage], [rawPath, stage]);
        assert.deepEqual(
          [mapped.requestContext.domainName, mapped.requestContext.domainPrefix],
          ["v2.example.com", "v2"],
        );
      }
    });

    it("has the path without decoding", async () => {
      for (const path of ["//a", "/a/../b", "/%2e%2e/a", "/a//b", "/caf%C3%A9", "/%zz"]) {
        assert.equal((await request(path)).rawPath, path);
      }
    });
  });

  describe("in format 1.0", () => {
    const api = putRest(account, echo, {
      api: { binaryMediaTypes: ["image/png"] },
      stage: { variables: { color: "red" } },
    });
    const request = (path: string, request?: Parameters<typeof sendRequest>[3]) =>
      event<APIGatewayProxyEvent>(api.domainName, path, request);

    it("has every field of the handler's type", async () => {
      const { headers, multiValueHeaders, requestContext, ...rest } = await request("/prod/a/b?q=1&q=2");
      assert.deepEqual(rest, {
        resource: "/{proxy+}",
        path: "/a/b",
        httpMethod: "POST",
        queryStringParameters: { q: "2" },
        multiValueQueryStringParameters: { q: ["1", "2"] },
        pathParameters: { proxy: "a/b" },
        stageVariables: { color: "red" },
        body: '{"a":1}',
        isBase64Encoded: false,
      });
      // In the case that the client sent. The last of several values.
      assert.deepEqual([headers["X-Many"], multiValueHeaders["X-Many"]], ["2", ["1", "2"]]);
      assert.deepEqual(
        [headers.Host, headers["X-Forwarded-For"], headers["X-Forwarded-Proto"]],
        [api.domainName, "127.0.0.1", "https"],
      );
      const { identity, requestId, extendedRequestId, requestTime, requestTimeEpoch, resourceId, ...context } =
        requestContext;
      assert.match(requestId, /^[0-9a-f-]{36}$/);
      assert.match(String(extendedRequestId), /^[\w+/]{15}=$/);
      assert.match(String(requestTime), / \+0000$/);
      assert.ok(Math.abs(requestTimeEpoch - Date.now()) < 60_000);
      assert.equal(account.get("aws:apigateway/resource:Resource", resourceId)?.outputs.path, "/{proxy+}");
      assert.deepEqual(context, {
        accountId,
        apiId: api.id,
        domainName: api.domainName,
        domainPrefix: api.id,
        httpMethod: "POST",
        path: "/prod/a/b",
        protocol: "HTTP/1.1",
        resourcePath: "/{proxy+}",
        stage: "prod",
      });
      assert.deepEqual([identity.sourceIp, identity.userAgent, identity.apiKey], ["127.0.0.1", "test", null]);
    });

    it("has null for empty fields", async () => {
      const bare = await event<APIGatewayProxyEvent>(putRest(account, echo).domainName, "/prod/a", {});
      assert.deepEqual(
        [bare.body, bare.queryStringParameters, bare.multiValueQueryStringParameters, bare.stageVariables],
        [null, null, null, null],
      );
    });

    it("has a body of the API's binary media types in base64", async () => {
      const { body, isBase64Encoded } = await request("/prod/a", binary);
      assert.deepEqual([body, isBase64Encoded], ["/wD+", true]);
    });

    it("includes the key of a mapping in the path, but not the stage", async () => {
      const domainName = "v1.example.com";
      putRecord(account, domainName, "d-1.execute-api.eu-west-1.amazonaws.com");
      put(account, "aws:apigateway/domainName:DomainName", { domainName }, { id: domainName });
      const mapping = { domainName, restApi: api.id, stageName: "prod", basePath: "orders" };
      put(account, "aws:apigateway/basePathMapping:BasePathMapping", mapping);
      const { path, requestContext, pathParameters } = await event<APIGatewayProxyEvent>(domainName, "/orders/a");
      assert.deepEqual(
        [path, requestContext.path, requestContext.stage, pathParameters?.proxy],
        ["/orders/a", "/orders/a", "prod", "a"],
      );
    });

    it("from an HTTP API has a version and header names in lower case", async () => {
      const old = putHttp(account, echo, { integration: { payloadFormatVersion: "1.0" }, stage: { name: "dev" } });
      const got = await event<APIGatewayProxyEvent & { version: string }>(old.domainName, "/dev/a");
      assert.deepEqual(
        [got.version, got.path, got.resource, got.headers["x-many"]],
        ["1.0", "/dev/a", "/{proxy+}", "2"],
      );
    });
  });

  it("leads to a response with all headers of the function and the correct length", async () => {
    const cookies = await sendRequest(edge(), putHttp(account, several).domainName, "/a");
    assert.deepEqual(
      [cookies.status, cookies.headers["x-one"], cookies.headers["set-cookie"]],
      [201, "1", ["a=1", "b=2"]],
    );
    assert.equal(cookies.headers["content-length"], "0");
    const many = await sendRequest(edge(), putRest(account, several).domainName, "/prod/a");
    assert.deepEqual([many.headers["x-many"], many.headers["set-cookie"]], ["a, b", undefined]);
  });

  it("leads to a decoded body in base64; a REST API decodes it only if Accept has a binary media type", async () => {
    const accepts = { headers: { accept: "image/png, */*" } };
    assert.equal((await sendRequest(edge(), putHttp(account, binaryAnswer).domainName, "/a")).body, "hi");
    const rest = putRest(account, binaryAnswer, { api: { binaryMediaTypes: ["image/png"] } }).domainName;
    assert.equal((await sendRequest(edge(), rest, "/prod/a", accepts)).body, "hi");
    assert.equal((await sendRequest(edge(), rest, "/prod/a")).body, "aGk=");
  });
});
