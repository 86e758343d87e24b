import assert from "node:assert/strict";
import { remediationOf } from "../../../policy-pack/adapter/remediation";
import { withoutHost } from "../../../policy-pack/cloudfront/withoutHost";
import { rules } from "../../../policy-pack/rules";
import { apiGatewayOriginHostHeader as hostRule } from "../../../policy-pack/rules/apiGatewayOriginHostHeader";
import { routeDistribution } from "../../../policy-pack/findings/routedDistribution";
import {
  apiOrigin,
  awsDistribution,
  awsProps,
  goodForApi,
  emptyProgram,
  Properties,
} from "../../support/distributions";

const disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const optimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const originControls = "83da9c7e-98b4-4e11-a168-04f0df8e2c65";
const allViewer = "216adef6-5c7f-47e4-b989-5492eafa07d3";
const hostOnly = "bf0718e1-ba1e-49d1-88b1-f726733018ae";
const exceptHost = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
const kept = { targetOriginId: "api", compress: true };

const table: readonly [name: string, before: Properties, after: Properties][] = [
  [
    "replaces AllViewer with AllViewerExceptHostHeader, and keeps a cache policy that does not cache",
    { cachePolicyId: disabled, originRequestPolicyId: allViewer },
    { cachePolicyId: disabled, originRequestPolicyId: exceptHost },
  ],
  [
    "adds CachingDisabled to AllViewerExceptHostHeader, so that a cache never mixes answers",
    { cachePolicyId: optimized, originRequestPolicyId: allViewer },
    { cachePolicyId: disabled, originRequestPolicyId: exceptHost },
  ],
  [
    "keeps a cache policy that caches if it only removes HostHeaderOnly",
    { cachePolicyId: optimized, originRequestPolicyId: hostOnly },
    { cachePolicyId: optimized },
  ],
  [
    "removes HostHeaderOnly, which forwards no other header",
    { cachePolicyId: disabled, originRequestPolicyId: hostOnly },
    { cachePolicyId: disabled },
  ],
  [
    "replaces a cache policy that lists Host with CachingDisabled",
    { cachePolicyId: originControls },
    { cachePolicyId: disabled, originRequestPolicyId: exceptHost },
  ],
  [
    "replaces legacy `*` and its TTLs with policies",
    { forwardedValues: { headers: ["*"], queryString: true, cookies: { forward: "all" } }, minTtl: 0, maxTtl: 0 },
    { cachePolicyId: disabled, originRequestPolicyId: exceptHost },
  ],
  [
    "removes only Host from a legacy list",
    { forwardedValues: { headers: ["Accept", "hOST"], queryString: true }, minTtl: 0 },
    { forwardedValues: { headers: ["Accept"], queryString: true }, minTtl: 0 },
  ],
];

describe("withoutHost", () => {
  for (const [name, before, after] of table) {
    it(name, () => {
      const changed = withoutHost({ ...kept, ...before }, emptyProgram);
      assert.deepEqual(changed, { ...kept, ...after });
      const distribution = awsDistribution({
        orderedCacheBehaviors: [{ pathPattern: "/api*", ...goodForApi, ...unset(before), ...changed }],
      });
      assert.deepEqual(hostRule.check(routeDistribution(distribution, emptyProgram)), [], "the rule reports nothing");
    });
  }

  function unset(before: Properties): Properties {
    return {
      cachePolicyId: undefined,
      originRequestPolicyId: undefined,
      ...Object.fromEntries(Object.keys(before).map((key) => [key, undefined])),
    };
  }
});

describe("Remediation of a distribution", () => {
  const remedy = remediationOf(hostRule);
  const remediate = (props: Record<string, unknown>, type = "aws:cloudfront/distribution:Distribution") =>
    remedy?.({ type, props, getConfig: () => ({}) } as never);
  const bad = { ...goodForApi, originRequestPolicyId: allViewer };

  it("changes only the behaviors that violate the rule", () => {
    const props = {
      ...awsProps({
        orderedCacheBehaviors: [
          { pathPattern: "/api/*", ...bad },
          { pathPattern: "/b*", ...goodForApi },
        ],
      }),
    };
    const changed = remediate(props) as { orderedCacheBehaviors: unknown[] };
    assert.deepEqual(changed.orderedCacheBehaviors, [
      { pathPattern: "/api/*", ...goodForApi },
      { pathPattern: "/b*", ...goodForApi },
    ]);
  });

  it("changes a distribution of aws-native too", () => {
    const origin = {
      id: "api",
      domainName: "abcdefghij.execute-api.eu-west-1.amazonaws.com",
      customOriginConfig: { originProtocolPolicy: "https-only" },
    };
    const distributionConfig = {
      origins: [origin],
      defaultCacheBehavior: bad,
      cacheBehaviors: [{ pathPattern: "/api/*", ...bad }],
    };
    assert.deepEqual(remediate({ distributionConfig }, "aws-native:cloudfront:Distribution"), {
      distributionConfig: {
        ...distributionConfig,
        defaultCacheBehavior: goodForApi,
        cacheBehaviors: [{ pathPattern: "/api/*", ...goodForApi }],
      },
    });
  });

  it("changes nothing without a violation, or if the origin is the DNS target of a custom domain", () => {
    assert.equal(remediate({ ...awsProps() }), undefined);
    const target = { ...apiOrigin, domainName: "d-abc.execute-api.eu-west-1.amazonaws.com" };
    assert.equal(
      remediate({ ...awsProps({ origins: [target], orderedCacheBehaviors: [{ pathPattern: "/api/*", ...bad }] }) }),
      undefined,
    );
  });

  it("leaves a list with an unknown name, or a group with such an origin, to the violation", () => {
    const unknownName = {
      get value(): string {
        throw new Error("unknown during a preview");
      },
    };
    const headers = Object.defineProperty(["Host", "later"], 1, { get: () => unknownName.value, enumerable: true });
    const legacy = { targetOriginId: "api", forwardedValues: { headers, queryString: true } };
    assert.equal(
      remediate({ ...awsProps({ orderedCacheBehaviors: [{ pathPattern: "/api/*", ...legacy }] }) }),
      undefined,
    );
    const target = { ...apiOrigin, domainName: "d-abc.execute-api.eu-west-1.amazonaws.com" };
    const grouped = {
      origins: [target, { ...apiOrigin, originId: "b" }],
      originGroups: [{ originId: "group", members: [{ originId: "b" }, { originId: "api" }] }],
      defaultCacheBehavior: { ...bad, targetOriginId: "group" },
      orderedCacheBehaviors: [],
    };
    assert.equal(remediate({ ...awsProps(grouped) }), undefined);
  });

  it("leaves a cache policy of the program to the violation, in a preview and in an up", () => {
    const later = Object.defineProperty({ ...bad }, "cachePolicyId", {
      enumerable: true,
      get: () => {
        throw new Error("unknown during a preview");
      },
    });
    for (const behavior of [later, { ...bad, cachePolicyId: "5d6c1b6e-0000-4000-8000-1234567890ab" }]) {
      assert.equal(
        remediate({ ...awsProps({ defaultCacheBehavior: behavior, orderedCacheBehaviors: [] }) }),
        undefined,
      );
    }
  });

  it("exists only for the Host rule", () => {
    assert.deepEqual(
      rules.filter((rule) => remediationOf(rule) !== undefined),
      [hostRule],
    );
  });
});
