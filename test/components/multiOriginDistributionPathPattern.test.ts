import fc from "fast-check";
import assert from "node:assert/strict";
import { coversPattern, matchesPath } from "../../components/distribution/pathPattern";
import { coveringCases } from "../support/pathPatterns";

// Patterns contain two characters. Paths contain a third one, which stands for all characters that no pattern contains.
const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 5 }).map((text) => `/${text}`);
const path = fc.string({ unit: fc.constantFrom("a", "b", "#"), maxLength: 8 }).map((text) => `/${text}`);

/** An independent oracle: the pattern as a regular expression. */
function matches(wildcards: string, text: string): boolean {
  return new RegExp(`^${wildcards.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);
}

const shortPaths = ["/"];
for (let from = 0; from < shortPaths.length && (shortPaths[from] ?? "").length < 8; from++) {
  shortPaths.push(...["a", "b", "#"].map((character) => `${shortPaths[from] ?? ""}${character}`));
}

describe("Path patterns", () => {
  it("match the paths that their wildcards stand for", () => {
    fc.assert(
      fc.property(pattern, path, (one, text) => {
        assert.equal(matchesPath(one, text), matches(one, text));
      }),
      { numRuns: 1000 },
    );
  });

  it("cover another pattern exactly if they match all of its paths", () => {
    fc.assert(
      fc.property(pattern, pattern, (one, other) => {
        const escaping = shortPaths.find((text) => matches(other, text) && !matches(one, text));
        assert.equal(coversPattern(one, other), escaping === undefined, escaping);
      }),
      { numRuns: 300 },
    );
  });

  for (const [one, other, covers] of coveringCases) {
    it(`like ${one} ${covers ? "cover" : "do not cover"} ${other}`, () => {
      assert.equal(coversPattern(one, other), covers);
    });
  }
});
