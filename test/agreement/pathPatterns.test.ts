import assert from "node:assert/strict";
import fc from "fast-check";
import * as components from "../../components/distribution/pathPattern";
import { matches } from "../../local-aws/edge/cloudfront/pathPattern";
import { coversPattern, literalPrefix, matchesPath } from "../../policy-pack/cloudfront/pathPattern";
import { coveringCases } from "../support/pathPatterns";

// Patterns contain two letters; a path may have a third one, as it may have one that a pattern does not contain.
const pattern = (maxLength: number) =>
  fc
    .string({ unit: fc.constantFrom("a", "b", "*", "?", "/"), minLength: 1, maxLength })
    .map((text) => text.replace(/\/{2,}/g, "/"));
const path = fc
  .string({ unit: fc.constantFrom("a", "b", "c", "/"), maxLength: 8 })
  .map((text) => `/${text}`.replace(/\/{2,}/g, "/"));

const shortPaths = ["/"];
for (let from = 0; from < shortPaths.length && (shortPaths[from] ?? "").length < 7; from++) {
  shortPaths.push(...["a", "b", "c"].map((character) => `${shortPaths[from] ?? ""}${character}`));
}

describe("Path patterns of the policy pack, the components and the edge", () => {
  for (const [one, other, covers] of coveringCases) {
    it(`agree that ${one} ${covers ? "covers" : "does not cover"} ${other}`, () => {
      assert.equal(coversPattern(one, other), covers, "policy pack");
      assert.equal(components.coversPattern(one, other), covers, "components");
    });
  }

  it("match the same paths", () => {
    fc.assert(
      fc.property(pattern(8), path, (one, requested) => {
        const matched = matches(one, requested);
        assert.equal(matchesPath(one, requested), matched, "policy pack");
        assert.equal(components.matchesPath(one, requested), matched, "components");
      }),
      { numRuns: 2000 },
    );
  });

  it("cover the same patterns", () => {
    const seen = { covers: 0, overlaps: 0 };
    fc.assert(
      fc.property(pattern(9), pattern(9), (one, other) => {
        const covers = coversPattern(one, other);
        assert.equal(components.coversPattern(one, other), covers);
        seen[covers ? "covers" : "overlaps"] += 1;
      }),
      { numRuns: 3000 },
    );
    assert.ok(seen.covers >= 100 && seen.overlaps >= 100, JSON.stringify(seen));
  });

  it("cover another pattern exactly when no path escapes at the edge", () => {
    // A path that escapes has at most the letters of one pattern and as many more as the other one has.
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 4 }).map((text) => `/${text}`);
    fc.assert(
      fc.property(letters, letters, (one, other) => {
        const escaping = shortPaths.find((short) => matches(other, short) && !matches(one, short));
        assert.equal(coversPattern(one, other), escaping === undefined, escaping);
      }),
      { numRuns: 300 },
    );
  });

  it("begin with the same literal prefix", () => {
    fc.assert(
      fc.property(pattern(9), (one) => {
        assert.equal(literalPrefix(one), components.literalPrefix(one));
      }),
    );
  });
});
