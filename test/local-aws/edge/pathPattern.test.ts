import assert from "node:assert/strict";
import fc from "fast-check";
import { matches } from "../../../local-aws/edge/cloudfront/pathPattern";

/** What a pattern means, as a regular expression. */
function expressionOf(pattern: string): RegExp {
  const source = pattern.replaceAll("*", "[^]*").replaceAll("?", "[^]");
  return new RegExp(`^${source}$`);
}

describe("A path pattern of the edge", () => {
  const cases: readonly [pattern: string, path: string, expected: boolean][] = [
    ["/api/*", "/api/", true],
    ["/api/*", "/api", false],
    ["/API/*", "/api/a", false],
    ["api/*", "/api/a/b", true],
    ["*.jpg", "/images/a.jpg", true],
    ["/a?c", "/abc", true],
    ["/a?c", "/ac", false],
    ["/a.c", "/abc", false],
    ["/*b", "/abab", true],
    ["*", "/", true],
  ];
  for (const [pattern, path, expected] of cases) {
    it(`${pattern} ${expected ? "matches" : "does not match"} ${path}`, () => {
      assert.equal(matches(pattern, path), expected);
    });
  }

  it("matches as its regular expression does", () => {
    const of = (letters: readonly string[]) => fc.array(fc.constantFrom(...letters), { maxLength: 8 });
    fc.assert(
      fc.property(of(["a", "b", "/", "*", "?"]), of(["a", "b", "/"]), (pattern, path) => {
        const [written, requested] = [pattern.join(""), `/${path.join("")}`];
        assert.equal(matches(`/${written}`, requested), expressionOf(`/${written}`).test(requested));
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it("takes no longer for many wildcards", () => {
    // As a regular expression, this takes hours.
    assert.equal(matches(`/${"*a".repeat(100)}*b`, `/${"a".repeat(8000)}`), false);
  });
});
