import assert from "node:assert/strict";
import fc from "fast-check";
import { Comparison } from "../../support/comparison";
import { Declared, urnOf } from "../../support/declared";
import { judge, Judged, judgeState, View } from "../../support/judged";
import { randomPrograms } from "../../support/randomPrograms";
import { sampleOf } from "../../support/sampleSize";

/** A pseudorandom subset: one of `parts` names or values. */
function oneOf(parts: number, salt: string): (value: unknown) => boolean {
  return (value) => {
    const text = `${salt}${JSON.stringify(value)}`;
    const hash = Array.from(text).reduce((sum, character) => (Math.imul(sum, 31) + character.charCodeAt(0)) | 0, 7);
    return (hash >>> 5) % parts === 0;
  };
}

const everything = (): boolean => true;
const scalar = (value: unknown): boolean => typeof value !== "object" && oneOf(12, "scalar")(value);
const object = (value: unknown): boolean => typeof value === "object" && oneOf(15, "object")(value);

const views: readonly View[] = [
  { title: "an up" },
  { title: "the first preview, nested unknowns", isNew: everything },
  { title: "the first preview, collapsed unknowns", isNew: everything, previewForm: "collapsed" },
  { title: "the first preview, dropped unknowns", isNew: everything, previewForm: "dropped" },
  { title: "a preview with some new resources", isNew: oneOf(2, "new") },
  { title: "a preview with some new resources, collapsed unknowns", isNew: oneOf(3, "new"), previewForm: "collapsed" },
  { title: "a preview with --target", isNew: everything, isSkipped: oneOf(3, "target") },
  {
    title: "a preview with --exclude, collapsed unknowns",
    isNew: everything,
    isSkipped: oneOf(6, "exclude"),
    previewForm: "collapsed",
  },
];

const states: Readonly<Record<string, (value: unknown) => boolean>> = {
  "a state with encrypted values": scalar,
  "a state with encrypted objects and lists": object,
};

/** The findings in each view, by its title. */
function judgedIn(program: Declared): readonly (readonly [title: string, found: readonly Judged[]])[] {
  const front = program.at(-1)!;
  const excluded: View = {
    title: "a preview without the distribution",
    isNew: everything,
    isSkipped: (name) => name === front.name,
  };
  return [
    ...[...views, excluded].map((view) => [view.title, judge(program, view)] as const),
    ...Object.entries(states).map(([title, isEncrypted]) => [title, judgeState(program, isEncrypted)] as const),
  ];
}

function show(program: Declared, title: string, { rule, behavior, problem }: Judged): string {
  const resources = program.map((one) => `${urnOf(one)} ${JSON.stringify(one.inputs)}`);
  return [title, rule.name, behavior, problem, ...resources].join("\n  ");
}

const { numRuns } = sampleOf(2000, 30);

describe("A value that becomes unknown", () => {
  it(`neither adds a violation nor hides one, in ${numRuns} random programs`, () => {
    const property = fc.property(randomPrograms, (program) => {
      const comparison = new Comparison(program);
      for (const [title, found] of judgedIn(program)) {
        const [added] = comparison.added(found);
        assert.ok(added === undefined, added && show(program, `added in ${title}`, added));
        const [hidden] = comparison.hidden(found);
        assert.ok(hidden === undefined, hidden && show(program, `hidden in ${title}`, hidden));
      }
    });
    fc.assert(property, { numRuns, seed: 17, endOnFailure: true });
  }).timeout(600_000);
});
