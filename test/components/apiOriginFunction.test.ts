import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiOrigin, ApiOriginArgs } from "../../components/apiOrigin";
import { deployApi, functionFiles } from "../support/apiOrigin";
import { resourcesOf, only } from "../support/mocks";

const functionType = "aws:lambda/function:Function";

function writeEntry(name: string, text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "entry-")), name);
  writeFileSync(file, text);
  return file;
}

/** The statements of the policy that the component writes itself. */
async function ownStatements(args: Partial<ApiOriginArgs>): Promise<{ Action: string[]; Resource: string }[]> {
  const { list } = await deployApi(args);
  const policy = JSON.parse(String(only(list, "aws:iam/rolePolicy:RolePolicy").policy)) as {
    Statement: { Action: string[]; Resource: string }[];
  };
  return policy.Statement;
}

describe("The function of ApiOrigin", () => {
  it("has 256 MiB and a timeout of 10 s, and writes JSON to its own log group", async () => {
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
      tracingConfig: { mode: "PassThrough" },
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

  it("has a role that can only write to its log group, and send traces with tracing: true", async () => {
    assert.deepEqual(
      (await ownStatements({})).map(({ Action }) => Action),
      [["logs:CreateLogStream", "logs:PutLogEvents"]],
    );
    const [logs, traces, ...others] = await ownStatements({ tracing: true });
    assert.match(logs!.Resource, /:log-group:api-logs-0000000:\*$/);
    assert.deepEqual(traces!.Action, ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]);
    assert.deepEqual(others, []);
  });

  it("has a role that can also manage network interfaces with vpcConfig, and the function the VPC", async () => {
    const vpcConfig = { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] };
    const { list } = await deployApi({ vpcConfig });
    assert.deepEqual(only(list, functionType).vpcConfig, vpcConfig);
    const [, network] = await ownStatements({ vpcConfig });
    assert.ok(network!.Action.every((action) => action.startsWith("ec2:")));
  });

  it("has the program's policies in a second policy of its role", async () => {
    const statement = { Effect: "Allow" as const, Action: ["dynamodb:GetItem"], Resource: pulumi.output("arn:table") };
    const { list } = await deployApi({ policies: [statement] });
    const policies = list.filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy");
    assert.deepEqual(policies.map(({ name }) => name).sort(), ["api-policies", "api-role-policy"]);
    const program = policies.find(({ name }) => name === "api-policies");
    assert.deepEqual(JSON.parse(String(program!.inputs.policy)), {
      Version: "2012-10-17",
      Statement: [{ ...statement, Resource: "arn:table" }],
    });
  });

  it("has the runtime, architecture, layers and reserved concurrency of the arguments", async () => {
    const layer = "arn:aws:lambda:eu-west-1:123456789012:layer:sharp:3";
    const { list } = await deployApi({
      runtime: "nodejs22.x",
      architecture: "x86_64",
      layers: [layer],
      reservedConcurrency: 0,
    });
    const settings = only(list, functionType);
    assert.equal(settings.runtime, "nodejs22.x");
    assert.deepEqual(settings.architectures, ["x86_64"]);
    assert.deepEqual(settings.layers, [layer]);
    assert.equal(settings.reservedConcurrentExecutions, 0);
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
