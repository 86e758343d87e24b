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

interface Row {
  readonly header: string;
  readonly method?: string;
  readonly treatment: "forwarded" | "removed" | "changed" | "unknown";
  /** The end of the test name. */
  readonly with: string;
  readonly settings: Properties;
}

const policy = { with: "CachingDisabled", settings: { cachePolicyId: cachingDisabled } };
const everything = {
  with: "AllViewer",
  settings: { cachePolicyId: cachingDisabled, originRequestPolicyId: allViewer },
};
const legacy = { with: "legacy settings", settings: { forwardedValues: { queryString: false } } };
const compressing = { with: "CachingOptimized", settings: { cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6" } };
const unknownPolicy = {
  with: "an unknown origin request policy",
  settings: { ...policy.settings, originRequestPolicyId: notYet },
};
const caching = (cachedMethods: unknown, to = policy) => ({ ...to.settings, cachedMethods });
const withOptions = ["GET", "HEAD", "OPTIONS"];

// The rows of AWS's table that depend on the settings of the distribution.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
const rows: readonly Row[] = [
  { header: "Authorization", method: "GET", treatment: "removed", ...policy },
  { header: "Authorization", method: "HEAD", treatment: "removed", ...policy },
  { header: "Authorization", method: "OPTIONS", treatment: "forwarded", ...policy },
  {
    header: "Authorization",
    method: "OPTIONS",
    treatment: "removed",
    with: "CachingDisabled and cached OPTIONS",
    settings: caching(withOptions),
  },
  {
    header: "Authorization",
    method: "OPTIONS",
    treatment: "forwarded",
    with: "AllViewer and cached OPTIONS",
    settings: caching(withOptions, everything),
  },
  {
    header: "Authorization",
    method: "OPTIONS",
    treatment: "unknown",
    with: "unknown cached methods",
    settings: caching(notYet),
  },
  {
    header: "Authorization",
    method: "OPTIONS",
    treatment: "unknown",
    with: "an unknown cached method",
    settings: caching(["GET", "HEAD", notYet]),
  },
  {
    header: "Authorization",
    method: "POST",
    treatment: "forwarded",
    with: "unknown cached methods",
    settings: caching(notYet),
  },
  { header: "Authorization", method: "POST", treatment: "forwarded", ...unknownPolicy },
  { header: "Authorization", method: "GET", treatment: "unknown", ...unknownPolicy },
  { header: "Proxy-Authenticate", treatment: "removed", ...everything },
  { header: "Proxy-Authorization", treatment: "removed", ...everything },
  { header: "Proxy-Connection", treatment: "removed", ...everything },
  { header: "Proxy-Custom", treatment: "forwarded", ...everything },
  { header: "Proxy-Custom", treatment: "removed", ...policy },
  { header: "Proxy-Custom", treatment: "forwarded", ...legacy },
  { header: "X-Edge-Result-Type", treatment: "removed", ...everything },
  { header: "X-Real-IP", treatment: "removed", ...everything },
  { header: "X-Forwarded-For", treatment: "changed", ...policy },
  { header: "Accept-Encoding", treatment: "changed", ...compressing },
  { header: "Accept-Encoding", treatment: "removed", ...policy },
];

describe("headerTreatment", () => {
  for (const { header, method = "GET", treatment, with: settingsName, settings } of rows) {
    it(`is ${treatment} for ${header} of ${method} with ${settingsName}`, () => {
      const found = headerTreatment(header, method, forwarding(settings));
      assert.equal(isKnown(found) ? found : "unknown", treatment);
    });
  }

  it("is unknown with an unknown name in a policy's list, except for the names that it lists", () => {
    const program = indexProgram([
      resource("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", "own", {
        headersConfig: { headerBehavior: "whitelist", headers: { items: ["Host", notYet] } },
        cookiesConfig: { cookieBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
      }),
    ]);
    const own = forwardingOf(behaviorWith({ ...policy.settings, originRequestPolicyId: "own-id" }), program);
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
    [only("a", "b"), only("a"), true],
    [only("a", "b"), only("A"), false],
    [allExcept("A"), only("a"), true],
    [only("session*"), only("session-id"), "unknown"],
    [only("session*"), only("session*"), true],
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
    const verb = expected === true ? "covers" : expected === false ? "does not cover" : "can cover";
    it(`"${name(one)}" ${verb} "${name(other)}"`, () => {
      const covered = coversSelection(one, other);
      assert.equal(isKnown(covered) ? covered : "unknown", expected);
    });
  }
});
