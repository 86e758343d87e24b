import assert from "node:assert/strict";
import { screenWidth, table, wrapped } from "../../tools/layout";

describe("the layout of text for a terminal", () => {
  it("wraps at spaces, and long names where there is none", () => {
    assert.deepEqual(wrapped("a long name", 6), ["a long", "name"]);
    assert.deepEqual(wrapped("abcdefgh\nij", 4), ["abcd", "efgh", "ij"]);
    assert.deepEqual(wrapped("abc.example.com/a-b", 12), ["abc.example.", "com/a-b"]);
  });

  it("takes a terminal that does not say its width, or a tiny one, for one that lines fit on", () => {
    const widths = [120, 40, 10, 0].map((columns) => screenWidth({ isTTY: true, columns }));
    assert.deepEqual(widths, [120, 40, 40, 160]);
    assert.equal(screenWidth({ isTTY: false, columns: 80 }), 160);
  });

  it("is no wider than the screen", () => {
    const lines = table(["A", "B"], [[{ text: "x".repeat(400) }, { text: "short" }]]).split("\n");
    assert.ok(lines.every(({ length }) => length <= 160));
    assert.equal(lines.join("").match(/x/g)?.length, 400);
  });
});
