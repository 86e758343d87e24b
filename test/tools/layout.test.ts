import assert from "node:assert/strict";
import { screenWidth, table, wrapped } from "../../tools/layout";

describe("The layout of text for a terminal", () => {
  it("wraps at spaces, and long names after dots, slashes and hyphens", () => {
    assert.deepEqual(wrapped("a long name", 6), ["a long", "name"]);
    assert.deepEqual(wrapped("abcdefgh\nij", 4), ["abcd", "efgh", "ij"]);
    assert.deepEqual(wrapped("abc.example.com/a-b", 12), ["abc.example.", "com/a-b"]);
  });

  it("uses a minimum width for narrow terminals and a default if the width is unknown", () => {
    const widths = [120, 40, 10, 0].map((columns) => screenWidth({ isTTY: true, columns }));
    assert.deepEqual(widths, [120, 40, 40, 160]);
    assert.equal(screenWidth({ isTTY: false, columns: 80 }), 160);
  });

  it("fits tables to the screen", () => {
    const lines = table(["A", "B"], [[{ text: "x".repeat(400) }, { text: "short" }]]).split("\n");
    assert.ok(lines.every(({ length }) => length <= 160));
    assert.equal(lines.join("").match(/x/g)?.length, 400);
  });
});
