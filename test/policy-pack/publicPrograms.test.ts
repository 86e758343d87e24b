import assert from "node:assert/strict";
import { judge, View } from "../support/judged";
import { publicPrograms } from "../support/publicPrograms";

const views: readonly View[] = [
  { title: "a preview", isNew: () => true },
  { title: "a preview with collapsed unknowns", isNew: () => true, previewForm: "collapsed" },
  { title: "an up" },
];

describe("A public program", () => {
  for (const { source, program, violates = [] } of publicPrograms) {
    for (const view of views) {
      it(`violates ${violates.join(" and ") || "no mandatory rule"} in ${view.title}: ${source}`, () => {
        const violations = judge(program, view).filter(
          ({ kind, rule }) => kind === "violation" && rule.level === "mandatory",
        );
        assert.deepEqual([...new Set(violations.map(({ rule }) => rule.name))].sort(), [...violates].sort());
      });
    }
  }
});
