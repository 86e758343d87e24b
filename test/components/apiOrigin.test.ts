import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { join } from "node:path";
import { ApiOrigin, ApiOriginArgs, checkApiOrigin } from "../../components/index";
import { count, made, Made, only, region, zoneId } from "../support/mocks";
import { value } from "../support/outputs";

const entry = join(__dirname, "../../lambda/hello.ts");
const customDomain = { name: "api.example.com", hostedZoneId: zoneId };

async function deploy(args: Partial<ApiOriginArgs>): Promise<{ list: Made[]; api: ApiOrigin }> {
  let api: ApiOrigin | undefined;
  const list = await made(() => {
    api = new ApiOrigin("api", { entry, ...args });
  });
  assert.ok(api);
  return { list, api };
}

describe("ApiOrigin", () => {
  it("is an HTTP API by default, reached at its default endpoint without a path", async () => {
    const { list, api } = await deploy({});
    assert.equal(count(list)["aws:apigatewayv2/api:Api"], 1);
    assert.match(await value(api.origin.domainName), /^[0-9a-f]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/);
    assert.equal(api.origin.originPath, undefined);
    assert.equal(only(list, "aws:apigatewayv2/api:Api").disableExecuteApiEndpoint, false);
  });

  it("answers `/` as well as everything below it, since {proxy+} does not match the root", async () => {
    const { list } = await deploy({});
    const routes = list.filter(({ type }) => type === "aws:apigatewayv2/route:Route");
    assert.deepEqual(
      routes.map(({ inputs }) => inputs.routeKey),
      ["ANY /", "ANY /{proxy+}"],
    );
  });

  for (const [kind, endpointType] of [
    ["rest-regional", "REGIONAL"],
    ["rest-edge", "EDGE"],
  ] as const) {
    it(`is a REST API of type ${endpointType} as ${kind}, reached below its stage`, async () => {
      const { list, api } = await deploy({ kind });
      assert.deepEqual(only(list, "aws:apigateway/restApi:RestApi").endpointConfiguration, { types: endpointType });
      assert.equal(await value(api.origin.originPath ?? ""), "/prod");
      assert.match(await value(api.origin.domainName), /\.execute-api\.eu-west-1\.amazonaws\.com$/);
    });
  }

  it("lets API Gateway alone invoke the function, and only for this API", async () => {
    const { list } = await deploy({});
    const permission = only(list, "aws:lambda/permission:Permission");
    assert.equal(permission.principal, "apigateway.amazonaws.com");
    assert.match(String(permission.sourceArn), /^arn:aws:execute-api:eu-west-1:\d{12}:[0-9a-f]{10}\/\*$/);
  });

  it("gives the function a role that writes to its own log group and sends traces, nothing else", async () => {
    const { list } = await deploy({});
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

  it("bundles the function into one file that exports the handler", async () => {
    const { list } = await deploy({});
    const code = only(list, "aws:lambda/function:Function").code as pulumi.asset.AssetArchive;
    const assets = (await code.assets) as Record<string, pulumi.asset.StringAsset>;
    assert.deepEqual(Object.keys(assets), ["index.js"]);
    assert.match(await assets["index.js"]!.text, /Hello from Lambda!/);
  });

  for (const [kind, certificateRegion, target] of [
    ["http", undefined, /^d-[0-9a-f]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/],
    ["rest-regional", undefined, /^d-[0-9a-f]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/],
    ["rest-edge", "us-east-1", /^d[0-9a-f]{13}\.cloudfront\.net$/],
  ] as const) {
    it(`with a custom domain, ${kind}: certificate in ${certificateRegion ?? region}, records for ${target.source}`, async () => {
      const { list, api } = await deploy({ kind, customDomain });
      assert.equal(only(list, "aws:acm/certificate:Certificate").region, certificateRegion);
      const aliases = list.filter(({ name }) => name.startsWith("api-alias-")).map(({ inputs }) => inputs);
      assert.deepEqual(
        aliases.map(({ type }) => type),
        ["A", "AAAA"],
      );
      for (const { name, aliases: targets } of aliases) {
        assert.equal(name, "api.example.com");
        assert.match((targets as { name: string }[])[0]!.name, target);
      }
      assert.equal(await value(api.origin.domainName), "api.example.com");
      assert.equal(api.origin.originPath, undefined, "the mapping supplies the stage");
    });
  }

  it("closes the default endpoint where there is a custom domain, unless told otherwise", async () => {
    const closed = await deploy({ kind: "rest-edge", customDomain });
    assert.equal(only(closed.list, "aws:apigateway/restApi:RestApi").disableExecuteApiEndpoint, true);
    const open = await deploy({ kind: "rest-edge", customDomain, closeDefaultEndpoint: false });
    assert.equal(only(open.list, "aws:apigateway/restApi:RestApi").disableExecuteApiEndpoint, false);
  });

  it("redeploys a REST API when its default endpoint is closed, which otherwise would not reach the stage", async () => {
    const triggers: unknown[] = [];
    for (const closeDefaultEndpoint of [true, false]) {
      const { list } = await deploy({ kind: "rest-regional", customDomain, closeDefaultEndpoint });
      triggers.push(only(list, "aws:apigateway/deployment:Deployment").triggers);
    }
    assert.notDeepEqual(triggers[0], triggers[1]);
  });
});

describe("checkApiOrigin", () => {
  it("reports every problem at once, with path, received value and what to write", () => {
    const problems = checkApiOrigin(
      { entry: "nowhere.ts", kind: "soap" as "http", closeDefaultEndpoint: true },
      "api.",
    );
    assert.deepEqual(
      problems.map(({ propertyPath }) => propertyPath),
      ["api.entry", "api.kind", "api.closeDefaultEndpoint"],
    );
    assert.match(problems[1]!.reason, /received "soap"; write one of http, rest-regional, rest-edge/);
  });

  it("is what the constructor refuses by, before any resource", async () => {
    const list = await made(() => {
      assert.throws(() => new ApiOrigin("api", { entry: "nowhere.ts" }), pulumi.InputPropertiesError);
    });
    assert.deepEqual(list, []);
  });
});
