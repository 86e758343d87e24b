import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Properties } from "../../../policy-pack/program/readValue";
import { readAws } from "../../../tools/dialects/aws/readAws";
import { readStateFile } from "../../../tools/stateFile";
import { State } from "../../../tools/state";
import { verdictsOf } from "../../../tools/verdicts";

const folder = join(__dirname, "..", "..", "fixtures", "dialects", "aws");

function content(file: string): Properties {
  return JSON.parse(readFileSync(join(folder, `${file}.json`), "utf8")) as Properties;
}

function answers(...files: readonly string[]): { file: string; content: Properties }[] {
  return files.map((file) => ({ file, content: content(file) }));
}

function found(state: State): string[] {
  return verdictsOf(state).flatMap(({ distribution, behavior, findings }) =>
    findings.map(({ rule, level }) => `${distribution}, ${behavior}: ${level} ${rule}`),
  );
}

const trap = [
  'E1FRONTEXAMPLE, cache behavior "/api": mandatory api-gateway-origin-host-header',
  'E1FRONTEXAMPLE, cache behavior "/api/*": mandatory api-gateway-origin-host-header',
];
const all = ["distribution", "list-distributions", "origin-request-policies", "origin-access-controls", "rest-apis"];
const apis = ["stages.a1b2c3d4e5", "domains", "mappings.api.example.com"];

describe("A folder of answers of AWS", () => {
  it("has the trap as a violation, with the names of the CloudFront API", () => {
    const verdicts = verdictsOf(readStateFile(folder));
    assert.deepEqual(found(readStateFile(folder)), trap);
    assert.match(verdicts[0]?.findings[0]?.message ?? "", /Set OriginRequestPolicyId: "b689b0a8-/);
  });

  it("is read whatever the names of its files are, except for the parts of APIs and domains", () => {
    const copy = mkdtempSync(join(tmpdir(), "answers-"));
    try {
      [...all, ...apis.filter((file) => file === "domains")].forEach((file, index) => {
        copyFileSync(join(folder, `${file}.json`), join(copy, `${index}.json`));
      });
      assert.deepEqual(found(readStateFile(copy)), trap);
      writeFileSync(join(copy, "empty.json"), "");
      assert.deepEqual(found(readStateFile(copy)), trap);
      writeFileSync(join(copy, "broken.json"), "{");
      assert.throws(() => readStateFile(copy), /^Error: Cannot read .+: broken\.json is not valid JSON/);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  it("finds the mappings of a domain by the name of their file", () => {
    const stage = (originPath: string): State => {
      const distribution = JSON.stringify(content("distribution")).replace(
        '"DomainName":"api.example.com","OriginPath":""',
        `"DomainName":"api.example.com","OriginPath":"${originPath}"`,
      );
      const changed = { file: "distribution", content: JSON.parse(distribution) as Properties };
      return readAws([changed, ...answers("rest-apis", ...apis)]);
    };
    const rules = (state: State): string[] => [
      ...new Set(verdictsOf(state).flatMap(({ findings }) => findings.map(({ level, rule }) => `${level} ${rule}`))),
    ];
    assert.ok(!rules(stage("")).some((rule) => rule.includes("stage-path")));
    assert.ok(
      rules(stage("/prod")).some((rule) => rule.includes("stage-path")),
      rules(stage("/prod")).join(),
    );
  });

  it("takes settings that a list lacks as unknown", () => {
    const resources = readAws(answers("list-distributions")).resources;
    assert.match(JSON.stringify(resources[0]?.props), /DefaultRootObject is not in the list/);
    assert.equal(readAws(answers("list-distributions", "distribution")).resources.length, 1);
  });

  it("has the ID of a distribution from the list if the settings have none", () => {
    const { Distribution } = content("distribution") as { Distribution: Properties };
    const config = { file: "config", content: { DistributionConfig: Distribution.DistributionConfig } as Properties };
    const [only, ...others] = readAws([config, ...answers("list-distributions")]).resources;
    assert.deepEqual([only?.urn, others.length], ["AWS::CloudFront::Distribution::E1FRONTEXAMPLE", 0]);
    assert.equal(readAws([config]).resources[0]?.urn, "AWS::CloudFront::Distribution::config");
  });

  it("reads the code of a function from the file with its name", () => {
    const summary = {
      Name: "rewrite",
      FunctionConfig: { Comment: "", Runtime: "cloudfront-js-2.0" },
      FunctionMetadata: { FunctionARN: "arn:aws:cloudfront::123456789012:function/rewrite", Stage: "LIVE" },
    };
    const describe = { file: "f", content: { FunctionSummary: summary } };
    const codeOf = (state: State): unknown => (state.resources[0]?.props as Properties).code;
    assert.equal(codeOf(readAws([describe], new Map([["rewrite", "code"]]))), "code");
    assert.match((codeOf(readAws([describe])) as { reason: string }).reason, /rewrite is not in the folder/);
  });

  it("assumes to have all stages of an API only with the complete list", () => {
    const complete = (...given: { file: string; content: Properties }[]): (boolean | undefined)[] =>
      readAws([...answers("rest-apis"), ...given])
        .resources.filter(({ type }) => type.endsWith(":RestApi"))
        .map(({ hasAllParts }) => hasAllParts);
    const [stages] = answers("stages.a1b2c3d4e5");
    assert.deepEqual(complete(), [false]);
    assert.deepEqual(complete(stages!), [true]);
    assert.deepEqual(complete({ ...stages!, file: "stages" }), [false]);
    assert.deepEqual(complete({ ...stages!, content: { ...stages!.content, position: "next" } }), [false]);
  });
});
