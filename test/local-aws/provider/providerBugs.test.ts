import assert from "node:assert/strict";
import { readProviderBugs, sentInputs } from "../../../local-aws/provider/providerBugs";

const type = "aws:cloudfront/distribution:Distribution";
const values = { queryString: true, cookies: { forward: "all" } };
const shop = { pathPattern: "/shop/*", forwardedValues: { ...values, headers: ["Host"] } };
const hooks = { pathPattern: "/hooks/*", forwardedValues: values };
const byPolicy = { pathPattern: "/shop/*", cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" };

describe("The provider bug keeps-legacy-headers", () => {
  const sent = (before: object[], now: object[]) =>
    sentInputs(
      ["keeps-legacy-headers"],
      type,
      { orderedCacheBehaviors: before as never },
      {
        orderedCacheBehaviors: now as never,
      },
    ).orderedCacheBehaviors;

  it("keeps the headers that were at the place of a behavior that sets none", () => {
    assert.deepEqual(sent([shop, hooks], [hooks, shop]), [
      { ...hooks, forwardedValues: { ...values, headers: ["Host"] } },
      shop,
    ]);
  });

  it("keeps nothing if the program sets the headers, also if the list is empty", () => {
    const stated = { ...hooks, forwardedValues: { ...values, headers: [] } };
    assert.deepEqual(sent([shop], [stated]), [stated]);
  });

  it("keeps nothing if a policy replaces the legacy settings", () => {
    assert.deepEqual(sent([shop], [byPolicy]), [byPolicy]);
  });

  it("is off by default, and only a distribution has it", () => {
    const [olds, news] = [{ defaultCacheBehavior: shop }, { defaultCacheBehavior: hooks }];
    assert.equal(sentInputs([], type, olds, news), news);
    assert.equal(sentInputs(["keeps-legacy-headers"], "aws:s3/bucket:Bucket", olds, news), news);
  });
});

describe("The provider bug keeps-forwarded-values", () => {
  it("sends forwardedValues with the cache policy that replaces them", () => {
    const sent = sentInputs(
      ["keeps-forwarded-values"],
      type,
      { defaultCacheBehavior: shop },
      { defaultCacheBehavior: byPolicy },
    );
    assert.deepEqual(sent.defaultCacheBehavior, { ...byPolicy, forwardedValues: shop.forwardedValues });
  });
});

describe("LOCAL_AWS_PROVIDER_BUGS", () => {
  it("is a list of names", () => {
    const both = ["keeps-legacy-headers", "keeps-forwarded-values"];
    assert.deepEqual(readProviderBugs(both.join(", ")), both);
  });

  it("rejects another name", () => {
    assert.throws(
      () => readProviderBugs("keeps-all"),
      /^Error: LOCAL_AWS_PROVIDER_BUGS: "keeps-all" is not valid; use keeps-/,
    );
  });
});
