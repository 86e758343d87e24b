import assert from "node:assert/strict";
import { Forwarding, coversSelection, forwardingOf, headerTreatment } from "../../../policy-pack/cloudfront/forwarding";
import { Behavior, ReadSelection } from "../../../policy-pack/cloudfront/model";
import { indexProgram } from "../../../policy-pack/program/programIndex";
import { isKnown, Tristate, Unknown } from "../../../policy-pack/program/maybe";
import { awsDistribution, emptyProgram, Properties, resource } from "../../support/distributions";
import { allViewer, cachingDisabled } from "../../support/programs";

const notYet = new Unknown("not yet");

function behaviorWith(settings: Properties): Behavior {
  const { behaviors } = awsDistribution({
    defaultCacheBehavior: { targetOriginId: "site", ...settings },
    orderedCacheBehaviors: [],
  });
  assert.ok(isKnown(behaviors) && behaviors[0] !== undefined);
  return behaviors[0];
}

function forwarding(settings: Properties): Forwarding {
  return forwardingOf(behaviorWith(settings), emptyProgram);
}

const byPolicy = { cachePolicyId: cachingDisabled };
const everything = { ...byPolicy, originRequestPolicyId: allViewer };

// Rows of the page's table that a distribution's settings decide.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
const rows: readonly (readonly [header: string, method: string, settings: Properties, treatment: string])[] = [
  ["Authorization", "GET", byPolicy, "removed"],
  ["Authorization", "HEAD", byPolicy, "removed"],
  ["Authorization", "OPTIONS", byPolicy, "forwarded"],
  ["Authorization", "OPTIONS", { ...byPolicy, cachedMethods: ["GET", "HEAD", "OPTIONS"] }, "removed"],
  ["Authorization", "OPTIONS", { ...everything, cachedMethods: ["GET", "HEAD", "OPTIONS"] }, "forwarded"],
  ["Authorization", "OPTIONS", { ...byPolicy, cachedMethods: notYet }, "unknown"],
  ["Authorization", "OPTIONS", { ...byPolicy, cachedMethods: ["GET", "HEAD", notYet] }, "unknown"],
  ["Authorization", "POST", { ...byPolicy, cachedMethods: notYet }, "forwarded"],
  ["Authorization", "POST", { ...byPolicy, originRequestPolicyId: notYet }, "forwarded"],
  ["Authorization", "GET", { ...byPolicy, originRequestPolicyId: notYet }, "unknown"],
  ["Proxy-Authenticate", "GET", everything, "removed"],
  ["Proxy-Authorization", "GET", everything, "removed"],
  ["Proxy-Connection", "GET", everything, "removed"],
  ["Proxy-Custom", "GET", everything, "forwarded"],
  ["Proxy-Custom", "GET", byPolicy, "removed"],
  ["Proxy-Custom", "GET", { forwardedValues: { queryString: false } }, "forwarded"],
  ["X-Edge-Result-Type", "GET", everything, "removed"],
  ["X-Real-IP", "GET", everything, "removed"],
  ["X-Forwarded-For", "GET", byPolicy, "changed"],
  ["Accept-Encoding", "GET", { cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6" }, "changed"],
  ["Accept-Encoding", "GET", byPolicy, "removed"],
];

describe("Forwarding of a cache behavior", () => {
  for (const [header, method, settings, expected] of rows) {
    it(`${header} on ${method} is ${expected}: ${JSON.stringify(settings)}`, () => {
      const treatment = headerTreatment(header, method, forwarding(settings));
      assert.equal(isKnown(treatment) ? treatment : "unknown", expected);
    });
  }

  it("reports an unknown name in a policy's list for every header but those it lists", () => {
    const program = indexProgram([
      resource("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", "own", {
        headersConfig: { headerBehavior: "whitelist", headers: { items: ["Host", notYet] } },
        cookiesConfig: { cookieBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
      }),
    ]);
    const own = forwardingOf(behaviorWith({ ...byPolicy, originRequestPolicyId: "own-id" }), program);
    assert.equal(headerTreatment("Host", "GET", own), "forwarded");
    assert.ok(headerTreatment("Authorization", "GET", own) instanceof Unknown);
  });
});

describe("A selection of cookies", () => {
  const all = { kind: "all" } as const;
  const none = { kind: "none" } as const;
  const only = (...names: (string | Unknown)[]): ReadSelection => ({ kind: "only", names });
  const allExcept = (...names: (string | Unknown)[]): ReadSelection => ({ kind: "allExcept", names });
  const cases: readonly (readonly [ReadSelection, ReadSelection, Tristate | "unknown"])[] = [
    [all, allExcept("a"), true],
    [none, none, true],
    [none, only("a"), false],
    [only("a", "b"), only("A"), true],
    [only("a"), only("a", "b"), false],
    [only("a"), all, false],
    [only("a", notYet), only("b"), "unknown"],
    [only("a"), only("a", notYet), "unknown"],
    [allExcept("a"), only("b"), true],
    [allExcept("a"), only("a"), false],
    [allExcept("a"), allExcept("a", "b"), true],
    [allExcept("a", "b"), allExcept("a"), false],
    [allExcept("a"), all, false],
    [allExcept(notYet), all, "unknown"],
  ];
  const name = (selection: ReadSelection) =>
    "names" in selection
      ? `${selection.kind} ${selection.names.map((one) => (isKnown(one) ? one : "unknown")).join(", ")}`
      : selection.kind;
  for (const [one, other, expected] of cases) {
    const verb = expected === true ? "covers" : expected === false ? "does not cover" : "may cover";
    it(`"${name(one)}" ${verb} "${name(other)}"`, () => {
      const covered = coversSelection(one, other);
      assert.equal(isKnown(covered) ? covered : "unknown", expected);
    });
  }
});
