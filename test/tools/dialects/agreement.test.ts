import assert from "node:assert/strict";
import { stringify } from "yaml";
import { parseDocument } from "../../../policy-pack/cloudFormation/document";
import { Properties } from "../../../policy-pack/program/readValue";
import fc from "fast-check";
import { readAws } from "../../../tools/dialects/aws/readAws";
import { readTemplates } from "../../../tools/dialects/cloudFormation/readTemplates";
import { readTerraform } from "../../../tools/dialects/terraform/readTerraform";
import { State } from "../../../tools/state";
import { verdictsOf } from "../../../tools/verdicts";
import { indexProgram } from "../../../policy-pack/program/programIndex";
import { readDistribution } from "../../../policy-pack/cloudfront/readers/distribution";
import { routeDistribution } from "../../../policy-pack/findings/routedDistribution";
import { Comparison } from "../../support/comparison";
import { Declared } from "../../support/declared";
import { Judged, judgeOne } from "../../support/judged";
import { randomPrograms } from "../../support/randomPrograms";
import { sampleOf } from "../../support/sampleSize";
import { awsAnswers } from "../../support/dialects/aws";
import { cloudFormationTemplate } from "../../support/dialects/cloudFormation";
import { terraformPlan } from "../../support/dialects/terraform";
import { asNative, pulumiState, randomDistributions } from "../../support/dialects/written";

/** What is found, without the names of resources, which differ. */
function found(state: State): string[] {
  return verdictsOf(state)
    .flatMap(({ behavior, findings }) =>
      findings.map(({ rule, level }) => `${behavior.replace(/"(?:id-of-|[\w:]+[.:])(?=\w+")/, '"')}: ${level} ${rule}`),
    )
    .sort();
}

/** To shrink a counterexample can take hours. */
const runs = { ...sampleOf(500, 60), endOnFailure: true };

describe("One distribution in each dialect", () => {
  it("has the same findings after the deployment, also as AWS returns it", () => {
    fc.assert(
      fc.property(randomDistributions, (program) => {
        fc.pre(program !== undefined);
        const expected = found(pulumiState(program, false));
        assert.deepEqual(found(pulumiState(asNative(program), false)), expected, "aws-native");
        assert.deepEqual(found(readTerraform(terraformPlan(program, () => false))), expected, "Terraform");
        assert.deepEqual(found(readAws(awsAnswers(program))), expected, "AWS");
      }),
      runs,
    );
  });

  it("has no violation before the deployment that it does not have after it, with unknown values", () => {
    const seen = { violations: 0 };
    fc.assert(
      fc.property(fc.oneof(randomDistributions, randomPrograms), fc.boolean(), (program, isPreview) => {
        fc.pre(program !== undefined && isOfAws(program));
        const comparison = new Comparison(program);
        const judged = judgedOf(readTerraform(terraformPlan(program, () => isPreview)));
        assert.deepEqual(problems(comparison.added(judged)), [], "Terraform");
        seen.violations += judged.filter(({ kind }) => kind === "violation").length;
      }),
      runs,
    );
    assert.ok(seen.violations > 100, JSON.stringify(seen));
  });

  it("has no violation as a template that it does not have after the deployment, in JSON and YAML", () => {
    const seen = { violations: 0, same: 0 };
    fc.assert(
      fc.property(randomDistributions, (program) => {
        fc.pre(program !== undefined);
        const comparison = new Comparison(program);
        const template: unknown = cloudFormationTemplate(program);
        const json = readTemplates([{ name: "t", content: template as Properties }]);
        const judged = judgedOf(json);
        assert.deepEqual(problems(comparison.added(judged)), [], "CloudFormation");
        const yaml = readTemplates([{ name: "t", content: parseDocument(stringify(template)) as Properties }]);
        assert.deepEqual(found(yaml), found(json), "YAML");
        const isKnown = !JSON.stringify(template).includes('{"Ref":"Anything"}');
        if (isKnown) {
          assert.deepEqual(found(json), found(pulumiState(asNative(program), false)), "all known");
          seen.same += 1;
        }
        seen.violations += judged.filter(({ kind }) => kind === "violation").length;
      }),
      runs,
    );
    assert.ok(seen.violations > 20 && seen.same > 5, JSON.stringify(seen));
  });
});

function isOfAws(program: Declared): boolean {
  return program.at(-1)?.type === "aws:cloudfront/distribution:Distribution";
}

function judgedOf({ resources }: State): readonly Judged[] {
  const index = indexProgram(resources);
  return resources.flatMap(({ type, urn, props }) => {
    const distribution = readDistribution(type, props);
    return distribution === undefined ? [] : judgeOne(urn, routeDistribution(distribution, index, urn));
  });
}

function problems(judged: readonly Judged[]): readonly string[] {
  return judged.map(({ rule, behavior, problem }) => `${behavior}: ${rule.name}: ${problem}`);
}
