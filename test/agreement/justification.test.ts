import assert from "node:assert/strict";
import { Resources } from "../../local-aws/provider/resources";
import { indexProgram } from "../../policy-pack/program/programIndex";
import { rules } from "../../policy-pack/rules";
import { Rule } from "../../policy-pack/rules/rule";
import { routeDistribution } from "../../policy-pack/rules/routedDistribution";
import { accepted, account as refusing, distributionRows } from "../conformance/tables/distributions";
import { describedAs } from "../support/agreement";
import { askPlain, serving } from "../support/edge";
import { account, deploy, describeFront, Front } from "../support/failingFronts";
import { Case, cases } from "../support/failingRequests";
import { Answered, ask } from "../support/https";
import { OtherCase, otherCases } from "../support/otherFailures";
import { answerToResource } from "../support/refusals";
import { Described, propertiesFor, typeOf } from "../support/shapes";
import { stateOf } from "../tools/stateOf";

/** What CloudFront refuses, of the distributions that break a rule: rows of its refusals. */
const refused: Readonly<Record<string, readonly string[]>> = {
  "behavior-target-origin": ["a target that is no origin", "an origin group behind POST"],
  "behavior-cache-settings": [
    "ForwardedValues beside a cache policy",
    "neither ForwardedValues nor a cache policy",
    "an origin request policy without a cache policy",
    "legacy * with a minimum TTL",
    "a legacy default TTL above the maximum",
  ],
};

const all: readonly OtherCase[] = [...cases, ...otherCases];
const casesOf = (rule: Rule) => all.filter((one) => one.rule === rule.name);

function refusalsOf(rule: Rule) {
  return (refused[rule.name] ?? []).map((name) => {
    const row = distributionRows.find((one) => one.row === name);
    assert.ok(row, name);
    return row;
  });
}

function violates(rule: Rule, described: Described): boolean {
  const program = indexProgram(stateOf(account).resources);
  return rule.check(routeDistribution(describedAs("aws", described), program)).some(({ kind }) => kind === "violation");
}

/** The statuses that a text names. */
function statusesIn(text: string): number[] {
  return [...text.matchAll(/\b[45]\d\d\b/g)].map(([status]) => Number(status)).filter((status) => status !== 443);
}

describe("the rules' justification", () => {
  const edge = serving(account);

  function answerOf(host: string, { path = "/hello", scheme, method, header = [] }: NonNullable<Case["asks"]> = {}) {
    const headers = Object.fromEntries(header.map((line) => line.split(": ") as [string, string]));
    return scheme === "http" ? askPlain(edge(), host, path, method) : ask(edge(), host, path, { method, headers });
  }

  async function answerAfter(first: Case["first"], front: Front, asks: Case["asks"]): Promise<Answered> {
    const host = deploy(front);
    if (first !== undefined) {
      await answerOf(host, first);
    }
    return answerOf(host, asks);
  }

  for (const rule of rules) {
    describe(rule.name, () => {
      it("has a case", () => {
        assert.ok(casesOf(rule).length > 0 || refusalsOf(rule).length > 0);
      });

      it("says of its failing request what the cases show", () => {
        const shown = casesOf(rule).flatMap(({ answers, mended }) => [answers.status, mended]);
        const said = statusesIn(rule.failingRequest);
        assert.deepEqual(
          said.filter((status) => !shown.includes(status)),
          [],
          "said, and not shown",
        );
        for (const { expected } of refusalsOf(rule)) {
          const names = expected.source.match(/\w+/g) ?? [];
          assert.ok(
            names.some((name) => rule.failingRequest.includes(name) && /[A-Z].*[A-Z]/.test(name)),
            expected.source,
          );
        }
      });

      for (const { where, broken, fixed, first, asks, answers, mended = 200 } of casesOf(rule)) {
        it(`fails with ${answers.status} where ${where}, and answers ${mended} once that is mended`, async () => {
          const failed = await answerAfter(first, broken, asks);
          assert.equal(failed.status, answers.status, failed.body);
          assert.match(failed.body, answers.body);
          assert.ok(violates(rule, describeFront(broken)), "the broken distribution is a violation");

          const answered = await answerAfter(first, fixed, asks);
          assert.equal(answered.status, mended, answered.body);
          assert.doesNotMatch(answered.body, answers.body);
          assert.ok(!violates(rule, describeFront(fixed)), "the mended distribution is none");
        });
      }

      for (const row of refusalsOf(rule)) {
        it(`is refused by CloudFront where it has ${row.row}`, () => {
          const resources = new Resources(refusing, () => "eu-west-1", "nested");
          const described = { ...accepted, ...row.change };
          const answer = (one: Described) => answerToResource(resources, typeOf.aws, propertiesFor("aws", one));
          assert.match(answer(described), row.expected);
          assert.ok(violates(rule, described), "the refused distribution is a violation");
          assert.equal(answer(accepted), "accepted");
          assert.ok(!violates(rule, accepted), "the accepted distribution is none");
        });
      }
    });
  }
});
