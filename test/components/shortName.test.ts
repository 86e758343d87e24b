import assert from "node:assert/strict";
import { shortName } from "../../components/shortName";

describe("shortName", () => {
  it("keeps a name that stays within the limit with Pulumi's suffix", () => {
    const name = "a".repeat(56);
    assert.equal(shortName(name), name);
  });

  it("ends a longer name with a hash, so that it stays within the limit and differs from others", () => {
    const names = ["company-website-production", "company-website-production-eu"].map((name) =>
      shortName(`${name}-site-directory-index-not-found-html`),
    );
    assert.equal(new Set(names).size, 2);
    for (const name of names) {
      assert.ok(name.length <= 56);
      assert.match(name, /^company-website-production-[A-Za-z0-9_-]+-[0-9a-f]{8}$/);
    }
  });
});
