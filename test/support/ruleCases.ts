import assert from "node:assert/strict";
import { indexProgram, PackConfig } from "../../policy-pack/program/programIndex";
import { Resource } from "../../policy-pack/program/resource";
import { messageLimit, messageOf } from "../../policy-pack/findings/message";
import { Finding, Rule } from "../../policy-pack/findings/rule";
import { routeDistribution } from "../../policy-pack/findings/routedDistribution";
import {
  apiOrigin,
  awsDistribution,
  emptyProgram,
  front,
  goodForApi,
  goodForSite,
  Properties,
  siteOrigin,
} from "./distributions";

/** A distribution and the findings of a rule. */
export interface RuleCase {
  /** A noun phrase or clause that completes "reports a violation: …". */
  readonly title: string;
  /** Changes to the valid distribution. */
  readonly props?: Properties;
  readonly resources?: readonly Resource[];
  readonly config?: PackConfig;
  /** The kind and the behavior of each finding, in order. */
  readonly findings: readonly (readonly [Finding["kind"], string])[];
  /** The first message. */
  readonly message?: RegExp;
}

export const apiBehavior = 'cache behavior "/api/*"';

/** The valid distribution with changes to the settings and the origin of the API's behavior. */
export function api(settings: Properties, origin: Properties = {}, rest: Properties = {}): Properties {
  return {
    origins: [{ ...apiOrigin, ...origin }, siteOrigin],
    orderedCacheBehaviors: [
      { pathPattern: "/api", ...goodForSite },
      { pathPattern: "/api/*", ...goodForApi, ...settings },
    ],
    ...rest,
  };
}

/** The valid distribution with changes to its default behavior, which routes to the site, and to the site's origin. */
export function site(settings: Properties, origin: Properties = {}): Properties {
  return {
    origins: [apiOrigin, { ...siteOrigin, ...origin }],
    defaultCacheBehavior: { ...goodForSite, ...settings },
  };
}

/** A message has at most 300 characters, and then the names of waiting rules and the rule's URL. */
export function assertFits(message: string, { url }: Rule): void {
  assert.ok(message.endsWith(` ${url}`), message);
  const { length } = message.slice(0, -url.length - 1).replace(/ Also undetermined: [a-z0-9, -]+\.$/, "");
  assert.ok(length <= messageLimit, `${length}: ${message}`);
}

export function describeRule(rule: Rule, cases: readonly RuleCase[]): void {
  describe(rule.name, () => {
    it("accepts a valid distribution", () => {
      assert.deepEqual(rule.check(routeDistribution(awsDistribution(), emptyProgram)), []);
    });

    for (const { title, props, resources = [], config, findings, message } of cases) {
      it(`${result(findings[0]?.[0])}: ${title}`, () => {
        const found = rule.check(routeDistribution(awsDistribution(props), indexProgram(resources, config), front.urn));
        assert.deepEqual(
          found.map(({ kind, behavior }) => [kind, behavior]),
          findings,
          found[0]?.problem,
        );
        const messages = found.map((finding) => messageOf(rule, finding));
        assert.match(messages[0] ?? "", message ?? /^/);
        messages.forEach((one) => {
          assertFits(one, rule);
        });
      });
    }

    it("throws for no properties", () => {
      for (const odd of [7, "x", null, [], [null, 3, {}, []], {}, { items: 3 }, { origins: {} }]) {
        for (const key of [
          "origins",
          "defaultCacheBehavior",
          "orderedCacheBehaviors",
          "aliases",
          "viewerCertificate",
        ]) {
          assert.doesNotThrow(() => rule.check(routeDistribution(awsDistribution({ [key]: odd }), emptyProgram)));
        }
      }
    });
  });
}

/** The beginning of a test's name. */
function result(kind: Finding["kind"] | undefined): string {
  switch (kind) {
    case undefined:
      return "accepts";
    case "violation":
      return "reports a violation";
    case "weakness":
      return "reports a weakness";
    case "undetermined":
      return "is undetermined";
  }
}
