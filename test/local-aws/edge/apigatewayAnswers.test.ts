import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { Account } from "../../../local-aws/aws/account";
import { put, putFunction, region } from "../../support/account";
import { change, deploy, putEcho, putHttp, putRest } from "../../support/apiGateway";
import { serving } from "../../support/edge";
import { sendRequest, Received } from "../../support/https";

const account = new Account();
const echo = putEcho(account);
const sleeps = putFunction(account, "exports.handler = () => new Promise((resolve) => setTimeout(resolve, 2000));");
const throws = putFunction(account, "exports.handler = async () => { throw new Error('secret detail'); };");
const shapeless = putFunction(account, "exports.handler = async () => ({ hello: 'you' });");
const badHeader = putFunction(
  account,
  "exports.handler = async () => ({ statusCode: 200, headers: { a: 'b\\r\\nc' } });",
);
const huge = putFunction(account, "exports.handler = async () => ({ statusCode: 200, body: 'x'.repeat(7e6) });");
const throttled = putFunction(account);
change(account, "aws:lambda/function:Function", throttled.split(":").at(-1) ?? "", { reservedConcurrentExecutions: 0 });

type Kind = "REST" | "HTTP";
type Expected = readonly [status: number, message: string | null, errorType?: string];

/** An API of each kind, with the same function and the same integration settings. */
function apisWith(functionArn: string, integration = {}): Record<Kind, string> {
  return {
    REST: putRest(account, functionArn, { integration }).domainName,
    HTTP: putHttp(account, functionArn, { integration }).domainName,
  };
}

describe("API Gateway's error responses", () => {
  const edge = serving(account);

  function check(kind: Kind, { status, headers, body }: Received, [expected, message, errorType]: Expected): void {
    assert.deepEqual([status, JSON.parse(body)], [expected, { message }]);
    assert.equal(headers["x-amzn-errortype"], errorType);
    assert.equal(headers["content-type"], "application/json");
    checkIds(kind, headers);
  }

  function checkIds(kind: Kind, headers: Received["headers"]): void {
    if (kind === "HTTP") {
      assert.match(String(headers["apigw-requestid"]), /^[\w+/]{15}=$/);
      assert.equal(headers["x-amzn-requestid"], undefined);
    } else {
      assert.match(String(headers["x-amzn-requestid"]), /^[0-9a-f-]{36}$/);
      assert.match(String(headers["x-amz-apigw-id"]), /^[\w+/]{15}=$/);
    }
  }

  const failure = "InternalServerErrorException";
  const working = apisWith(echo);
  const quick = { timeoutMilliseconds: 50 };
  const cases: readonly (readonly [
    name: string,
    apis: Record<Kind, string>,
    path: string,
    REST: Expected,
    HTTP: Expected,
  ])[] = [
    [
      "if no route matches",
      working,
      "/prod",
      [403, "Missing Authentication Token", "MissingAuthenticationTokenException"],
      [404, "Not Found"],
    ],
    [
      "if the function throws",
      apisWith(throws),
      "/prod/a",
      [502, "Internal server error", failure],
      [500, "Internal Server Error"],
    ],
    [
      "if the function does not exist",
      apisWith(`${echo}x`),
      "/prod/a",
      [502, "Internal server error", failure],
      [500, "Internal Server Error"],
    ],
    [
      "if the function returns an invalid header",
      apisWith(badHeader),
      "/prod/a",
      [502, "Internal server error", failure],
      [500, "Internal Server Error"],
    ],
    [
      "if the function returns more than 6 MB",
      apisWith(huge),
      "/prod/a",
      [502, "Internal server error", failure],
      [500, "Internal Server Error"],
    ],
    [
      "if the function exceeds the timeout of the integration",
      apisWith(sleeps, quick),
      "/prod/a",
      [504, "Endpoint request timed out", failure],
      [503, "Service Unavailable"],
    ],
    [
      "if Lambda throttles the function",
      apisWith(throttled),
      "/prod/a",
      [500, "Internal server error", failure],
      [503, "Service Unavailable"],
    ],
  ];
  for (const [name, apis, path, rest, http] of cases) {
    it(`${name}: REST ${rest[0]}, HTTP ${http[0]}`, async () => {
      check("REST", await sendRequest(edge(), apis.REST, path), rest);
      // An HTTP API's `$default` stage has no name in the path.
      check("HTTP", await sendRequest(edge(), apis.HTTP, path.replace("/prod", "") || "/"), http);
    });
  }

  it("if the function returns no status code: REST 502, while an HTTP API sends the result as the body", async () => {
    const apis = apisWith(shapeless);
    check("REST", await sendRequest(edge(), apis.REST, "/prod/a"), [502, "Internal server error", failure]);
    const { status, body } = await sendRequest(edge(), apis.HTTP, "/a");
    assert.deepEqual([status, body], [200, '{"hello":"you"}']);
  });

  it("and successful responses include the request IDs", async () => {
    checkIds("REST", (await sendRequest(edge(), working.REST, "/prod/a")).headers);
    checkIds("HTTP", (await sendRequest(edge(), working.HTTP, "/a")).headers);
  });

  it("have status 403 for a host without an API", async () => {
    const received = await sendRequest(edge(), `unknown.execute-api.${region}.amazonaws.com`, "/prod/a");
    check("REST", received, [403, "Forbidden", "ForbiddenException"]);
  });

  it("have status 413 for a body over 10 MB, or over Lambda's limit of 6 MB", async () => {
    const send = (host: string, path: string, megabytes: number) =>
      sendRequest(edge(), host, path, {
        method: "POST",
        headers: { "content-type": "text/plain" },
        body: "x".repeat(megabytes * 2 ** 20),
      });
    const rest = await send(working.REST, "/prod/a", 11);
    assert.deepEqual([rest.status, rest.body], [413, "HTTP content length exceeded 10485760 bytes."]);
    check("REST", await send(working.REST, "/prod/a", 7), [413, "Request Too Long", "BadRequestException"]);
    check("HTTP", await send(working.HTTP, "/a", 11), [413, "Request Entity Too Large"]);
    check("HTTP", await send(working.HTTP, "/a", 7), [413, "Request Entity Too Large"]);
  });

  it("have no body for HEAD", async () => {
    const { status, body, headers } = await sendRequest(edge(), working.REST, "/a", { method: "HEAD" });
    assert.deepEqual([status, body, headers["content-length"]], [403, "", "23"]);
  });
});

describe("A stage of a REST API", () => {
  const edge = serving(account);
  const statusOf = async (host: string, path: string) => (await sendRequest(edge(), host, path)).status;

  it("serves the resources that existed at its deployment", async () => {
    const { id, domainName } = putRest(account, echo);
    const resourceId = put(account, "aws:apigateway/resource:Resource", { restApi: id, path: "/new/path" });
    const method = { restApi: id, resourceId, httpMethod: "GET" };
    put(account, "aws:apigateway/method:Method", { ...method, authorization: "AWS_IAM" });
    put(account, "aws:apigateway/integration:Integration", { ...method, uri: echo });
    assert.equal(await statusOf(domainName, "/prod/new/path"), 200);
    change(account, "aws:apigateway/stage:Stage", `ags-${id}-prod`, { deployment: deploy(account, id) });
    assert.equal(await statusOf(domainName, "/prod/new/path"), 403);
  });
});

describe("API Gateway throttling", () => {
  const edge = serving(account);
  // A rate at which no bucket refills during a test.
  const burst = (burstLimit: number) => ({ throttlingBurstLimit: burstLimit, throttlingRateLimit: 0.001 });

  async function statuses(host: string, path: string, times: number, headers = {}): Promise<number[]> {
    const all: number[] = [];
    for (let at = 0; at < times; at++) {
      all.push((await sendRequest(edge(), host, path, { headers })).status);
    }
    return all;
  }

  it("allows a burst to a stage of an HTTP API, then returns 429", async () => {
    const { domainName } = putHttp(account, echo, { stage: { defaultRouteSettings: burst(2) } });
    assert.deepEqual(await statuses(domainName, "/a", 3), [200, 200, 429]);
    const { body } = await sendRequest(edge(), domainName, "/a");
    assert.equal(body, '{"message":"Too Many Requests"}');
  });

  it("prefers the settings of a route to those of its stage", async () => {
    const routeSettings = [{ routeKey: "ANY /{proxy+}", ...burst(1) }];
    const { domainName } = putHttp(account, echo, { stage: { defaultRouteSettings: burst(5), routeSettings } });
    assert.deepEqual(await statuses(domainName, "/a", 2), [200, 429]);
  });

  it("limits each method of a REST API separately", async () => {
    const { id, domainName } = putRest(account, echo);
    const settings = { restApi: id, stageName: "prod", methodPath: "*/*", settings: burst(1) };
    put(account, "aws:apigateway/methodSettings:MethodSettings", settings);
    assert.deepEqual(await statuses(domainName, "/prod/a", 2), [200, 429]);
    const { status, headers } = await sendRequest(edge(), domainName, "/prod/a", { method: "GET" });
    assert.deepEqual([status, headers["x-amzn-errortype"]], [429, "TooManyRequestsException"]);
    assert.equal((await sendRequest(edge(), domainName, "/prod/a", { method: "DELETE" })).status, 200);
  });

  it("does not limit an API without settings", async () => {
    assert.deepEqual(await statuses(putHttp(account, echo).domainName, "/a", 5), [200, 200, 200, 200, 200]);
  });

  it("refills a bucket over time", async () => {
    const stage = { defaultRouteSettings: { throttlingBurstLimit: 1, throttlingRateLimit: 50 } };
    const { domainName } = putHttp(account, echo, { stage });
    assert.deepEqual(await statuses(domainName, "/a", 1), [200]);
    await setTimeout(1000 / 50 + 1);
    assert.deepEqual(await statuses(domainName, "/a", 1), [200]);
  });
});
