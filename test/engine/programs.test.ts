import fc from "fast-check";
import assert from "node:assert/strict";
import { rejectedByCloudFront } from "../../policy-pack/rules/rejectedByCloudFront";
import { correctApis } from "../support/correctPrograms/apis";
import { correctDomains } from "../support/correctPrograms/domains";
import { correctFunctionUrls } from "../support/correctPrograms/functionUrls";
import { correctOrigins } from "../support/correctPrograms/origins";
import { correctProviders } from "../support/correctPrograms/providers";
import { correctSettings } from "../support/correctPrograms/settings";
import { Declared } from "../support/declared";
import { combined, engineProgram, isModeled } from "../support/declaredOnEngine";
import { Outcome, withPack, withStack } from "../support/engine";
import { judge, Judged } from "../support/judged";
import { publicPrograms } from "../support/publicPrograms";
import { randomPrograms } from "../support/randomPrograms";
import { isSweep, sampleOf } from "../support/sampleSize";

const correct = Object.values({
  ...correctApis,
  ...correctDomains,
  ...correctFunctionUrls,
  ...correctOrigins,
  ...correctProviders,
  ...correctSettings,
}).map((one) => ("program" in one ? one.program : one));

/** All of them in a sweep, and otherwise a few at equal distances. */
function some(programs: readonly Declared[], few: number): readonly Declared[] {
  const step = isSweep ? 1 : Math.max(1, Math.ceil(programs.length / few));
  return programs.filter((_, index) => index % step === 0);
}

const random = fc.sample(randomPrograms, { seed: 3, ...sampleOf(400, 100, 3) });
const kinds: Readonly<Record<string, readonly Declared[]>> = {
  random,
  correct,
  public: publicPrograms.map(({ program }) => program),
};

/**
 * A policy and the distribution that it reports, or only its program: what CloudFront rejects can be reported for the
 * resource that the distribution uses.
 */
function label(policy: string, name: string): string {
  return `${policy} on ${policy === rejectedByCloudFront.name ? name.replace(/-.*$/, "") : name}`;
}

/** The rules with a violation and the kinds of other findings, as the policies report them. */
function reportedIn(judged: readonly Judged[]): string[] {
  const reported = judged.map(({ kind, rule, distribution }) =>
    label(kind === "violation" ? rule.name : kind, distribution),
  );
  return [...new Set(reported)].sort();
}

function reportedBy({ violations }: Outcome): string[] {
  return [...new Set(violations.map(({ policy, on }) => label(policy, on)))].sort();
}

describe("The served pack in a preview of the engine", () => {
  for (const [kind, programs] of Object.entries(kinds)) {
    const modeled = programs.filter(isModeled);
    const program = combined(some(modeled, 11));
    it(`reports what the rules find in this process: ${kind} programs`, async () => {
      console.log(`${programs.length - modeled.length} of ${programs.length} have types that the local AWS lacks.`);
      await withStack({ program: engineProgram(program), config: {} }, async (session) => {
        const outcome = await withPack(session, "preview");
        const expected = reportedIn(judge(program, { title: "a preview", isNew: () => true }));
        assert.deepEqual(reportedBy(outcome), expected);
      });
    });
  }
});
