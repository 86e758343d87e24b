import assert from "node:assert/strict";
import { deployApi } from "../support/apiOrigin";
import { count, only, region, zoneId } from "../support/mocks";
import { value } from "../support/outputs";

const customDomain = { name: "api.example.com", hostedZoneId: zoneId };

describe("ApiOrigin", () => {
  it("creates an HTTP API by default, with an origin at its default endpoint without a path", async () => {
    const { list, api } = await deployApi();
    assert.deepEqual(count(list), {
      "aws:iam/role:Role": 1,
      "aws:cloudwatch/logGroup:LogGroup": 2,
      "aws:iam/rolePolicy:RolePolicy": 1,
      "aws:lambda/function:Function": 1,
      "aws:apigatewayv2/api:Api": 1,
      "aws:apigatewayv2/integration:Integration": 1,
      "aws:apigatewayv2/route:Route": 2,
      "aws:apigatewayv2/stage:Stage": 1,
      "aws:lambda/permission:Permission": 1,
    });
    assert.match(await value(api.origin.domainName), /^[0-9a-f]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/);
    assert.equal(api.origin.originPath, undefined);
    assert.equal(only(list, "aws:apigatewayv2/api:Api").disableExecuteApiEndpoint, false);
  });

  it("has a route for `/` in addition to {proxy+}, which does not match it", async () => {
    const { list } = await deployApi();
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
    it(`creates a REST API of type ${endpointType} for ${kind}, with an origin path that is its stage`, async () => {
      const { list, api } = await deployApi({ kind });
      assert.deepEqual(count(list), {
        "aws:iam/role:Role": 1,
        "aws:cloudwatch/logGroup:LogGroup": 1,
        "aws:iam/rolePolicy:RolePolicy": 1,
        "aws:lambda/function:Function": 1,
        "aws:apigateway/restApi:RestApi": 1,
        "aws:apigateway/resource:Resource": 1,
        "aws:apigateway/method:Method": 2,
        "aws:apigateway/integration:Integration": 2,
        "aws:apigateway/deployment:Deployment": 1,
        "aws:apigateway/stage:Stage": 1,
        "aws:apigateway/methodSettings:MethodSettings": 1,
        "aws:lambda/permission:Permission": 1,
      });
      assert.deepEqual(only(list, "aws:apigateway/restApi:RestApi").endpointConfiguration, { types: endpointType });
      assert.equal(await value(api.origin.originPath ?? ""), "/prod");
      assert.match(await value(api.origin.domainName), /\.execute-api\.eu-west-1\.amazonaws\.com$/);
    });
  }

  it("allows only API Gateway to invoke the function, and only for this API", async () => {
    const { list } = await deployApi();
    const permission = only(list, "aws:lambda/permission:Permission");
    assert.equal(permission.principal, "apigateway.amazonaws.com");
    assert.match(String(permission.sourceArn), /^arn:aws:execute-api:eu-west-1:\d{12}:[0-9a-f]{10}\/\*$/);
  });

  it("outputs its URL and its function, and no DNS records", async () => {
    const { list, api } = await deployApi({ kind: "rest-regional" });
    assert.match(await value(api.url), /^https:\/\/[0-9a-f]{10}\.execute-api\.eu-west-1\.amazonaws\.com\/prod$/);
    assert.equal(await value(api.functionName), only(list, "aws:lambda/permission:Permission").function);
    assert.deepEqual(await value(api.dnsRecords), []);
    assert.equal(api.apiKeyId, undefined);
  });
});

describe("ApiOrigin with a custom domain", () => {
  for (const [kind, certificateRegion, target] of [
    ["http", undefined, /^d-[0-9a-f]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/],
    ["rest-regional", undefined, /^d-[0-9a-f]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/],
    ["rest-edge", "us-east-1", /^d[0-9a-f]{13}\.cloudfront\.net$/],
  ] as const) {
    it(`has a certificate in ${certificateRegion ?? region} and records to ${target.source} for ${kind}`, async () => {
      const { list, api } = await deployApi({ kind, customDomain });
      assert.equal(only(list, "aws:acm/certificate:Certificate").region, certificateRegion);
      const [domain] = list.filter(({ name }) => name === "api-domain");
      const configuration = domain!.inputs.endpointConfiguration ?? domain!.inputs.domainNameConfiguration;
      assert.equal((configuration as { ipAddressType?: string }).ipAddressType, "dualstack", "AAAA needs IPv6");
      const aliases = list.filter(({ name }) => name.startsWith("api-alias-")).map(({ inputs }) => inputs);
      assert.deepEqual(
        aliases.map(({ name, type }) => [name, type]),
        [
          ["api.example.com", "A"],
          ["api.example.com", "AAAA"],
        ],
      );
      const records = await value(api.dnsRecords);
      assert.deepEqual(
        records.map(({ name, type }) => [name, type]),
        aliases.map(({ name, type }) => [name, type]),
      );
      for (const record of records) {
        assert.match(record.target, target);
      }
    });

    it(`has no origin path for ${kind}, because the mapping selects the stage`, async () => {
      const { api } = await deployApi({ kind, customDomain });
      assert.equal(await value(api.origin.domainName), "api.example.com");
      assert.equal(api.origin.originPath, undefined);
      assert.equal(await value(api.url), "https://api.example.com");
    });
  }

  for (const [kind, zone] of [
    ["http", "ZLY8HYME6SFDD"],
    ["rest-regional", "ZLY8HYME6SFDD"],
    ["rest-edge", "Z2FDTNDATAQYW2"],
  ] as const) {
    it(`has records to a hostname in AWS's hosted zone ${zone} for ${kind}`, async () => {
      const { list, api } = await deployApi({ kind, customDomain });
      const [record] = await value(api.dnsRecords);
      const aliases = list.filter(({ name }) => name.startsWith("api-alias-")).map(({ inputs }) => inputs.aliases);
      assert.equal(aliases.length, 2);
      for (const [alias] of aliases as object[][]) {
        assert.deepEqual(alias, { name: record?.target, zoneId: zone, evaluateTargetHealth: false });
      }
    });
  }

  it("disables the default endpoint, unless closeDefaultEndpoint is false", async () => {
    const closed = await deployApi({ kind: "rest-edge", customDomain });
    assert.equal(only(closed.list, "aws:apigateway/restApi:RestApi").disableExecuteApiEndpoint, true);
    const open = await deployApi({ kind: "rest-edge", customDomain, closeDefaultEndpoint: false });
    assert.equal(only(open.list, "aws:apigateway/restApi:RestApi").disableExecuteApiEndpoint, false);
  });
});
