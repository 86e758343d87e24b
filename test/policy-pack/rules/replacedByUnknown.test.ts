import assert from "node:assert/strict";
import fc from "fast-check";
import { Unknown } from "../../../policy-pack/program/maybe";
import { rules } from "../../../policy-pack/rules";
import { routeDistribution } from "../../../policy-pack/rules/routedDistribution";
import { awsDistribution, emptyProgram, Properties } from "../../support/distributions";

const hosts = ["abc123.execute-api.eu-west-1.amazonaws.com", "fn1.lambda-url.eu-west-1.on.aws", "lb.elb.amazonaws.com"];
const policies = {
  cachePolicyId: ["4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "83da9c7e-98b4-4e11-a168-04f0df8e2c65"],
  originRequestPolicyId: ["216adef6-5c7f-47e4-b989-5492eafa07d3", "b689b0a8-53d0-40ab-baf2-68738e2966ac", undefined],
};
const behavior = fc.record({
  targetOriginId: fc.constantFrom("0", "1"),
  cachePolicyId: fc.constantFrom(...policies.cachePolicyId),
  originRequestPolicyId: fc.constantFrom(...policies.originRequestPolicyId),
});
const origin = (originId: string) =>
  fc.constantFrom(...hosts).map((domainName) => ({ originId, domainName, customOriginConfig: {} }));
const programs = fc.record({
  origins: fc.tuple(origin("0"), origin("1")),
  defaultCacheBehavior: behavior,
  orderedCacheBehaviors: fc.array(
    behavior.map((settings) => ({ pathPattern: "/orders/*", ...settings })),
    { maxLength: 1 },
  ),
});

/** Each copy of a value in which one part is unknown. */
function withUnknown(value: unknown): unknown[] {
  const inner =
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, part]) =>
          withUnknown(part).map((changed) =>
            Array.isArray(value)
              ? value.map((item: unknown, index) => (String(index) === key ? changed : item))
              : { ...value, [key]: changed },
          ),
        )
      : [];
  return value === undefined ? [] : [new Unknown("not yet"), ...inner];
}

describe("A value that becomes unknown", () => {
  for (const rule of rules.filter(({ level }) => level === "mandatory")) {
    it(`neither adds a violation of ${rule.name} nor hides one`, () => {
      const kindsOf = (props: Properties) =>
        rule.check(routeDistribution(awsDistribution(props), emptyProgram)).map(({ kind }) => kind);
      const property = fc.property(programs, (props) => {
        const before = kindsOf(props);
        for (const changed of withUnknown(props).slice(1)) {
          const after = kindsOf(changed as Properties);
          const count = (kinds: readonly string[]) => kinds.filter((kind) => kind === "violation").length;
          assert.ok(count(after) <= count(before), JSON.stringify(changed));
          assert.ok(count(before) === count(after) || after.includes("undetermined"), JSON.stringify(changed));
        }
      });
      fc.assert(property, { numRuns: process.env.SWEEP === undefined ? 40 : 2000, seed: 17 });
    });
  }
});
