import assert from "node:assert/strict";
import { Writable } from "node:stream";
import {
  ApiOrigin,
  ApiOriginArgs,
  checkMultiOriginDistribution,
  MultiOriginDistribution,
  MultiOriginDistributionArgs,
} from "../../components/index";
import { withStreamingOriginVerify } from "../../components/apiOrigin/originVerify/handler";
import { deployApi, entry, functionFiles } from "../support/apiOrigin";
import { only, resourcesOf } from "../support/mocks";

const integration = "aws:apigateway/integration:Integration";

/** The origin of a distribution in front of the API. */
async function originOf(args: ApiOriginArgs): Promise<Record<string, unknown>> {
  const list = await resourcesOf(() => {
    const { origin } = new ApiOrigin("api", args);
    new MultiOriginDistribution("front", { defaultRoute: { origin }, routes: [] });
  });
  const { origins } = only(list, "aws:cloudfront/distribution:Distribution") as { origins: Record<string, unknown>[] };
  return origins[0]!;
}

describe("ApiOrigin with streaming", () => {
  it("has integrations that stream, for as long as each function may run", async () => {
    const { list } = await deployApi({
      kind: "rest-regional",
      streaming: true,
      timeout: 300,
      routes: { "GET /events": { entry, timeout: 900 } },
    });
    const integrations = list.filter(({ type }) => type === integration).map(({ inputs }) => inputs);
    assert.equal(integrations.length, 4);
    for (const { uri, responseTransferMode } of integrations) {
      assert.equal(responseTransferMode, "STREAM");
      assert.match(
        String(uri),
        /:lambda:path\/2021-11-15\/functions\/arn:aws:lambda:[^/]+\/response-streaming-invocations$/,
      );
    }
    const timeouts = integrations.map(
      ({ httpMethod, timeoutMilliseconds }) => `${String(httpMethod)} ${String(timeoutMilliseconds)}`,
    );
    assert.deepEqual(timeouts.sort(), ["ANY 300000", "ANY 300000", "ANY 300000", "GET 900000"]);
    const functions = list.filter(({ type }) => type === "aws:lambda/function:Function");
    assert.deepEqual(functions.map(({ inputs }) => inputs.timeout).sort(), [300, 900]);
  });

  it("has an origin that waits for the complete response, and at most 120 s for each part", async () => {
    const args = { entry, kind: "rest-regional", streaming: true } as const;
    const slow = await originOf({ ...args, timeout: 300 });
    assert.equal(slow.responseCompletionTimeout, 300);
    assert.equal((slow.customOriginConfig as Record<string, unknown>).originReadTimeout, 120);
    const fast = await originOf({ ...args, timeout: 45 });
    assert.equal(fast.responseCompletionTimeout, 45);
    assert.equal((fast.customOriginConfig as Record<string, unknown>).originReadTimeout, 45);
  });

  it("is off by default, with the timeouts of API Gateway and CloudFront", async () => {
    const { list } = await deployApi({ kind: "rest-regional" });
    for (const { inputs } of list.filter(({ type }) => type === integration)) {
      assert.equal(inputs.responseTransferMode, undefined);
      assert.equal(inputs.timeoutMilliseconds, undefined);
    }
    const { responseCompletionTimeout, customOriginConfig } = await originOf({ entry });
    assert.equal(responseCompletionTimeout, undefined);
    assert.equal((customOriginConfig as Record<string, unknown>).originReadTimeout, undefined);
  });

  it("excludes a cache of the route", () => {
    const origin = { kind: "api-gateway", name: "api", domainName: "api.example.com", streaming: true } as const;
    const args: MultiOriginDistributionArgs = { defaultRoute: { origin, cache: {} }, routes: [] };
    assert.deepEqual(checkMultiOriginDistribution(args), [
      {
        propertyPath: "defaultRoute.cache",
        reason: "an object is not valid; remove it: the API streams its responses",
      },
    ]);
  });

  it("verifies the secret in a handler that streams, too", async () => {
    const { list } = await deployApi({ kind: "rest-regional", streaming: true, originVerify: {} });
    assert.match((await functionFiles(list))["index.js"]!, /awslambda\.streamifyResponse/);
  });
});

describe("withStreamingOriginVerify", () => {
  const secrets = { ORIGIN_VERIFY_SECRET_A: "a", ORIGIN_VERIFY_SECRET_B: "b" };
  const saved = { ...process.env };
  before(() => {
    Object.assign(process.env, secrets);
    Object.assign(globalThis, {
      awslambda: {
        streamifyResponse: (handler: unknown) => handler,
        HttpResponseStream: { from: (stream: object, metadata: object) => Object.assign(stream, { metadata }) },
      },
    });
  });
  after(() => {
    process.env = saved;
    Reflect.deleteProperty(globalThis, "awslambda");
  });

  /** The status of the response, and the headers that the handler received. */
  async function send(headers: Record<string, string>): Promise<{ status: unknown; received: unknown }> {
    const stream: Writable & { metadata?: { statusCode: number } } = new Writable({
      write: (_chunk, _encoding, done) => {
        done();
      },
    });
    let received: unknown;
    const verified = withStreamingOriginVerify(
      (event) => {
        received = event.headers;
      },
      { enforced: true },
    );
    await verified({ headers }, stream, {});
    return { status: stream.metadata?.statusCode, received };
  }

  it("returns 403 without a secret, and does not call the handler", async () => {
    assert.deepEqual(await send({ "x-origin-verify": "c" }), { status: 403, received: undefined });
  });

  it("calls the handler with a secret, without the header", async () => {
    assert.deepEqual(await send({ "X-Origin-Verify": "b", accept: "*/*" }), {
      status: undefined,
      received: { accept: "*/*" },
    });
  });
});
