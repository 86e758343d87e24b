import assert from "node:assert/strict";
import { Unknown } from "../../../policy-pack/program/maybe";
import { indexProgram } from "../../../policy-pack/program/programIndex";
import { Resource } from "../../../policy-pack/program/resource";
import { rules } from "../../../policy-pack/rules";
import { routeDistribution } from "../../../policy-pack/findings/routedDistribution";
import { Finding, Rule } from "../../../policy-pack/findings/rule";
import { RuleFindings, sayOnce } from "../../../policy-pack/findings/sayOnce";
import { apiOrigin, awsDistribution, goodForApi, Properties, siteOrigin } from "../../support/distributions";

type Line = readonly [rule: string, behavior: string, unknown: string | undefined, waiting: readonly string[]];

function checked(props: Properties, program: readonly Resource[] = []): RuleFindings[] {
  const routed = routeDistribution(awsDistribution(props), indexProgram(program));
  return rules.map((rule) => ({ rule, findings: rule.check(routed) }));
}

/** The undetermined findings after they were joined. */
function linesOf(all: readonly RuleFindings[]): Line[] {
  return sayOnce(all).flatMap(({ rule, findings }) =>
    findings
      .filter(({ kind }) => kind === "undetermined")
      .map(({ behavior, unknown, waiting = [] }): Line => [rule.name, behavior, unknown, waiting]),
  );
}

const viewerFunction = {
  functionAssociations: [{ eventType: "viewer-request", functionArn: "arn:aws:cloudfront::1:function/elsewhere" }],
};
const later = (reason: string) => new Unknown(`${reason} is known only after deployment`);
const behaviors = (settings: Properties) => [
  { pathPattern: "/api", ...goodForApi, ...settings },
  { pathPattern: "/api/*", ...goodForApi, ...settings },
];

const allViewer = { originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3" };
const unknownOrigin = {
  origins: [{ ...apiOrigin, domainName: later("origins[0].domainName") }, siteOrigin],
  orderedCacheBehaviors: behaviors({ ...allViewer, cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6" }),
};

/** Distributions in which one value is unknown, and the number of rules that depend on it. */
const cases: readonly [value: string, props: Properties, atLeast: number][] = [
  ["an origin's name", unknownOrigin, 6],
  ["all origins", { origins: later("origins") }, 12],
  ["the default cache behavior", { defaultCacheBehavior: later("defaultCacheBehavior") }, 10],
  ["all cache behaviors", { orderedCacheBehaviors: later("orderedCacheBehaviors") }, 10],
  [
    "an origin that error pages can mask",
    {
      ...unknownOrigin,
      customErrorResponses: [403, 404].map((errorCode) => ({ errorCode, responsePagePath: "/index.html" })),
    },
    7,
  ],
  ["a policy", { orderedCacheBehaviors: behaviors({ originRequestPolicyId: "another-stack" }) }, 2],
  [
    "a function",
    {
      orderedCacheBehaviors: behaviors({
        ...viewerFunction,
        ...allViewer,
        allowedMethods: ["GET", "HEAD"],
      }),
    },
    2,
  ],
];

describe("An unknown value", () => {
  for (const [value, props, atLeast] of cases) {
    it(`has one message for each behavior, which names every rule that depends on it: ${value}`, () => {
      const all = checked(props);
      const lines = linesOf(all);
      const named = lines.map(([, behavior, unknown]) => `${behavior}: ${unknown ?? ""}`);
      assert.equal(new Set(lines.map(([, , unknown]) => unknown)).size, 1, named.join("\n"));
      assert.deepEqual(named, [...new Set(named)]);
      const before = all.flatMap(({ rule, findings }) =>
        findings.some(({ kind }) => kind === "undetermined") ? [rule.name] : [],
      );
      const after = new Set(lines.flatMap(([rule, , , waiting]) => [rule, ...waiting]));
      assert.deepEqual([...after].sort(), [...new Set(before)].sort());
      assert.ok(after.size >= atLeast, [...after].join(", "));
    });
  }

  it("is reported by the Host rule first", () => {
    for (const [, props] of cases) {
      assert.equal(linesOf(checked(props))[0]?.[0], "api-gateway-origin-host-header");
    }
  });
});

describe("sayOnce", () => {
  const rule = (name: string) => ({ name }) as Rule;
  const open = (behavior: string, unknown: string): Finding => ({
    behavior,
    kind: "undetermined",
    problem: "undetermined",
    unknown,
  });

  it("keeps different unknown values and different behaviors apart", () => {
    const first = [open("default cache behavior", "a"), open('cache behavior "/x"', "a")];
    const second = [open("default cache behavior", "b"), open('cache behavior "/x"', "a")];
    assert.deepEqual(
      linesOf([
        { rule: rule("one"), findings: first },
        { rule: rule("two"), findings: second },
      ]),
      [
        ["one", "default cache behavior", "a", []],
        ["one", 'cache behavior "/x"', "a", ["two"]],
        ["two", "default cache behavior", "b", []],
      ],
    );
  });

  it("reports a part of the distribution that waits without a behavior", () => {
    const findings = ["404", "403"].map((code) => open(`custom error response ${code}`, "a"));
    assert.deepEqual(linesOf([{ rule: rule("one"), findings }]), [
      ["one", "custom error response 404", "a", []],
      ["one", "custom error response 403", "a", []],
    ]);
  });

  it("keeps every certain finding", () => {
    const findings: Finding[] = ["violation", "weakness"].map((kind) => ({
      behavior: "default cache behavior",
      kind: kind as Finding["kind"],
      problem: "it is wrong",
    }));
    assert.deepEqual(sayOnce([{ rule: rule("one"), findings }]), [{ rule: rule("one"), findings }]);
  });
});
