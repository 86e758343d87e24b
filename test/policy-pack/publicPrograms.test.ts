import assert from "node:assert/strict";
import { judge, View } from "../support/judged";
import { PublicProgram } from "../support/publicPrograms/parts";
import { publicPrograms } from "../support/publicPrograms";

interface Stage extends View {
  /** The mandatory rules that the pack can determine then. */
  readonly violated: (program: PublicProgram) => readonly string[];
}

const created = ({ violates = [], violatesWhenCreated = [] }: PublicProgram) => [...violates, ...violatesWhenCreated];
const stages: readonly Stage[] = [
  { title: "a preview", isNew: () => true, violated: created },
  { title: "a preview with collapsed unknowns", isNew: () => true, previewForm: "collapsed", violated: created },
  { title: "an up", violated: ({ violates = [], violatesWhenKnown = [] }) => [...violates, ...violatesWhenKnown] },
];

describe("A public program", () => {
  for (const one of publicPrograms) {
    for (const stage of stages) {
      const expected = [...stage.violated(one)].sort();
      it(`violates ${expected.join(" and ") || "no mandatory rule"} in ${stage.title}: ${one.source}`, () => {
        const violations = judge(one.program, stage).filter(
          ({ kind, rule }) => kind === "violation" && rule.level === "mandatory",
        );
        assert.deepEqual([...new Set(violations.map(({ rule }) => rule.name))].sort(), expected);
      });
    }
  }

  it("has a source that no other one has", () => {
    const sources = publicPrograms.map(({ source }) => source);
    assert.equal(new Set(sources).size, sources.length);
  });
});
