import assert from "node:assert/strict";
import { secretSignature, signatureKey } from "../../local-aws/provider/signatures";
import { Owned, ownedBy, withOwned } from "../../tools/ownedConfig";
import { readPolicyPackConfig } from "../../tools/policyPackConfig";
import { readState, State } from "../../tools/state";

type Written = readonly [type: string, properties: Readonly<Record<string, unknown>>];

function stateOf(...resources: readonly Written[]): State {
  return readState({
    deployment: {
      resources: resources.map(([type, { id, ...outputs }], at) => ({
        id,
        urn: `urn:pulumi:s::p::${type}::resource-${at}`,
        type,
        custom: true,
        inputs: {},
        outputs,
      })),
    },
  });
}

const record = (name: string, target: string, more: object = {}): Written => [
  "aws:route53/record:Record",
  { name, type: "CNAME", zoneId: "Z1", records: [target], ...more },
];
const loadBalancer = "shop-1.us-east-1.elb.amazonaws.com";
const regionalTarget = "d-abc123.execute-api.us-east-1.amazonaws.com";
const domain: Written = [
  "aws:apigateway/domainName:DomainName",
  {
    domainName: "edge.example.com",
    cloudfrontDomainName: "d111.cloudfront.net",
    endpointConfiguration: { types: "EDGE" },
  },
];

describe("audit --write-config", () => {
  it("lists custom domains, and names whose records lead to API Gateway, also in another stack", () => {
    const { apiDomains, otherDomains } = ownedBy([
      stateOf(domain),
      stateOf(record("Regional.Example.com.", regionalTarget), record("alias.example.com", "d111.cloudfront.net.")),
    ]);
    assert.deepEqual(apiDomains, ["alias.example.com", "edge.example.com", "regional.example.com"]);
    assert.deepEqual(otherDomains, []);
  });

  it("lists a name as another domain only if all of its public records lead to another service", () => {
    const zone: Written = ["aws:route53/zone:Zone", { zoneId: "Z2", vpcs: [{ vpcId: "vpc-1" }] }];
    const { apiDomains, otherDomains } = ownedBy([
      stateOf(record("shop.example.com", loadBalancer), record("both.example.com", loadBalancer)),
      stateOf(record("both.example.com", regionalTarget, { setIdentifier: "b" })),
      stateOf(record("*.example.com", loadBalancer), record("cdn.example.com", "d999.cloudfront.net")),
      stateOf(zone, record("inside.example.com", loadBalancer, { zoneId: "Z2" })),
      stateOf(domain, record("edge.example.com", loadBalancer)),
    ]);
    assert.deepEqual(otherDomains, ["shop.example.com"]);
    assert.deepEqual(apiDomains, ["edge.example.com"]);
  });

  it("has the contents of policies of both providers, and nothing that contains a secret", () => {
    const selections = {
      headersConfig: { headerBehavior: "none" },
      cookiesConfig: { cookieBehavior: "none" },
      queryStringsConfig: { queryStringBehavior: "none" },
    };
    const secret = { [signatureKey]: secretSignature, plaintext: '"x-hidden"' };
    const { policies } = ownedBy([
      stateOf(
        [
          "aws:cloudfront/cachePolicy:CachePolicy",
          { id: "c1", name: "short", minTtl: 1, parametersInCacheKeyAndForwardedToOrigin: selections, etag: "E1" },
        ],
        [
          "aws-native:cloudfront:OriginRequestPolicy",
          { id: "o1", originRequestPolicyConfig: { name: "all", ...selections } },
        ],
        [
          "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
          { id: "o2", ...selections, headersConfig: { headerBehavior: "whitelist", headers: { items: [secret] } } },
        ],
      ),
    ]);
    assert.deepEqual(policies, {
      c1: { name: "short", minTtl: 1, ...selections },
      o1: { name: "all", ...selections },
    });
  });

  it("keeps the levels, settings and exceptions of an earlier configuration, in both forms", () => {
    const owned: Owned = { apiDomains: ["api.example.com"], otherDomains: [], policies: {} };
    const entries = {
      "viewer-transport": "advisory",
      "api-gateway-origin-host-header": { enforcementLevel: "advisory", apiDomains: ["old.example.com"] },
      "api-gateway-origin-https-only": "disabled",
    };
    const expected = {
      "viewer-transport": "advisory",
      "api-gateway-origin-host-header": {
        enforcementLevel: "advisory",
        apiDomains: ["old.example.com", "api.example.com"],
      },
      "api-gateway-origin-https-only": { enforcementLevel: "disabled", apiDomains: ["api.example.com"] },
    };
    const flat = withOwned(entries, owned);
    const versioned = withOwned({ version: 2, policies: entries, exceptions: {} }, owned);
    for (const [name, value] of Object.entries(expected)) {
      assert.deepEqual([name, flat[name]], [name, value]);
    }
    assert.deepEqual(versioned, { version: 2, policies: flat, exceptions: {} });
    const problems: string[] = [];
    readPolicyPackConfig(flat, problems);
    readPolicyPackConfig(versioned, problems);
    assert.deepEqual(problems, []);
  });
});
