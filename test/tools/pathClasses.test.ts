import assert from "node:assert/strict";
import fc from "fast-check";
import { matchesPath } from "../../policy-pack/cloudfront/pathPattern";
import { pathClasses } from "../../tools/map/diff/pathClasses";

const pattern = fc
  .array(fc.constantFrom("a", "b", ".", "/", "*", "?", "api"), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(""));

function firstMatches(lists: readonly (readonly string[])[], path: string): number[] {
  return lists.map((list) => list.findIndex((one) => matchesPath(one, path)));
}

describe("pathClasses", () => {
  it("finds a class for the matching patterns of any path, and an example of each class", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(pattern, { maxLength: 4 }), { minLength: 1, maxLength: 2 }),
        fc.array(fc.stringMatching(/^\/[ab./pix]{0,8}$/), { minLength: 20, maxLength: 20 }),
        (lists, paths) => {
          const classes = pathClasses(lists);
          for (const { example, first } of classes) {
            assert.deepEqual(firstMatches(lists, example), first, example);
          }
          const known = new Set(classes.map(({ first }) => first.join()));
          for (const path of paths) {
            assert.ok(known.has(firstMatches(lists, path).join()), path);
          }
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  it("finds no class for a pattern that an earlier one hides", () => {
    assert.deepEqual(
      pathClasses([["/api/*", "/api/v1/*", "*"]]).map(({ first }) => first[0]),
      [2, 0],
    );
  });

  it("separates 100 folders and 20 file types", () => {
    const folders = Array.from({ length: 100 }, (_, at) => `/folder${at}/*`);
    const types = Array.from({ length: 20 }, (_, at) => `*.t${at}`);
    assert.equal(pathClasses([[...folders, ...types, "*"]]).length, 121);
  });

  it("rejects patterns with too many combinations", () => {
    assert.throws(() => pathClasses([["/a*b*c*"], ["*?a?*"]], 10), /more than 10 combinations/);
  });
});
