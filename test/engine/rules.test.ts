import assert from "node:assert/strict";
import { sharedPolicies } from "../../policy-pack/adapter/sharedPolicies";
import { rules } from "../../policy-pack/rules";
import { breaking, declaredBreaking, fixing, rulesWithExample } from "../support/ruleExamples";
import { assertFits } from "../support/ruleCases";
import { distributionType, Outcome, withPack, withStack } from "../support/engine";
import { judge } from "../support/judged";
import { isSweep } from "../support/sampleSize";

const shared: readonly string[] = sharedPolicies.map(({ name }) => name);

/** The reported rules and distributions. Each distribution has the name of the rule that it violates. */
function reported({ violations }: Outcome): string[] {
  return violations
    .filter(({ policy }) => !shared.includes(policy))
    .map(({ policy, on }) => `${policy} on ${on}`)
    .sort();
}

const expected = rulesWithExample.map((rule) => `${rule} on ${rule}`).sort();
const mandatoryRules = rules.filter(({ level, decidedFrom }) => level === "mandatory" && decidedFrom !== "preview");
/** One rule that decides from inputs, and one that needs the program. `npm run sweep` has all of them. */
const rulesInUp = isSweep
  ? mandatoryRules
  : ["inputs", "program"].flatMap((known) => mandatoryRules.filter((rule) => rule.decidedFrom === known).slice(0, 1));

describe("every rule in a preview", () => {
  it("has a program that violates it", () => {
    assert.deepEqual(
      rulesWithExample,
      rules.map(({ name }) => name),
    );
  });

  for (const previewForm of ["nested", "collapsed"] as const) {
    it(`is reported once, only on the distribution that violates it (${previewForm} unknowns)`, async () => {
      await withStack({ program: breaking(), previewForm }, async (session) => {
        const outcome = await withPack(session, "preview");
        assert.equal(outcome.passed, false);
        assert.deepEqual(reported(outcome), expected, outcome.output);
        assert.deepEqual(session.account.list(distributionType), []);
        for (const { policy, message } of outcome.violations) {
          // The engine prints the policy's description above the message.
          const [own = ""] = message.trim().split("\n").slice(-1);
          const name = shared.includes(policy) ? own.split(":")[0] : policy;
          assertFits(
            own,
            rules.find((rule) => rule.name === name)!,
          );
        }
      });
    });
  }
});

describe("every fixed example in a preview", () => {
  it("violates no rule", async () => {
    await withStack({ program: fixing() }, async (session) => {
      const outcome = await withPack(session, "preview");
      assert.deepEqual(reported(outcome), [], outcome.output);
    });
  });
});

describe("every mandatory rule in an up without a preview", () => {
  for (const { name, decidedFrom } of mandatoryRules) {
    it(`${name} is violated, before the distribution is created if its inputs suffice`, () => {
      const found = judge(declaredBreaking(name), { title: "up" }).filter(({ kind }) => kind === "violation");
      assert.deepEqual(
        [...new Set(found.map(({ rule, distribution }) => `${rule.name} on ${distribution}`))],
        [`${name} on ${name}`],
      );
      assert.ok(decidedFrom === "program" || found.some(({ isFromInputs }) => isFromInputs));
    });
  }

  for (const { name, decidedFrom } of rulesInUp) {
    it(`${name} fails the up, before the distribution is created if its inputs suffice`, async () => {
      await withStack({ program: breaking(name) }, async (session) => {
        const outcome = await withPack(session, "up");
        assert.equal(outcome.passed, false, outcome.output);
        assert.deepEqual(reported(outcome), [`${name} on ${name}`], outcome.output);
        const left = session.account.list(distributionType).length;
        assert.ok(left === 0 || decidedFrom === "program", "a rule decided from inputs did not stop the distribution");
      });
    });
  }

  it("passes for a rule that only a preview decides, and is undetermined", async () => {
    const [rule] = rules.filter(({ decidedFrom }) => decidedFrom === "preview").map(({ name }) => name);
    await withStack({ program: breaking(rule!) }, async (session) => {
      const outcome = await withPack(session, "up");
      assert.equal(outcome.passed, true, outcome.output);
      assert.match(
        outcome.violations.map(({ message }) => message).join("\n"),
        new RegExp(`${rule!}: .*undetermined, because`),
      );
    });
  });
});
