import assert from "node:assert/strict";
import { indexProgram } from "../../../policy-pack/program/programIndex";
import { rules } from "../../../policy-pack/rules";
import { messagesFor } from "../../../policy-pack/findings/message";
import { routeDistribution } from "../../../policy-pack/findings/routedDistribution";
import { apiOrigin, awsDistribution, goodForApi, resource, siteOrigin } from "../../support/distributions";

// An API of the program, so that every rule about stages and routes has something to compare.
const program = indexProgram([
  resource("aws:apigateway/restApi:RestApi", "api", { id: "abc123" }),
  resource("aws:apigateway/stage:Stage", "stage", { restApi: "abc123", stageName: "prod" }),
  resource("aws:cloudfront/cachePolicy:CachePolicy", "policy", { id: "policy" }),
  ...Array.from({ length: 100 }, (_, index) => resource("aws:cloudfront/cachePolicy:CachePolicy", `other${index}`)),
]);

function distributionOf(patterns: readonly string[]) {
  const behaviors = patterns.map((pathPattern, index) => ({
    pathPattern,
    ...goodForApi,
    ...(index % 2 === 0 ? {} : { cachePolicyId: "policy" }),
  }));
  const origins = [{ ...apiOrigin, originPath: "/prod" }, siteOrigin];
  const props = { origins, defaultRootObject: "index.html", orderedCacheBehaviors: behaviors };
  return routeDistribution(awsDistribution(props), program);
}

describe("A distribution with 10,000 behaviors", () => {
  const patterns: Readonly<Record<string, (index: number) => string>> = {
    "that differ at the beginning": (index) => `/orders-${index}/*`,
    "that differ at the end": (index) => `*.part${index}`,
    "without wildcards": (index) => `/orders/${index}`,
  };
  for (const [title, pattern] of Object.entries(patterns)) {
    it(`is checked without a comparison of each with each: patterns ${title}`, () => {
      // With such a comparison a rule takes minutes, which exceeds the time limit of a test.
      const distribution = distributionOf(Array.from({ length: 10_000 }, (_, index) => pattern(index)));
      for (const rule of rules) {
        assert.doesNotThrow(() => messagesFor(rule, rule.check(distribution)), rule.name);
      }
    });
  }
});
