import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiOrigin } from "../../components/apiOrigin";
import { deployApi, functionFiles } from "../support/apiOrigin";
import { resourcesOf, only } from "../support/mocks";

const functionType = "aws:lambda/function:Function";

function writeEntry(name: string, text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "entry-")), name);
  writeFileSync(file, text);
  return file;
}

describe("The function of ApiOrigin", () => {
  it("has 256 MiB and a timeout of 10 s, writes JSON to its own log group and sends traces", async () => {
    const { list } = await deployApi();
    const { code, role, ...settings } = only(list, functionType);
    assert.ok(code instanceof pulumi.asset.AssetArchive);
    assert.match(String(role), /:role\/api-role-0000000$/);
    assert.deepEqual(settings, {
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      memorySize: 256,
      timeout: 10,
      environment: { variables: { NODE_OPTIONS: "--enable-source-maps" } },
      loggingConfig: { logFormat: "JSON", logGroup: "api-logs-0000000" },
      tracingConfig: { mode: "Active" },
    });
  });

  it("has the memory, timeout and variables of the arguments, which can replace NODE_OPTIONS", async () => {
    const environment = { TABLE: "orders", NODE_OPTIONS: "--max-http-header-size=65536" };
    const { list } = await deployApi({ memorySize: 1024, timeout: 29, environment });
    const settings = only(list, functionType);
    assert.equal(settings.memorySize, 1024);
    assert.equal(settings.timeout, 29);
    assert.deepEqual(settings.environment, { variables: environment });
  });

  for (const [retention, days] of [
    [{}, 30],
    [{ logRetentionInDays: 7 }, 7],
  ] as const) {
    it(`has logs and access logs that expire after ${days} days`, async () => {
      const { list } = await deployApi(retention);
      const groups = list.filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
      assert.deepEqual(
        groups.map(({ name, inputs }) => [name, inputs.retentionInDays]),
        [
          ["api-logs", days],
          ["api-access-logs", days],
        ],
      );
    });
  }

  it("has a role that can only write to its log group and send traces", async () => {
    const { list } = await deployApi();
    const policy = JSON.parse(String(only(list, "aws:iam/rolePolicy:RolePolicy").policy)) as {
      Statement: { Action: string[]; Resource: string }[];
    };
    assert.deepEqual(
      policy.Statement.map(({ Action }) => Action),
      [
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
      ],
    );
    assert.match(policy.Statement[0]!.Resource, /:log-group:api-logs-0000000:\*$/);
  });
});

describe("The bundle of ApiOrigin", () => {
  it("is one minified file with its source map, and exports the handler", async () => {
    const { list } = await deployApi();
    const files = await functionFiles(list);
    assert.deepEqual(Object.keys(files).sort(), ["index.js", "index.js.map"]);
    assert.match(files["index.js"]!, /Hello from Lambda!/);
    assert.ok(files["index.js"]!.split("\n").length < 10, files["index.js"]);
    const map = JSON.parse(files["index.js.map"]!) as { sources: string[]; sourcesContent?: unknown };
    assert.deepEqual(map.sources, ["<stdin>", "hello.ts"], "the map has no path of this machine");
    assert.equal(map.sourcesContent, undefined, "the map has no source");
  });

  it("maps stack traces to the lines of the entry", async () => {
    const entry = writeEntry(
      "orders.ts",
      "interface Order { id: string }\n\nexport async function handler(): Promise<Order> {\n  throw new Error('no');\n}\n",
    );
    const { list } = await deployApi({ entry });
    const folder = mkdtempSync(join(tmpdir(), "function-"));
    for (const [name, text] of Object.entries(await functionFiles(list))) {
      writeFileSync(join(folder, name), text);
    }
    const run = "require('./index.js').handler().catch((error) => console.log(error.stack))";
    const stack = execFileSync(process.execPath, ["--enable-source-maps", "-e", run], { cwd: folder }).toString();
    assert.match(stack, /orders\.ts:4:9/);
  });

  for (const name of ["index.js", "index.mjs", "index.cjs"]) {
    it(`accepts an entry in JavaScript, ${name}`, async () => {
      const text = name.endsWith(".mjs")
        ? "export const handler = () => ({ statusCode: 204 });"
        : "exports.handler = () => ({ statusCode: 204 });";
      const { list } = await deployApi({ entry: writeEntry(name, text) });
      assert.match((await functionFiles(list))["index.js"]!, /statusCode:204/);
    });
  }

  for (const [mistake, text, message] of [
    ["does not parse", "export const handler = (", /entry: esbuild cannot bundle ".*broken\.ts"; fix broken\.ts:1: /],
    ["imports a missing module", 'import "./gone"; export const handler = 1;', /Could not resolve "\.\/gone"/],
    ["exports no handler", "export const main = 1;", /No matching export in "broken\.ts" for import "handler"/],
  ] as const) {
    it(`is rejected before any resource is created if the entry ${mistake}`, async () => {
      const entry = writeEntry("broken.ts", text);
      const list = await resourcesOf(() => {
        assert.throws(() => new ApiOrigin("api", { entry }), message);
      });
      assert.deepEqual(list, []);
    });
  }
});
