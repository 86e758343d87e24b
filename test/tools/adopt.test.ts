import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { runInThisContext } from "node:vm";
import ts from "typescript";
import { signatureKey } from "../../local-aws/provider/signatures";
import * as components from "../../components/index";
import { isObject, Properties } from "../../policy-pack/program/readValue";
import { Adoption, adoptionOf } from "../../tools/adopt/adoption";
import { configOf } from "../../tools/adopt/config";
import { changesBetween, newCachePolicy, newRequestPolicy } from "../../tools/adopt/differences";
import { newAccessControl } from "../../tools/adopt/origins";
import { programOf } from "../../tools/adopt/program";
import { settingsOf } from "../../tools/adopt/settings";
import { readAws } from "../../tools/dialects/aws/readAws";
import { State } from "../../tools/state";
import { verdictsOf } from "../../tools/verdicts";
import { awsAnswers } from "../support/dialects/aws";
import { pulumiState, randomDistributions } from "../support/dialects/written";
import { only, resourcesOf } from "../support/mocks";
import { isSweep, sampleOf } from "../support/sampleSize";

const distributionType = "aws:cloudfront/distribution:Distribution";

/** Runs the printed program, and returns the inputs of its distribution. */
async function inputsOf({ args }: Adoption, program: string): Promise<Properties> {
  const { outputText } = ts.transpileModule(program, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    reportDiagnostics: true,
  });
  const config: Record<string, string> = {};
  for (const { origin } of [args.defaultRoute, ...args.routes]) {
    for (const [name, value] of Object.entries(origin.kind === "s3" ? {} : (origin.headers ?? {}))) {
      config[`project:${origin.name}-${name}`] = typeof value === "string" ? value : "";
    }
  }
  pulumi.runtime.setAllConfig(config);
  const requireHere = createRequire(__filename);
  const load = (name: string): unknown =>
    name === "pulumi-multi-origin" ? components : (requireHere(name) as unknown);
  const main = runInThisContext(`(function (require, exports) {${outputText}})`) as (
    require: typeof load,
    exports: object,
  ) => void;
  const resources = await resourcesOf(() => {
    main(load, {});
  });
  return withoutNewIds(only(resources, distributionType), program);
}

/** The inputs with the IDs of the program's own resources as `differencesOf` names them. */
function withoutNewIds(inputs: Properties, program: string): Properties {
  const renamed = (key: string, value: unknown): unknown => {
    if (isObject(value) && signatureKey in value) {
      return value.value;
    }
    const isNew = typeof value === "string" && !known.has(value);
    if (key === "originAccessControlId" && typeof value === "string" && !program.includes(value)) {
      return newAccessControl;
    }
    if (key === "cachePolicyId") {
      return isNew ? newCachePolicy : value;
    }
    return key === "originRequestPolicyId" && isNew ? newRequestPolicy : value;
  };
  return JSON.parse(JSON.stringify(inputs), renamed) as Properties;
}

/** The managed policies that the component uses. */
const known: ReadonlySet<string> = new Set([
  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  "658327ea-f89d-4fab-a63d-7e88639e58f6",
  "216adef6-5c7f-47e4-b989-5492eafa07d3",
  "b689b0a8-53d0-40ab-baf2-68738e2966ac",
]);

function passes(state: State): boolean {
  return verdictsOf(state).every(({ findings }) => findings.every(({ level }) => level !== "mandatory"));
}

describe("adopt", () => {
  it("lists each setting that its program changes, for random distributions that pass the rules", async () => {
    const seen = { adopted: 0, rejected: 0 };
    await fc.assert(
      fc.asyncProperty(randomDistributions, async (program) => {
        fc.pre(program !== undefined);
        const state = pulumiState(program, false);
        fc.pre(passes(state));
        const adoption = adoptionOf(state);
        const fromAws = adoptionOf(readAws(awsAnswers(program)));
        assert.deepEqual(fromAws.args, adoption.args);
        assert.deepEqual(fromAws.differences, adoption.differences);
        try {
          const inputs = await inputsOf(adoption, programOf(adoption));
          const original = state.resources.find(({ type }) => type === distributionType)!;
          assert.deepEqual(changesBetween(settingsOf(configOf(original)), settingsOf(inputs)), adoption.differences);
          seen.adopted += 1;
        } catch (error) {
          if (!(error instanceof pulumi.InputPropertiesError)) {
            throw error;
          }
          seen.rejected += 1;
        }
      }),
      { ...sampleOf(200, 15), endOnFailure: true },
    );
    assert.ok(seen.adopted > (isSweep ? 150 : 5), JSON.stringify(seen));
  });
});
