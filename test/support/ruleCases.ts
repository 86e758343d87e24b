import assert from "node:assert/strict";
import { indexProgram, PackConfig } from "../../policy-pack/program/programIndex";
import { Resource } from "../../policy-pack/program/resource";
import { messageLimit, messageOf } from "../../policy-pack/rules/message";
import { Finding, Rule } from "../../policy-pack/rules/rule";
import { routeDistribution } from "../../policy-pack/rules/routedDistribution";
import {
  apiOrigin,
  awsDistribution,
  emptyProgram,
  goodForApi,
  goodForSite,
  Properties,
  siteOrigin,
} from "./distributions";

/** A distribution and what a rule says of it. */
export interface RuleCase {
  /** A sentence's end: "… is a violation where". */
  readonly where: string;
  /** Changes of the distribution that no rule objects to. */
  readonly props?: Properties;
  readonly resources?: readonly Resource[];
  readonly config?: PackConfig;
  /** Kind and behavior of each finding, in order; none: compliant. */
  readonly findings: readonly (readonly [Finding["kind"], string])[];
  /** What the first message has to say. */
  readonly says?: RegExp;
}

export const apiBehavior = 'cache behavior "/api/*"';

/** The distribution with one behavior for the API, whose settings and origin are changed. */
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

/** The distribution with its default behavior, which goes to the site, and the site's origin changed. */
export function site(settings: Properties, origin: Properties = {}): Properties {
  return {
    origins: [apiOrigin, { ...siteOrigin, ...origin }],
    defaultCacheBehavior: { ...goodForSite, ...settings },
  };
}

/** A message has 300 characters at most, and the page that proves it at its end. */
export function assertFits(message: string, { url }: Rule): void {
  assert.ok(message.endsWith(` ${url}`), message);
  assert.ok(message.length - url.length - 1 <= messageLimit, `${message.length - url.length - 1}: ${message}`);
}

export function describeRule(rule: Rule, cases: readonly RuleCase[]): void {
  describe(rule.name, () => {
    it("says nothing of a distribution as it should be", () => {
      assert.deepEqual(rule.check(routeDistribution(awsDistribution(), emptyProgram)), []);
    });

    for (const { where, props, resources = [], config, findings, says } of cases) {
      it(`${findings[0]?.[0] ?? "complies"}: ${where}`, () => {
        const found = rule.check(routeDistribution(awsDistribution(props), indexProgram(resources, config)));
        assert.deepEqual(
          found.map(({ kind, behavior }) => [kind, behavior]),
          findings,
          found[0]?.problem,
        );
        const messages = found.map((finding) => messageOf(rule, finding));
        assert.match(messages[0] ?? "", says ?? /^/);
        messages.forEach((message) => {
          assertFits(message, rule);
        });
      });
    }

    it("never throws, whatever the properties are", () => {
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
