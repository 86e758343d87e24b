import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import * as crypto from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import { OriginVerify } from "../../components/apiOrigin";
import { deployApi, functionFiles } from "../support/apiOrigin";
import { count, MockResource, only } from "../support/mocks";
import { value } from "../support/outputs";

const passwordType = "random:index/randomPassword:RandomPassword";

function generations(list: readonly MockResource[]): unknown[] {
  return list
    .filter(({ type }) => type === passwordType)
    .map(({ inputs }) => (inputs.keepers as { generation: string }).generation);
}

/** The function's variables, which the engine receives as a secret. */
function variables(list: readonly MockResource[]): Record<string, string> {
  const { environment } = only(list, "aws:lambda/function:Function");
  const { [pulumi.runtime.specialSigKey]: signature, value: revealed } = environment as Record<string, unknown>;
  assert.equal(signature, pulumi.runtime.specialSecretSig);
  return (revealed as { variables: Record<string, string> }).variables;
}

describe("originVerify of ApiOrigin", () => {
  it("is off by default: no secret, no header", async () => {
    const { list, api } = await deployApi();
    assert.equal(count(list)[passwordType], undefined);
    assert.equal(api.origin.headers, undefined);
  });

  it("creates two secrets of 48 letters and digits for the function, and CloudFront sends the first", async () => {
    const { list, api } = await deployApi({ originVerify: {}, environment: { TABLE: "orders" } });
    const passwords = list.filter(({ type }) => type === passwordType);
    assert.deepEqual(
      passwords.map(({ name, inputs }) => [name, inputs.length, inputs.special]),
      [
        ["api-origin-secret-a", 48, false],
        ["api-origin-secret-b", 48, false],
      ],
    );
    const { ORIGIN_VERIFY_SECRET_A: a, ORIGIN_VERIFY_SECRET_B: b, ...others } = variables(list);
    assert.match(a!, /^[A-Za-z0-9]{48}$/);
    assert.match(b!, /^[A-Za-z0-9]{48}$/);
    assert.notEqual(a, b);
    assert.deepEqual(others, { NODE_OPTIONS: "--enable-source-maps", TABLE: "orders" });
    assert.deepEqual(Object.keys(api.origin.headers ?? {}), ["x-origin-verify"]);
    assert.equal(await value(api.origin.headers!["x-origin-verify"]!), a);
  });

  it("marks the header value as a Pulumi secret", async () => {
    const { api } = await deployApi({ originVerify: {} });
    assert.equal(await pulumi.isSecret(pulumi.output(api.origin.headers!["x-origin-verify"]!)), true);
  });

  it("replaces the unsent secret when the rotation is incremented, and sends it", async () => {
    const seen: unknown[] = [];
    for (const rotation of [0, 1, 2, 3]) {
      const { list, api } = await deployApi({ originVerify: { rotation } });
      const sent = await value(api.origin.headers!["x-origin-verify"]!);
      seen.push([...generations(list), sent === variables(list).ORIGIN_VERIFY_SECRET_A ? "a" : "b"]);
    }
    assert.deepEqual(seen, [
      ["0", "-1", "a"],
      ["0", "1", "b"],
      ["2", "1", "a"],
      ["2", "3", "b"],
    ]);
  });

  it("updates the distribution only after the function accepts the new secret", async () => {
    const { api } = await deployApi({ originVerify: {} });
    const urns = await Promise.all((api.origin.dependsOn ?? []).map(({ urn }) => value(urn)));
    assert.ok(
      urns.some((urn) => urn.endsWith("aws:lambda/function:Function::api-function")),
      urns.join("\n"),
    );
  });
});

type Answer = { readonly statusCode: number; readonly headers?: object; readonly body: string };
type Handler = (event: unknown, context: unknown) => Promise<Answer>;

const environment = { ORIGIN_VERIFY_SECRET_A: "secret-a", ORIGIN_VERIFY_SECRET_B: "secret-b" };

/** The bundled function, whose entry returns its event and context. */
async function deployed(
  originVerify: OriginVerify,
  { env = environment, load = require as (name: string) => unknown } = {},
): Promise<Handler> {
  const entry = join(mkdtempSync(join(tmpdir(), "entry-")), "echo.ts");
  writeFileSync(entry, "export const handler = async (...given: unknown[]) => ({ statusCode: 200, body: given });");
  const { list } = await deployApi({ entry, originVerify });
  const code = (await functionFiles(list))["index.js"]!;
  const module = { exports: {} as { handler: Handler } };
  const run = compileFunction(code, ["module", "exports", "require", "process"]) as (...given: unknown[]) => void;
  run(module, module.exports, load, { env });
  return module.exports.handler;
}

const fromRestApi = (headers: Record<string, string[]> | null) => ({
  headers: headers && Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.at(-1)])),
  multiValueHeaders: headers,
});
const fromHttpApi = (headers: Record<string, string>) => ({ version: "2.0", headers });

describe("The function with originVerify", () => {
  let handler: Handler;
  before(async () => {
    handler = await deployed({});
  });

  const accepted: Readonly<Record<string, unknown>> = {
    "the first secret, from an HTTP API": fromHttpApi({ "x-origin-verify": "secret-a" }),
    "the second secret, from an HTTP API": fromHttpApi({ "x-origin-verify": "secret-b" }),
    "a secret from a REST API": fromRestApi({ "x-origin-verify": ["secret-a"] }),
    "a header name in another case, which REST APIs keep": fromRestApi({ "X-Origin-Verify": ["secret-b"] }),
    "a header sent twice": fromRestApi({ "X-ORIGIN-VERIFY": ["secret-a", "other"] }),
    "an event with only multi-value headers": { multiValueHeaders: { "X-Origin-Verify": ["secret-a"] } },
  };
  for (const [name, event] of Object.entries(accepted)) {
    it(`accepts ${name}`, async () => {
      assert.equal((await handler(event, {})).statusCode, 200);
    });
  }

  const rejected: Readonly<Record<string, unknown>> = {
    "no header": fromHttpApi({ accept: "*/*" }),
    "another value": fromHttpApi({ "x-origin-verify": "secret-c" }),
    "an empty value": fromHttpApi({ "x-origin-verify": "" }),
    "a part of a secret": fromHttpApi({ "x-origin-verify": "secret-" }),
    "a secret in another header": fromHttpApi({ "x-origin": "secret-a" }),
    "no headers at all": {},
    "null for headers": fromRestApi(null),
  };
  for (const [name, event] of Object.entries(rejected)) {
    it(`returns 403 for ${name}`, async () => {
      assert.deepEqual(await handler(event, {}), {
        statusCode: 403,
        headers: { "content-type": "application/json" },
        body: '{"message":"Forbidden"}',
      });
    });
  }

  it("compares the digest of any value with both secrets, each in constant time", async () => {
    const compared: number[][] = [];
    const timingSafeEqual = (left: Buffer, right: Buffer): boolean => {
      compared.push([left.length, right.length]);
      return crypto.timingSafeEqual(left, right);
    };
    const load = (name: string): unknown =>
      /^(node:)?crypto$/.test(name) ? { ...crypto, timingSafeEqual } : assert.fail(name);
    const counting = await deployed({}, { load });
    for (const secret of ["secret-a", "secret-b", "s", "x".repeat(1000)]) {
      compared.length = 0;
      await counting(fromHttpApi({ "x-origin-verify": secret }), {});
      assert.deepEqual(compared, [
        [32, 32],
        [32, 32],
      ]);
    }
  });

  it("passes the event without the secret, and the context, to the entry", async () => {
    const event = { ...fromRestApi({ "X-Origin-Verify": ["secret-a"], Accept: ["*/*"] }), path: "/api" };
    assert.deepEqual((await handler(event, { awsRequestId: "1" })).body, [
      { headers: { Accept: "*/*" }, multiValueHeaders: { Accept: ["*/*"] }, path: "/api" },
      { awsRequestId: "1" },
    ]);
    const [http] = (await handler(fromHttpApi({ "x-origin-verify": "secret-a", accept: "*/*" }), {}))
      .body as unknown as object[];
    assert.deepEqual(http, { version: "2.0", headers: { accept: "*/*" } });
  });

  it("accepts every request if enforced is false, and still removes the secret", async () => {
    const open = await deployed({ enforced: false });
    assert.equal((await open(fromHttpApi({}), {})).statusCode, 200);
    const [event] = (await open(fromHttpApi({ "x-origin-verify": "secret-a" }), {})).body as unknown as object[];
    assert.deepEqual(event, { version: "2.0", headers: {} });
  });

  for (const missing of Object.keys(environment)) {
    it(`fails to start without ${missing}`, async () => {
      await assert.rejects(
        deployed({}, { env: { ...environment, [missing]: "" } }),
        new RegExp(`${missing} is not set`),
      );
    });
  }
});
