import assert from "node:assert/strict";
import { remediationOf } from "../../../policy-pack/adapter/remediation";
import { withoutHost } from "../../../policy-pack/cloudfront/withoutHost";
import { rules } from "../../../policy-pack/rules";
import { apiGatewayOriginHostHeader as hostRule } from "../../../policy-pack/rules/apiGatewayOriginHostHeader";
import { routeDistribution } from "../../../policy-pack/rules/routedDistribution";
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
    "AllViewer becomes AllViewerExceptHostHeader, the cache policy stays",
    { cachePolicyId: optimized, originRequestPolicyId: allViewer },
    { cachePolicyId: optimized, originRequestPolicyId: exceptHost },
  ],
  [
    "HostHeaderOnly, which sends nothing else, goes",
    { cachePolicyId: disabled, originRequestPolicyId: hostOnly },
    { cachePolicyId: disabled },
  ],
  [
    "a cache policy that lists Host becomes CachingDisabled",
    { cachePolicyId: originControls },
    { cachePolicyId: disabled, originRequestPolicyId: exceptHost },
  ],
  [
    "legacy `*` and its TTLs become policies",
    { forwardedValues: { headers: ["*"], queryString: true, cookies: { forward: "all" } }, minTtl: 0, maxTtl: 0 },
    { cachePolicyId: disabled, originRequestPolicyId: exceptHost },
  ],
  [
    "a legacy list loses Host alone",
    { forwardedValues: { headers: ["Accept", "hOST"], queryString: true }, minTtl: 0 },
    { forwardedValues: { headers: ["Accept"], queryString: true }, minTtl: 0 },
  ],
];

describe("the nearest settings without Host", () => {
  for (const [name, before, after] of table) {
    it(name, () => {
      const mended = withoutHost({ ...kept, ...before }, emptyProgram);
      assert.deepEqual(mended, { ...kept, ...after });
      const distribution = awsDistribution({
        orderedCacheBehaviors: [{ pathPattern: "/api*", ...goodForApi, ...unset(before), ...mended }],
      });
      assert.deepEqual(
        hostRule.check(routeDistribution(distribution, emptyProgram)),
        [],
        "the rule has nothing left to say",
      );
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

describe("remediation of a distribution", () => {
  const remedy = remediationOf(hostRule);
  const mend = (props: Record<string, unknown>) =>
    remedy?.({ type: "aws:cloudfront/distribution:Distribution", props, getConfig: () => ({}) } as never);
  const bad = { ...goodForApi, originRequestPolicyId: allViewer };

  it("mends the bad behaviors and leaves the others as they are", () => {
    const props = {
      ...awsProps({
        orderedCacheBehaviors: [
          { pathPattern: "/api/*", ...bad },
          { pathPattern: "/b*", ...goodForApi },
        ],
      }),
    };
    const mended = mend(props) as { orderedCacheBehaviors: unknown[] };
    assert.deepEqual(mended.orderedCacheBehaviors, [
      { pathPattern: "/api/*", ...goodForApi },
      { pathPattern: "/b*", ...goodForApi },
    ]);
  });

  it("does nothing where nothing is bad, and never where the origin's own name leads nowhere", () => {
    assert.equal(mend({ ...awsProps() }), undefined);
    const target = { ...apiOrigin, domainName: "d-abc.execute-api.eu-west-1.amazonaws.com" };
    assert.equal(
      mend({ ...awsProps({ origins: [target], orderedCacheBehaviors: [{ pathPattern: "/api/*", ...bad }] }) }),
      undefined,
    );
  });

  it("leaves a list with a name that is not known, and a group with such an origin, to the violation", () => {
    const unknownName = {
      get value(): string {
        throw new Error("not known yet");
      },
    };
    const headers = Object.defineProperty(["Host", "later"], 1, { get: () => unknownName.value, enumerable: true });
    const legacy = { targetOriginId: "api", forwardedValues: { headers, queryString: true } };
    assert.equal(mend({ ...awsProps({ orderedCacheBehaviors: [{ pathPattern: "/api/*", ...legacy }] }) }), undefined);
    const target = { ...apiOrigin, domainName: "d-abc.execute-api.eu-west-1.amazonaws.com" };
    const grouped = {
      origins: [target, { ...apiOrigin, originId: "b" }],
      originGroups: [{ originId: "group", members: [{ originId: "b" }, { originId: "api" }] }],
      defaultCacheBehavior: { ...bad, targetOriginId: "group" },
      orderedCacheBehaviors: [],
    };
    assert.equal(mend({ ...awsProps(grouped) }), undefined);
  });

  it("is what the Host rule alone has", () => {
    assert.deepEqual(
      rules.filter((rule) => remediationOf(rule) !== undefined),
      [hostRule],
    );
  });
});
