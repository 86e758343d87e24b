import assert from "node:assert/strict";
import { shortName } from "../../components/shortName";

describe("shortName", () => {
  it("keeps a name that stays within the limit with Pulumi's suffix", () => {
    const name = "a".repeat(56);
    assert.equal(shortName("cloudFront", name), name);
    assert.equal(shortName("bucket", "MySite-bucket"), "MySite-bucket");
  });

  it("ends a longer name with a hash, so that it stays within the limit and differs from others", () => {
    const names = ["company-website-production", "company-website-production-eu"].map((name) =>
      shortName("cloudFront", `${name}-site-directory-index-not-found-html`),
    );
    assert.equal(new Set(names).size, 2);
    for (const name of names) {
      assert.ok(name.length <= 56);
      assert.match(name, /^company-website-production-[A-Za-z0-9_-]+-[0-9a-f]{8}$/);
    }
  });

  it("replaces characters that AWS rejects, and two such names stay different", () => {
    const [one, other] = [shortName("bucket", "my_site-bucket"), shortName("bucket", "my site-bucket")];
    assert.match(one, /^my-site-bucket-[0-9a-f]{8}$/);
    assert.notEqual(one, other);
    assert.match(shortName("lambdaFunction", "shop.api-function"), /^shop-api-function-[0-9a-f]{8}$/);
    assert.equal(shortName("logGroup", "shop.api/logs"), "shop.api/logs");
  });

  it("begins the name of a bucket with a letter or a digit", () => {
    assert.match(shortName("bucket", "_site-bucket"), /^site-bucket-[0-9a-f]{8}$/);
  });
});
