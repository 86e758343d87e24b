import assert from "node:assert/strict";
import { ApiOriginArgs } from "../../components/apiOrigin";
import { deployApi } from "../support/apiOrigin";
import { count, MockResource, only, zoneId } from "../support/mocks";
import { value } from "../support/outputs";

const httpStage = "aws:apigatewayv2/stage:Stage";
const restStage = "aws:apigateway/stage:Stage";
const restKinds = ["rest-regional", "rest-edge"] as const;

const inputsOf = (list: readonly MockResource[], type: string) =>
  list.filter((resource) => resource.type === type).map(({ inputs }) => inputs);

describe("The throttling of ApiOrigin", () => {
  for (const [throttling, rate, burst] of [
    [undefined, 1000, 500],
    [{ rateLimit: 0.5 }, 0.5, 500],
    [{ rateLimit: 50, burstLimit: 20 }, 50, 20],
  ] as const) {
    const limits = { throttlingRateLimit: rate, throttlingBurstLimit: burst };

    it(`limits every route of an HTTP API to ${rate} a second and bursts of ${burst} with ${JSON.stringify(throttling)}`, async () => {
      const { list } = await deployApi({ ...(throttling && { throttling }) });
      assert.deepEqual(only(list, httpStage).defaultRouteSettings, limits);
    });

    it(`limits every method of a REST API to ${rate} a second and bursts of ${burst} with ${JSON.stringify(throttling)}`, async () => {
      const { list } = await deployApi({ kind: "rest-regional", ...(throttling && { throttling }) });
      const { restApi, ...settings } = only(list, "aws:apigateway/methodSettings:MethodSettings");
      assert.deepEqual(settings, { stageName: "prod", methodPath: "*/*", settings: limits });
      assert.equal(restApi, only(list, restStage).restApi);
    });
  }
});

describe("The access logs of ApiOrigin", () => {
  it("are on for an HTTP API, as one JSON line per request in their own log group", async () => {
    const { list } = await deployApi();
    const { destinationArn, format } = only(list, httpStage).accessLogSettings as Record<string, string>;
    assert.match(destinationArn!, /:log-group:\/aws\/vendedlogs\/apigateway\/api-0000000$/);
    assert.deepEqual(JSON.parse(format!), {
      requestId: "$context.requestId",
      requestTime: "$context.requestTime",
      sourceIp: "$context.identity.sourceIp",
      userAgent: "$context.identity.userAgent",
      domainName: "$context.domainName",
      httpMethod: "$context.httpMethod",
      path: "$context.path",
      protocol: "$context.protocol",
      status: "$context.status",
      responseLength: "$context.responseLength",
      responseLatency: "$context.responseLatency",
      error: "$context.error.message",
      integrationError: "$context.integrationErrorMessage",
    });
  });

  it("can be turned off for an HTTP API", async () => {
    const { list } = await deployApi({ accessLogs: false });
    assert.equal(only(list, httpStage).accessLogSettings, undefined);
    assert.equal(count(list)["aws:cloudwatch/logGroup:LogGroup"], 1);
  });

  for (const kind of restKinds) {
    it(`are off for ${kind}, which needs a role of the account, and can be turned on`, async () => {
      const off = await deployApi({ kind });
      assert.equal(only(off.list, restStage).accessLogSettings, undefined);
      const on = await deployApi({ kind, accessLogs: true });
      const { destinationArn } = only(on.list, restStage).accessLogSettings as Record<string, string>;
      assert.match(destinationArn!, /:log-group:api-access-logs-0000000$/);
      assert.equal(count(on.list)["aws:apigateway/account:Account"], undefined);
    });
  }
});

describe("The tracing of ApiOrigin", () => {
  for (const kind of restKinds) {
    it(`is off for the stage of ${kind}, unless tracing is true`, async () => {
      assert.equal(only((await deployApi({ kind })).list, restStage).xrayTracingEnabled, false);
      assert.equal(only((await deployApi({ kind, tracing: true })).list, restStage).xrayTracingEnabled, true);
    });
  }
});

describe("The authorizer of ApiOrigin", () => {
  it("of kind jwt requires a token of the issuer and audience on both routes of an HTTP API", async () => {
    const issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc";
    const { list } = await deployApi({ authorizer: { kind: "jwt", issuer, audience: ["web", "mobile"] } });
    const { apiId, ...authorizer } = only(list, "aws:apigatewayv2/authorizer:Authorizer");
    assert.deepEqual(authorizer, {
      authorizerType: "JWT",
      identitySources: ["$request.header.Authorization"],
      jwtConfiguration: { issuer, audiences: ["web", "mobile"] },
    });
    for (const route of inputsOf(list, "aws:apigatewayv2/route:Route")) {
      assert.deepEqual([route.apiId, route.authorizationType], [apiId, "JWT"]);
      assert.match(String(route.authorizerId), /^[0-9a-f]{6}$/);
    }
  });

  it("of kind iam requires a signature on all routes of an HTTP API and all methods of a REST API", async () => {
    const http = await deployApi({ authorizer: { kind: "iam" } });
    const routes = inputsOf(http.list, "aws:apigatewayv2/route:Route");
    assert.deepEqual(
      routes.map(({ authorizationType }) => authorizationType),
      ["AWS_IAM", "AWS_IAM"],
    );
    const rest = await deployApi({ kind: "rest-edge", authorizer: { kind: "iam" } });
    const methods = inputsOf(rest.list, "aws:apigateway/method:Method");
    assert.deepEqual(
      methods.map(({ authorization, apiKeyRequired }) => [authorization, apiKeyRequired]),
      [
        ["AWS_IAM", false],
        ["AWS_IAM", false],
      ],
    );
  });

  it("of kind api-key requires a key on both methods of a REST API, with a usage plan for the stage", async () => {
    const { list, api } = await deployApi({ kind: "rest-regional", authorizer: { kind: "api-key" } });
    const methods = inputsOf(list, "aws:apigateway/method:Method");
    assert.deepEqual(
      methods.map(({ authorization, apiKeyRequired }) => [authorization, apiKeyRequired]),
      [
        ["NONE", true],
        ["NONE", true],
      ],
    );
    assert.ok(api.apiKeyId);
    const { keyId, keyType, usagePlanId } = only(list, "aws:apigateway/usagePlanKey:UsagePlanKey");
    assert.deepEqual([keyId, keyType], [await value(api.apiKeyId), "API_KEY"]);
    assert.match(String(usagePlanId), /^[0-9a-f]{6}$/);
    const { restApi } = only(list, restStage);
    assert.deepEqual(only(list, "aws:apigateway/usagePlan:UsagePlan").apiStages, [{ apiId: restApi, stage: "prod" }]);
  });

  it("is absent by default: every route and method is open", async () => {
    const { list } = await deployApi();
    for (const route of inputsOf(list, "aws:apigatewayv2/route:Route")) {
      assert.equal(route.authorizationType, undefined);
    }
    const rest = await deployApi({ kind: "rest-regional" });
    for (const { authorization, apiKeyRequired } of inputsOf(rest.list, "aws:apigateway/method:Method")) {
      assert.deepEqual([authorization, apiKeyRequired], ["NONE", false]);
    }
  });
});

describe("The deployment of a REST API of ApiOrigin", () => {
  const customDomain = { name: "api.example.com", hostedZoneId: zoneId };
  const triggersOf = async (args: Partial<ApiOriginArgs>): Promise<unknown> => {
    const { list } = await deployApi({ kind: "rest-regional", ...args });
    return (only(list, "aws:apigateway/deployment:Deployment").triggers as { api: unknown }).api;
  };

  it("is replaced only by changes that the stage would not serve otherwise", async () => {
    const other: readonly Partial<ApiOriginArgs>[] = [
      { kind: "rest-edge" },
      { authorizer: { kind: "iam" } },
      { authorizer: { kind: "api-key" } },
      { customDomain },
    ];
    const triggers = await Promise.all([triggersOf({})]);
    for (const args of other) {
      triggers.push(await triggersOf(args));
    }
    assert.equal(new Set(triggers).size, 5);
    assert.equal(await triggersOf({ customDomain, closeDefaultEndpoint: false }), triggers[0]);
    assert.equal(await triggersOf({ memorySize: 512, throttling: { burstLimit: 5 }, accessLogs: true }), triggers[0]);
  });
});
