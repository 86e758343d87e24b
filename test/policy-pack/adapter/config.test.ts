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

describe("the configuration of a rule", () => {
  it("is right with every key of its schema", () => {
    const config = { apiDomains: ["api.example.com"], matchingDomain: "allow", policies };
    assert.deepEqual(Object.keys(configSchemaOf(hostRule)?.properties ?? {}).sort(), Object.keys(config).sort());
    assert.deepEqual(configProblems(hostRule, config), []);
    assert.deepEqual(configProblems(hostRule, {}), []);
  });

  it("is told by name where a key is misspelt, with the keys there are", () => {
    assert.deepEqual(configProblems(hostRule, { apiDomain: ["api.example.com"] }), [
      'configuration of api-gateway-origin-host-header: "apiDomain" is not a key; use apiDomains, policies, matchingDomain.',
    ]);
    assert.deepEqual(configProblems(viewerTransport, { apiDomains: [] }), [
      'configuration of viewer-transport: "apiDomains" is not a key; remove it: this rule has none.',
    ]);
  });

  it("is told by name where a value is of another kind, with what was received", () => {
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

  it("tells nothing where it is wrong, and the rule goes on with the rest", () => {
    const config = readPackConfig(hostRule, { apiDomains: "x", matchingDomain: "allow" });
    assert.equal(config.apiDomainNames, undefined);
    assert.equal(config.matchingDomain, "allow");
  });

  it("tells what is in another stack's policy", () => {
    const program = indexProgram([], readPackConfig(hostRule, { policies }));
    const [policy] = program.originRequestPolicies("11111111-2222-3333-4444-555555555555") as readonly {
      headers: unknown;
    }[];
    assert.deepEqual(policy?.headers, { kind: "only", names: ["Host"] });
  });
});
