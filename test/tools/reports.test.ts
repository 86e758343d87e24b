import { Ajv2020 } from "ajv/dist/2020";
import AjvDraft4 from "ajv-draft-04";
import addFormats from "ajv-formats";
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { secretSignature, signatureKey } from "../../local-aws/provider/signatures";
import { root } from "../../repository";
import { unreadVerdict } from "../../tools/allStacks";
import { auditText } from "../../tools/audit";
import { withFixes } from "../../tools/fixes";
import { readPolicyPackConfig } from "../../tools/policyPackConfig";
import { AuditedState } from "../../tools/reports/auditedState";
import { githubAnnotations } from "../../tools/reports/github";
import { junitOf } from "../../tools/reports/junit";
import { locationOf } from "../../tools/reports/location";
import { sarifOf } from "../../tools/reports/sarif";
import { readState } from "../../tools/state";
import { RuleFinding, verdictsOf } from "../../tools/verdicts";
import { allViewer, allViewerExceptHostHeader } from "../support/programs";
import { scriptLine, sh } from "../support/shell";

const schema = (...path: string[]) => JSON.parse(readFileSync(join(root, ...path), "utf8")) as object;
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const config = readPolicyPackConfig({});

/** A finding with each character that a format could take for a part of itself. */
const difficult = "50% <of> \"the\" & 'paths', a:b\r\n::error::it";

function auditedWith(...findings: readonly Partial<RuleFinding>[]): AuditedState[] {
  const written = findings.map((finding): RuleFinding => ({
    rule: "viewer-transport",
    level: "mandatory",
    message: difficult,
    problem: difficult,
    ...finding,
  }));
  const verdict = { distribution: "front", urn: "urn:pulumi:s::p::t::front", behavior: "default cache behavior" };
  return [{ location: "my stacks/Pulumi.yaml", verdicts: [{ ...verdict, findings: written }] }];
}

const advice = { level: "advisory", rule: "behavior-path-shadowed" } as const;

const everyLevel = auditedWith(
  {},
  advice,
  { level: "undetermined" },
  { level: "weakness", rule: "s3-origin-access-control" },
  { exemption: { id: "FRONT-17", reason: difficult } },
);

function distributionState(behavior: object, origins: unknown): ReturnType<typeof readState> {
  const inputs = {
    origins,
    defaultCacheBehavior: { targetOriginId: "a", viewerProtocolPolicy: "https-only", ...behavior },
  };
  const type = "aws:cloudfront/distribution:Distribution";
  const resource = { urn: `urn:pulumi:s::p::${type}::front`, type, custom: true, inputs, outputs: inputs };
  return readState({ deployment: { resources: [resource] } });
}

const apiOrigins = [{ originId: "a", domainName: "x.execute-api.us-east-1.amazonaws.com" }];

describe("audit --sarif", () => {
  it("prints a log that is valid by the schema of SARIF 2.1.0", () => {
    const ajv = new AjvDraft4({ strict: false, unicodeRegExp: false });
    addFormats(ajv);
    const validate = ajv.compile(schema("test", "fixtures", "sarif", "sarif-2.1.0-rtm.5.json"));
    for (const states of [everyLevel, []]) {
      assert.ok(validate(JSON.parse(JSON.stringify(sarifOf(states, config)))), JSON.stringify(validate.errors));
    }
  });

  it("has a result for each finding without an exception, at line 1 of the file and at the resource", () => {
    const results = sarifOf(everyLevel, config).runs[0]?.results ?? [];
    assert.deepEqual(
      results.map(({ ruleId, level }) => [ruleId, level]),
      [
        ["viewer-transport", "error"],
        ["behavior-path-shadowed", "warning"],
        ["viewer-transport", "note"],
        ["s3-origin-access-control", "note"],
      ],
    );
    assert.deepEqual(results[0]?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: "my%20stacks/Pulumi.yaml", uriBaseId: "%SRCROOT%" },
          region: { startLine: 1 },
        },
        logicalLocations: [{ name: "front", fullyQualifiedName: "urn:pulumi:s::p::t::front", kind: "resource" }],
      },
    ]);
  });

  it("gives a finding a fingerprint that depends on the rule, the resource and the behavior, not on the message", () => {
    const prints = (states: readonly AuditedState[]): unknown[] =>
      (sarifOf(states, config).runs[0]?.results ?? []).map(({ partialFingerprints }) => partialFingerprints);
    const [first, second] = prints(auditedWith({}, {})).map((print) => JSON.stringify(print));
    assert.match(first ?? "", /^\{"primaryLocationLineHash":"[0-9a-f]{16}:1"\}$/);
    assert.equal(second, first?.replace(':1"', ':2"'));
    assert.deepEqual(prints(auditedWith({ message: "other" })), prints(auditedWith({})));
    assert.notDeepEqual(prints(auditedWith({ rule: "error-pages-mask-api" })), prints(auditedWith({})));
  });

  it("describes each rule with its page, its severity and the level of the configuration", () => {
    const advisory = readPolicyPackConfig({ "viewer-transport": "advisory" });
    const rule = sarifOf([], advisory).runs[0]?.tool.driver.rules?.find(({ id }) => id === "viewer-transport");
    assert.match(rule?.helpUri ?? "", /^https:\/\/docs\.aws\.amazon\.com\//);
    assert.equal(rule?.defaultConfiguration?.level, "warning");
    assert.equal(rule.properties?.["problem.severity"], "warning");
    assert.ok(typeof rule.properties.severity === "string");
  });
});

describe("audit --junit", () => {
  it("prints valid XML with a test case for each behavior, which fails for what fails the audit", () => {
    const xml = junitOf(everyLevel, "mandatory", config);
    assert.equal(XMLValidator.validate(xml), true);
    const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml) as {
      testsuites: { testsuite: { "@_failures": string; testcase: { failure: object; "system-out": string } } };
    };
    assert.equal(testsuites.testsuite["@_failures"], "1");
    const { failure, "system-out": output } = testsuites.testsuite.testcase;
    const text = JSON.stringify(failure);
    assert.ok(text.includes('"@_message":"mandatory: viewer-transport"') && text.includes("50% <of>"), text);
    assert.match(output, /^advisory: behavior-path-shadowed: /);
    assert.match(output, /^exempted by FRONT-17 \(50% <of>.+$/m);
    assert.match(junitOf(auditedWith(advice), "advisory", config), /failures="1"/);
    assert.match(junitOf(auditedWith(advice), "mandatory", config), /failures="0"/);
  });
});

describe("audit --github", () => {
  it("prints one line for each finding, the most severe first, and escapes what could be a command", () => {
    const data = "50%25 <of> \"the\" & 'paths', a:b%0D%0A::error::it";
    const at = "file=my stacks/Pulumi.yaml,line=1,title=";
    assert.deepEqual(githubAnnotations(auditedWith({ level: "undetermined" }, advice, {}), config).split("\n"), [
      `::error ${at}mandatory%3A viewer-transport (front)::${data}`,
      `::warning ${at}advisory%3A behavior-path-shadowed (front)::${data}`,
      `::notice ${at}undetermined (front)::${data}`,
      "",
    ]);
  });
});

describe("A stack whose state cannot be read", () => {
  it("is one undetermined line in each report, with the reason", () => {
    const verdict = unreadVerdict("acme/sites/prod", "incorrect passphrase");
    const line = "stack acme/sites/prod: undetermined, because its state cannot be read: incorrect passphrase. ";
    const states = [{ location: "Pulumi.yaml", verdicts: [verdict] }];
    assert.equal(auditText([verdict]).match(/^undetermined$/gm)?.length, 1);
    assert.ok(auditText([verdict]).replace(/\s+/g, " ").includes(line));
    assert.ok(sarifOf(states, config).runs[0]?.results?.[0]?.message.text?.startsWith(line));
    assert.match(
      githubAnnotations(states, config),
      /^::notice .*,title=undetermined \(acme\/sites\/prod\)::stack .+\n$/,
    );
  });
});

describe("audit --json", () => {
  it("prints what the published schema describes, with each fix as text and as changed properties", async () => {
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(
      schema("policy-pack", "schemas", "audit-1.schema.json"),
    );
    const { output } = await sh(scriptLine("audit", "test/fixtures/aws-state.json --json"), root);
    const printed = JSON.parse(output) as { findings: { fix?: { text: string; changes: object[] } }[] }[];
    assert.ok(validate(printed), JSON.stringify(validate.errors));
    const [fix] = printed.flatMap(({ findings }) => findings.flatMap((finding) => finding.fix ?? []));
    assert.match(fix?.text ?? "", /^Set cachePolicyId: /);
    assert.deepEqual(fix?.changes, [
      { path: "orderedCacheBehaviors[1].originRequestPolicyId", value: allViewerExceptHostHeader },
    ]);
  });

  it("has no changes for a rule without remediation, and none for a secret", () => {
    const fixes = (behavior: object) => {
      const state = distributionState(behavior, apiOrigins);
      return withFixes(verdictsOf(state), state)
        .flatMap(({ findings }) => findings)
        .map(({ rule, fix }) => [rule, fix?.changes]);
    };
    const legacy = (headers: unknown) => ({
      allowedMethods: ["GET", "HEAD"],
      forwardedValues: { headers, cookies: { forward: "none" }, queryString: true },
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: 0,
    });
    const named = ([rule]: unknown[]): boolean => rule === "api-gateway-origin-host-header";
    assert.deepEqual(fixes(legacy(["Host", "X-Team"])).filter(named), [
      ["api-gateway-origin-host-header", [{ path: "defaultCacheBehavior.forwardedValues.headers", value: ["X-Team"] }]],
    ]);
    const secret = { [signatureKey]: secretSignature, plaintext: '"X-Team"' };
    assert.deepEqual(fixes(legacy(["Host", secret])).filter(named), [["api-gateway-origin-host-header", undefined]]);
    const insecure = fixes({
      viewerProtocolPolicy: "allow-all",
      cachePolicyId: cachingDisabled,
      originRequestPolicyId: allViewer,
    });
    assert.deepEqual(
      insecure.filter(([rule]) => rule === "viewer-transport"),
      [["viewer-transport", undefined]],
    );
  });

  it("excludes the other formats", async () => {
    const { code, output } = await sh(scriptLine("audit", "test/fixtures/aws-state.json --json --sarif"), root);
    assert.equal(code, 2);
    assert.match(output, /'--sarif' cannot be used with option '--json'|'--json' cannot be used with option '--sarif'/);
  });
});

describe("The location of a finding", () => {
  let repository: string;

  before(() => {
    repository = mkdtempSync(join(tmpdir(), "location-"));
    mkdirSync(join(repository, "apps", "web", "src"), { recursive: true });
    mkdirSync(join(repository, ".git"));
    writeFileSync(join(repository, "apps", "web", "Pulumi.yaml"), "");
  });

  after(() => {
    rmSync(repository, { recursive: true, force: true });
  });

  it("is the Pulumi.yaml of the working directory's project, relative to the repository", () => {
    const web = join(repository, "apps", "web");
    assert.equal(locationOf("state.json", undefined, web), "apps/web/Pulumi.yaml");
    assert.equal(locationOf("-", undefined, join(web, "src")), "apps/web/Pulumi.yaml");
  });

  it("is the audited file if there is no project, and never a path outside of the repository", () => {
    assert.equal(locationOf("apps/state.json", undefined, repository), "apps/state.json");
    assert.equal(locationOf(join(tmpdir(), "state.json"), undefined, repository), "Pulumi.yaml");
    assert.equal(locationOf("-", undefined, repository), "Pulumi.yaml");
  });

  it("is the file that --location selects, which must be in the repository", () => {
    assert.equal(locationOf("-", "index.ts", join(repository, "apps")), "apps/index.ts");
    assert.throws(
      () => locationOf("-", "../index.ts", repository),
      /"\.\.\/index\.ts" is not valid for --location; use/,
    );
  });
});
