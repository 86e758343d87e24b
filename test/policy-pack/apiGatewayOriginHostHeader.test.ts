import assert from "node:assert/strict";
import { Unknown } from "../../policy-pack/cloudfront/maybe";
import { readDistribution } from "../../policy-pack/cloudfront/readAws";
import { apiGatewayOriginHostHeader as rule } from "../../policy-pack/rules/apiGatewayOriginHostHeader";
import { awsDistribution, customDomain, executeApi, knowing, knowingNothing } from "../support/distributions";

const good = {
  cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
};
const bad = { ...good, originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3" };
const legacyBad = { forwardedValues: { headers: ["*"], queryString: true, cookies: { forward: "all" } } };

function judge(distribution: ReturnType<typeof awsDistribution>, knowledge = knowingNothing) {
  return rule.judge(readDistribution(distribution), knowledge);
}

describe("api-gateway-origin-host-header", () => {
  it("blames the default behavior when only that one is bad", () => {
    const findings = judge(awsDistribution(bad, { "/api/*": good }));
    assert.deepEqual(
      findings.map(({ behavior, kind }) => [behavior, kind]),
      [["default cache behavior", "violation"]],
    );
  });

  it("blames a path behavior when only that one is bad", () => {
    const findings = judge(awsDistribution(good, { "/api/*": legacyBad, "/v2/*": good }));
    assert.deepEqual(
      findings.map(({ behavior, kind }) => [behavior, kind]),
      [['cache behavior "/api/*"', "violation"]],
    );
  });

  it("does not blame a behavior that goes to S3", () => {
    assert.deepEqual(judge(awsDistribution(good, { "/assets/*": { ...bad, targetOriginId: "site" } })), []);
  });

  it("names the behavior, the origin, the policy, what will answer and the line to write", () => {
    const [finding] = judge(awsDistribution(bad));
    const { message = "" } = finding ?? {};
    assert.ok(message.startsWith(`default cache behavior -> origin "api" (${executeApi}): `), message);
    assert.match(message, /origin request policy AllViewer \(216adef6-[0-9a-f-]+\) forwards all viewer headers, Host/);
    assert.match(message, /answers 403/);
    assert.match(message, /originRequestPolicyId b689b0a8-53d0-40ab-baf2-68738e2966ac \(AllViewerExceptHostHeader\)/);
  });

  it("promises of a regional custom domain no more than that the request fails", () => {
    const [finding] = judge(
      awsDistribution(bad, {}, customDomain),
      knowing({ [customDomain]: "regional-custom-domain" }),
    );
    assert.match(finding?.message ?? "", /the request fails/);
    assert.doesNotMatch(finding?.message ?? "", /answers 403/);
  });

  it("leaves undetermined what can't be known, with the reason", () => {
    const unknownDomain = judge(awsDistribution(bad, {}, new Unknown("origins[0].domainName is not yet known")));
    assert.deepEqual(
      unknownDomain.map(({ kind, message }) => [kind, message]),
      [
        [
          "undetermined",
          "default cache behavior: whether the viewer's Host reaches an API Gateway origin can't be known: its origin's domain name is not known: origins[0].domainName is not yet known",
        ],
      ],
    );
    const strangePolicy = judge(awsDistribution({ ...good, originRequestPolicyId: "strange" }));
    assert.deepEqual(
      strangePolicy.map(({ kind }) => kind),
      ["undetermined"],
    );
  });

  it("needs no answer about the origin where Host is not forwarded, nor about Host where the origin is no API", () => {
    assert.deepEqual(judge(awsDistribution(good, {}, new Unknown("not yet"))), []);
    assert.deepEqual(
      judge(awsDistribution({ ...good, cachePolicyId: new Unknown("not yet") }, {}, "lb.example.com")),
      [],
    );
  });

  it("never throws on malformed properties", () => {
    for (const props of [{}, { origins: 7 }, { defaultCacheBehavior: [] }, { orderedCacheBehaviors: [1, null, {}] }]) {
      assert.doesNotThrow(() => judge(props));
    }
  });
});
