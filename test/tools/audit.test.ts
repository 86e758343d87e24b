import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policy-pack/rules";
import { policyPack, root } from "../../repository";
import { readState } from "../../tools/state";
import { readStateFile } from "../../tools/stateFile";
import { failsAudit } from "../../tools/audit";
import { RuleFinding, Verdict, verdictsOf } from "../../tools/verdicts";
import { withStack } from "../support/engine";
import { breaking } from "../support/ruleExamples";
import { scriptLine, sh } from "../support/shell";

const fixture = join(__dirname, "..", "fixtures", "aws-state.json");

function found(verdicts: readonly Verdict[]): string[] {
  return verdicts.flatMap(({ distribution, behavior, findings }) =>
    findings.map(({ rule, level }) => `${distribution}, ${behavior}: ${level} ${rule}`),
  );
}

interface Printed {
  readonly type: string;
}

describe("npm run audit", () => {
  it("checks a state of the real AWS provider, with all outputs, extra keys, empty strings and secrets", () => {
    assert.deepEqual(found(verdictsOf(readStateFile(fixture))), [
      'front-distribution, cache behavior "/api/*": mandatory api-gateway-origin-host-header',
    ]);
  });

  it("reports values that are encrypted in the export as undetermined", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
    const state = (origins: unknown) =>
      readState({
        deployment: {
          resources: [
            {
              urn: "urn:pulumi:s::p::aws:cloudfront/distribution:Distribution::d",
              type: "aws:cloudfront/distribution:Distribution",
              outputs: {
                origins,
                defaultCacheBehavior: {
                  targetOriginId: "a",
                  viewerProtocolPolicy: "https-only",
                  allowedMethods: ["GET", "HEAD"],
                  cachePolicyId: "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
                },
              },
            },
          ],
        },
      });
    const [encrypted] = verdictsOf(state({ ...secret, ciphertext: "v1:x" }));
    assert.match(
      encrypted?.findings[0]?.message ?? "",
      /undetermined, because origins is encrypted in the export\. Export with --show-secrets\./,
    );
    const plain = JSON.stringify([{ originId: "a", domainName: "x.execute-api.us-east-1.amazonaws.com" }]);
    const [shown] = verdictsOf(state({ ...secret, plaintext: plain }));
    assert.equal(shown?.findings[0]?.rule, "api-gateway-origin-host-header");
    assert.equal(shown.findings[0].level, "mandatory");
  });

  it("checks the replacement of a distribution that the next update deletes", () => {
    const { deployment } = JSON.parse(readFileSync(fixture, "utf8")) as { deployment: { resources: Printed[] } };
    const type = "aws:cloudfront/distribution:Distribution";
    const replaced = deployment.resources
      .filter((resource) => resource.type === type)
      .map((resource) => ({ ...resource, delete: true, outputs: {} }));
    const state = readState({ deployment: { resources: [...deployment.resources, ...replaced] } });
    assert.deepEqual(found(verdictsOf(state)), found(verdictsOf(readStateFile(fixture))));
  });

  it("fails on a mandatory finding, and on any finding with --fail-on advisory", () => {
    const verdicts = (...levels: RuleFinding["level"][]): Verdict[] => [
      {
        distribution: "front",
        urn: "urn",
        behavior: "default cache behavior",
        findings: levels.map((level) => ({ rule: "rule", level, message: "message", problem: "message" })),
      },
    ];
    const cases = [verdicts("advisory", "mandatory"), verdicts("advisory"), verdicts("undetermined"), verdicts(), []];
    assert.deepEqual(
      cases.map((one) => [failsAudit(one, "mandatory"), failsAudit(one, "advisory")]),
      [
        [true, true],
        [false, true],
        [false, true],
        [false, false],
        [false, false],
      ],
    );
  });

  it("exits with 0, 1 for a finding that fails the audit, and 2 if it cannot run", async () => {
    const run = (...words: string[]) => sh(scriptLine("audit", words.join(" ")), root);
    assert.equal((await run(fixture)).code, 1);
    const json = await run("--json", fixture);
    assert.equal(json.code, 1);
    assert.equal((JSON.parse(json.output) as Verdict[])[0]?.distribution, "front-distribution");
    const unreadable = await run(join(root, "package.json"));
    assert.equal(unreadable.code, 2);
    assert.match(
      unreadable.output,
      /^Cannot read .+package\.json: its content has an unknown form\. Use the output of/,
    );
    const healthy = await run(join(root, "test", "fixtures", "states", "dev.json"), "--fail-on", "advisory");
    assert.equal(healthy.code, 0, healthy.output);
    const piped = await run("-", "--json", "<", fixture);
    assert.deepEqual([piped.code, piped.output], [1, json.output]);
    const unconfigured = await run(fixture, "--policy-pack-config", join(root, "package.json"));
    assert.equal(unconfigured.code, 2);
    assert.match(unconfigured.output, /^Cannot use the configuration .+package\.json:\n {2}"name" is not a policy/);
    const invalid = await run(fixture, "--fail-on", "never");
    assert.equal(invalid.code, 2);
    assert.match(invalid.output, /'never' is invalid\. Allowed choices are mandatory, advisory\.$/m);
  });

  it("reports the same findings as pulumi policy analyze", async () => {
    // A state never contains what AWS rejects.
    const deployable = rules
      .map(({ name }) => name)
      .filter(
        (name) =>
          ![
            "origin-domain-name",
            "behavior-target-origin",
            "behavior-cache-settings",
            "rejected-by-cloudfront",
          ].includes(name),
      );
    await withStack({ program: breaking(...deployable) }, async ({ stack, folder }) => {
      await stack.up();
      const file = join(folder, "state.json");
      writeFileSync(file, JSON.stringify(await stack.exportStack()));
      const mine = verdictsOf(readStateFile(file)).flatMap(({ urn, findings }) =>
        findings.map(({ rule, level }) => `${["undetermined", "weakness"].includes(level) ? level : rule} ${urn}`),
      );

      const { command } = stack.workspace.pulumiCommand;
      const analyzed = await sh(
        `PULUMI_HOME='${folder}' PULUMI_SKIP_UPDATE_CHECK=1 '${command}' policy analyze --file '${file}' --policy-pack '${policyPack}' --json`,
        folder,
      );
      assert.notEqual(analyzed.code, 0);
      const theirs = violationsIn(analyzed.output);
      assert.ok(mine.length >= deployable.length, mine.join("\n"));
      assert.deepEqual(theirs.sort(), mine.sort(), analyzed.output);
    });
  });
});

interface EngineEvent {
  readonly policyEvent?: { readonly policyName: string; readonly resourceUrn: string };
}

/** Reads the engine's events, one per line. */
function violationsIn(output: string): string[] {
  const lines = output.match(/^\{.*\}/gm) ?? [];
  return lines.flatMap((line) => {
    const { policyEvent } = JSON.parse(line) as EngineEvent;
    return policyEvent === undefined ? [] : [`${policyEvent.policyName} ${policyEvent.resourceUrn}`];
  });
}
