import fc from "fast-check";
import assert from "node:assert/strict";
import { coversPattern, matchesPath } from "../../components/distribution/pathPattern";
import { coveringCases } from "../support/pathPatterns";

// Patterns name two characters; a path may have a third, as it may have one that no pattern can name.
const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 5 }).map((text) => `/${text}`);
const path = fc.string({ unit: fc.constantFrom("a", "b", "#"), maxLength: 8 }).map((text) => `/${text}`);

/** An oracle of its own: the pattern as a regular expression. */
function matches(wildcards: string, text: string): boolean {
  return new RegExp(`^${wildcards.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);
}

const shortPaths = ["/"];
for (let from = 0; from < shortPaths.length && (shortPaths[from] ?? "").length < 8; from++) {
  shortPaths.push(...["a", "b", "#"].map((character) => `${shortPaths[from] ?? ""}${character}`));
}

describe("path patterns", () => {
  it("take the paths that their wildcards stand for", () => {
    fc.assert(
      fc.property(pattern, path, (one, text) => {
        assert.equal(matchesPath(one, text), matches(one, text));
      }),
      { numRuns: 1000 },
    );
  });

  it("take all of another's exactly where no path of it escapes them", () => {
    fc.assert(
      fc.property(pattern, pattern, (one, other) => {
        const escaping = shortPaths.find((text) => matches(other, text) && !matches(one, text));
        assert.equal(coversPattern(one, other), escaping === undefined, escaping);
      }),
      { numRuns: 300 },
    );
  });

  for (const [one, other, takes] of coveringCases) {
    it(`${one} ${takes ? "takes" : "does not take"} every path of ${other}`, () => {
      assert.equal(coversPattern(one, other), takes);
    });
  }
});
