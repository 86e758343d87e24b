import assert from "node:assert/strict";
import { correctApis } from "../support/correctPrograms/apis";
import { correctDomains } from "../support/correctPrograms/domains";
import { correctFunctionUrls } from "../support/correctPrograms/functionUrls";
import { correctNames } from "../support/correctPrograms/names";
import { correctOrigins } from "../support/correctPrograms/origins";
import { correctProviders } from "../support/correctPrograms/providers";
import { correctResponses } from "../support/correctPrograms/responses";
import { correctSettings } from "../support/correctPrograms/settings";
import { judge, judgeState, View } from "../support/judged";

const last = "front";
const views: readonly View[] = [
  { title: "a preview", isNew: () => true },
  { title: "a preview with collapsed unknowns", isNew: () => true, previewForm: "collapsed" },
  { title: "a preview with dropped unknowns", isNew: () => true, previewForm: "dropped" },
  { title: "a preview of an existing stack with a new distribution", isNew: (name) => name === last },
  { title: "a preview with --target of the distribution", isNew: () => true, isSkipped: (name) => name !== last },
  { title: "an up", isNew: () => false },
];

const all = {
  ...correctApis,
  ...correctDomains,
  ...correctNames,
  ...correctOrigins,
  ...correctFunctionUrls,
  ...correctSettings,
  ...correctResponses,
  ...correctProviders,
};

describe("A correct program violates no mandatory rule", () => {
  for (const [title, correct] of Object.entries(all)) {
    it(title, () => {
      const { program, config } = "program" in correct ? correct : { program: correct };
      const findings = [
        ...views.flatMap((view) => judge(program, view, config).map((one) => ({ view: view.title, ...one }))),
        ...judgeState(program, undefined, config).map((one) => ({ view: "an audit", ...one })),
      ];
      const violations = findings.filter(({ kind, rule }) => kind === "violation" && rule.level === "mandatory");
      const list = violations.map(
        ({ view, rule, behavior, problem }) => `${view}: ${rule.name}: ${behavior}: ${problem}`,
      );
      assert.deepEqual(list, []);
    });
  }
});
