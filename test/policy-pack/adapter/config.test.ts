import assert from "node:assert/strict";
import { configProblems, configSchemaOf, readPackConfig } from "../../../policy-pack/adapter/config";
import { indexProgram } from "../../../policy-pack/program/programIndex";
import { apiGatewayOriginHostHeader as hostRule } from "../../../policy-pack/rules/apiGatewayOriginHostHeader";
import { viewerTransport } from "../../../policy-pack/rules/viewerTransport";

const policies = {
  "11111111-2222-3333-4444-555555555555": {
    headersConfig: { headerBehavior: "whitelist", headers: { items: ["Host"] } },
    cookiesConfig: { cookieBehavior: "none" },
    queryStringsConfig: { queryStringBehavior: "none" },
  },
};

describe("the pack's configuration of a rule", () => {
  it("is valid with every key of its schema", () => {
    const config = {
      apiDomains: ["api.example.com", "*.APIs.example.com."],
      otherDomains: ["shop.example.com"],
      matchingDomain: "allow",
      whenUnknown: "refuse",
      policies,
    };
    assert.deepEqual(Object.keys(configSchemaOf(hostRule)?.properties ?? {}).sort(), Object.keys(config).sort());
    assert.deepEqual(configProblems(hostRule, config), []);
    assert.deepEqual(configProblems(hostRule, {}), []);
  });

  it("reports a misspelled key, with the valid keys", () => {
    assert.deepEqual(configProblems(hostRule, { apiDomain: ["api.example.com"] }), [
      'configuration of api-gateway-origin-host-header: "apiDomain" is not a key; use apiDomains, otherDomains, policies, matchingDomain, whenUnknown.',
    ]);
    assert.deepEqual(configProblems(viewerTransport, { apiDomains: [] }), [
      'configuration of viewer-transport: "apiDomains" is not a key; remove it: this rule has none.',
    ]);
  });

  it("reports an invalid value, with the expected one", () => {
    const problems = configProblems(hostRule, {
      apiDomains: "api.example.com",
      matchingDomain: "Allow",
      policies: ["x"],
    });
    assert.deepEqual(problems, [
      'configuration of api-gateway-origin-host-header: "api.example.com" is not valid for apiDomains; use a list of domain names, e.g. ["api.example.com"].',
      'configuration of api-gateway-origin-host-header: "Allow" is not valid for matchingDomain; use "refuse" or "allow".',
      'configuration of api-gateway-origin-host-header: ["x"] is not valid for policies; use policies by ID, e.g. {"<id>": {"headersConfig": {"headerBehavior": "whitelist", "headers": {"items": ["Accept"]}}}}.',
    ]);
  });

  for (const name of ["https://api.example.com", "api.example.com/v1", "api.example.com:443", "a.*.example.com", ""]) {
    it(`rejects ${JSON.stringify(name)} as a domain name`, () => {
      assert.equal(configProblems(hostRule, { apiDomains: ["api.example.com", name] }).length, 1);
      assert.equal(configProblems(hostRule, { otherDomains: [name] }).length, 1);
    });
  }

  it("ignores an invalid value and uses the others", () => {
    const config = readPackConfig(hostRule, { apiDomains: "x", matchingDomain: "allow" });
    assert.equal(config.apiDomainNames, undefined);
    assert.equal(config.matchingDomain, "allow");
  });

  it("describes the policy of another stack", () => {
    const program = indexProgram([], readPackConfig(hostRule, { policies }));
    const [policy] = program.originRequestPolicies("11111111-2222-3333-4444-555555555555") as readonly {
      headers: unknown;
    }[];
    assert.deepEqual(policy?.headers, { kind: "only", names: ["Host"] });
  });
});
