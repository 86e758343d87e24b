import assert from "node:assert/strict";
import { policiesOf } from "../../../policy-pack/adapter/policies";
import { rules } from "../../../policy-pack/rules";

// Organizations configure rules by these names and rely on these levels, so a change is breaking. A rule is added here when
// a version with it is published.
const contract: readonly [name: string, level: string][] = [
  ["api-gateway-origin-host-header", "mandatory"],
  ["api-gateway-origin-https-only", "mandatory"],
  ["api-gateway-origin-stage-path", "mandatory"],
  ["api-gateway-origin-endpoint-enabled", "mandatory"],
  ["api-gateway-origin-invocable", "mandatory"],
  ["api-gateway-origin-route", "advisory"],
  ["api-gateway-origin-methods", "advisory"],
  ["api-gateway-origin-credentials", "advisory"],
  ["api-gateway-origin-shared-cache", "mandatory"],
  ["lambda-url-origin-host-header", "mandatory"],
  ["s3-origin-host-header", "mandatory"],
  ["s3-origin-access-control", "mandatory"],
  ["s3-website-origin-protocol", "mandatory"],
  ["origin-domain-name", "mandatory"],
  ["behavior-target-origin", "mandatory"],
  ["behavior-cache-settings", "mandatory"],
  ["behavior-path-shadowed", "advisory"],
  ["rejected-by-cloudfront", "mandatory"],
  ["error-pages-mask-api", "mandatory"],
  ["viewer-transport", "mandatory"],
  ["undetermined", "advisory"],
];

describe("the rules", () => {
  it("keep the names, order and levels of the published version", () => {
    const published = new Set(contract.map(([name]) => name));
    const policies = policiesOf(rules).filter(({ name }) => published.has(name));
    assert.deepEqual(
      policies.map(({ name, enforcementLevel }) => [name, enforcementLevel]),
      contract,
    );
  });

  for (const rule of rules) {
    it(`${rule.name} has a description, a fix and the URL of an AWS page`, () => {
      for (const text of [rule.displayName, rule.description, rule.remediationSteps, rule.failingRequest]) {
        assert.ok(text.length > 10, text);
      }
      assert.match(rule.url, /^https:\/\/docs\.aws\.amazon\.com\//);
      assert.match(rule.description, /\.$/);
    });
  }
});
