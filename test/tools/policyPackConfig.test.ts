import assert from "node:assert/strict";
import { join } from "node:path";
import { failsAudit } from "../../tools/audit";
import { readPolicyPackConfig } from "../../tools/policyPackConfig";
import { readState } from "../../tools/state";
import { readStateFile } from "../../tools/stateFile";
import { Verdict, verdictsOf } from "../../tools/verdicts";

const state = readStateFile(join(__dirname, "..", "fixtures", "aws-state.json"));
const rule = "api-gateway-origin-host-header";
const urn = state.resources.find(({ type }) => type === "aws:cloudfront/distribution:Distribution")?.urn ?? "";

function auditWith(written: object): { findings: string[]; fails: boolean } {
  const config = readPolicyPackConfig(written);
  const verdicts = verdictsOf(state, config);
  return { findings: found(verdicts), fails: failsAudit(verdicts, "mandatory", config) };
}

function found(verdicts: readonly Verdict[]): string[] {
  return verdicts.flatMap(({ findings }) =>
    findings.map((one) => `${one.level} ${one.rule}${one.exemption === undefined ? "" : ` ${one.exemption.id}`}`),
  );
}

function problemsOf(written: unknown): string[] {
  const problems: string[] = [];
  readPolicyPackConfig(written, problems);
  return problems;
}

describe("npm run audit with --policy-pack-config", () => {
  it("uses the level of a rule, or the level of all policies", () => {
    const mandatory = { findings: [`mandatory ${rule}`], fails: true };
    const advisory = { findings: [`advisory ${rule}`], fails: false };
    assert.deepEqual(auditWith({}), mandatory);
    assert.deepEqual(auditWith({ [rule]: "advisory" }), advisory);
    assert.deepEqual(auditWith({ all: "advisory" }), advisory);
    assert.deepEqual(auditWith({ all: "disabled", [rule]: { enforcementLevel: "remediate" } }), mandatory);
    assert.deepEqual(auditWith({ version: 2, policies: { [rule]: "disabled" } }), { findings: [], fails: false });
  });

  it("uses the settings of a rule", () => {
    const open = { ...state, resources: [] };
    assert.deepEqual(verdictsOf(open, readPolicyPackConfig({ [rule]: { apiDomains: ["api.example.com"] } })), []);
    const distribution = (domainName: string) =>
      readState({
        deployment: {
          resources: [
            {
              urn,
              type: "aws:cloudfront/distribution:Distribution",
              outputs: {
                origins: [{ originId: "a", domainName, customOriginConfig: { originProtocolPolicy: "https-only" } }],
                defaultCacheBehavior: {
                  targetOriginId: "a",
                  viewerProtocolPolicy: "https-only",
                  cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
                  originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3",
                },
              },
            },
          ],
        },
      });
    const host = distribution("orders.internal.example");
    const ofRule = (config: object) =>
      found(verdictsOf(host, readPolicyPackConfig(config))).filter((one) => one.includes(rule));
    assert.deepEqual(ofRule({}), [`undetermined ${rule}`]);
    assert.deepEqual(ofRule({ [rule]: { apiDomains: ["orders.internal.example"] } }), [`mandatory ${rule}`]);
    assert.deepEqual(ofRule({ [rule]: { otherDomains: ["*.internal.example"] } }), []);
    const refuse = readPolicyPackConfig({ undetermined: "mandatory" });
    assert.equal(failsAudit(verdictsOf(host, refuse), "mandatory", refuse), true);
  });

  it("exempts a policy's findings on a resource, and shows the exception", () => {
    const exceptions = (policy: string, target: string) => ({
      version: 2,
      exceptions: { "EX-1": { reason: "replaced in May", match: [{ policies: [policy], targets: [target] }] } },
    });
    assert.deepEqual(auditWith(exceptions(rule, urn)), { findings: [`mandatory ${rule} EX-1`], fails: false });
    assert.equal(auditWith(exceptions("viewer-transport", urn)).fails, true);
    assert.equal(auditWith(exceptions(rule, `${urn}-2`)).fails, true);
  });

  it("rejects unknown policies, keys, values, levels and incomplete exceptions", () => {
    const cases: readonly (readonly [unknown, RegExp])[] = [
      [[], /it is not an object/],
      [{ version: 3 }, /version 3 is not supported; use 2/],
      [{ "viewer-transports": "advisory" }, /"viewer-transports" is not a policy of the pack/],
      [{ [rule]: "strict" }, /"strict" is not a level for .+; use advisory, mandatory, remediate, disabled/],
      [{ [rule]: { apiDomain: [] } }, /"apiDomain" is not a key; use apiDomains/],
      [{ [rule]: { matchingDomain: "yes" } }, /"yes" is not valid for matchingDomain/],
      [
        { version: 2, exceptions: { A: { match: [{ policies: [rule], targets: [urn] }] } } },
        /exception A has no reason/,
      ],
      [{ version: 2, exceptions: { A: { reason: "old" } } }, /exception A matches nothing/],
    ];
    for (const [written, expected] of cases) {
      assert.match(problemsOf(written).join("\n"), expected);
    }
    assert.deepEqual(problemsOf({ environments: ["team/prod"], all: "advisory", weakness: "disabled" }), []);
  });
});

describe("A secret of a state", () => {
  const secret = (value: unknown) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    plaintext: JSON.stringify(value),
  });

  it("is in no message, whether a string or a number", () => {
    const host = "q9w8e7r6t5.execute-api.eu-south-2.amazonaws.com";
    const inputs = {
      origins: [
        {
          originId: "orders",
          domainName: secret(host),
          customOriginConfig: { originProtocolPolicy: "https-only", httpsPort: secret(18443) },
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: "orders",
        viewerProtocolPolicy: "https-only",
        cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3",
      },
    };
    const type = "aws:cloudfront/distribution:Distribution";
    const outputs = {
      ...inputs,
      origins: secret([
        {
          ...inputs.origins[0],
          domainName: host,
          customOriginConfig: { originProtocolPolicy: "https-only", httpsPort: 18443 },
        },
      ]),
    };
    const verdicts = verdictsOf(readState({ deployment: { resources: [{ urn, type, inputs, outputs }] } }));
    const text = JSON.stringify(verdicts.map(({ findings }) => findings));
    assert.match(text, /origin \\"orders\\" \(a secret\)/);
    assert.match(text, /httpsPort \(a secret\)/);
    assert.doesNotMatch(text, new RegExp(`${host}|18443`));
  });
});
