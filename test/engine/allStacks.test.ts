import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { findCli } from "../../local-aws/engine/cli";
import { secretSignature, signatureKey } from "../../local-aws/provider/signatures";
import { policyPack, root } from "../../repository";
import { RuleFinding, Verdict } from "../../tools/verdicts";
import { distributionType } from "../support/engine";
import { Finished, scriptLine, sh } from "../support/shell";

const policyId = "11111111-2222-3333-4444-555555555555";
const password = "correct horse";

const resourcesOf: Readonly<Record<string, readonly (readonly [type: string, properties: object])[]>> = {
  api: [
    [
      "aws:apigatewayv2/domainName:DomainName",
      {
        domainName: "api.example.com",
        domainNameConfiguration: {
          targetDomainName: "d-abc123.execute-api.us-east-1.amazonaws.com",
          endpointType: "REGIONAL",
        },
      },
    ],
    [
      "aws:route53/record:Record",
      { name: "shop.example.com", type: "CNAME", zoneId: "Z1", records: ["shop-1.us-east-1.elb.amazonaws.com"] },
    ],
    [
      "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
      {
        id: policyId,
        name: "with-host",
        headersConfig: { headerBehavior: "whitelist", headers: { items: ["Host"] } },
        cookiesConfig: { cookieBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "all" },
        comment: { [signatureKey]: secretSignature, plaintext: JSON.stringify(password) },
      },
    ],
  ],
  front: [
    [
      distributionType,
      {
        enabled: true,
        origins: [
          {
            originId: "api",
            domainName: "api.example.com",
            customOriginConfig: {
              httpPort: 80,
              httpsPort: 443,
              originProtocolPolicy: "https-only",
              originSslProtocols: ["TLSv1.2"],
            },
          },
        ],
        defaultCacheBehavior: {
          targetOriginId: "api",
          viewerProtocolPolicy: "https-only",
          allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
          cachedMethods: ["GET", "HEAD"],
          cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
          originRequestPolicyId: policyId,
        },
        restrictions: { geoRestriction: { restrictionType: "none" } },
        viewerCertificate: { cloudfrontDefaultCertificate: true },
      },
    ],
  ],
};

/** The file for `pulumi stack import`. */
function deploymentOf(stack: string, salt: string): string {
  const resources = (resourcesOf[stack] ?? []).map(
    ([type, { id = "id", ...inputs }]: readonly [string, { id?: string }]) => ({
      urn: `urn:pulumi:${stack}::sites::${type}::main`,
      custom: true,
      id,
      type,
      inputs,
      outputs: { ...inputs, id },
    }),
  );
  return JSON.stringify({
    version: 3,
    deployment: { secrets_providers: { type: "passphrase", state: { salt } }, resources },
  });
}

describe("audit --all-stacks", () => {
  let folder: string;
  let environment: string;
  const written = () => join(folder, "policies.json");
  const audit = (words: string, passphrase = "one"): Promise<Finished> =>
    sh(`${environment} PULUMI_CONFIG_PASSPHRASE=${passphrase} ${scriptLine("audit", words)}`, root);

  before(async function () {
    this.timeout(60_000);
    folder = mkdtempSync(join(tmpdir(), "stacks-"));
    const { command } = await findCli(console.log);
    const path = [...(isAbsolute(command) ? [dirname(command)] : []), process.env.PATH ?? ""].join(delimiter);
    const variables = {
      PATH: path,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
      PULUMI_SKIP_UPDATE_CHECK: "1",
    };
    environment = Object.entries(variables)
      .map(([name, value]) => `${name}='${value}'`)
      .join(" ");
    mkdirSync(join(folder, "backend"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: sites\nruntime: yaml\n");
    for (const stack of Object.keys(resourcesOf)) {
      const env = { ...process.env, ...variables, PULUMI_CONFIG_PASSPHRASE: stack === "api" ? "two" : "one" };
      const options = { cwd: folder, env };
      await promisify(execFile)(command, ["stack", "init", stack, "--non-interactive"], options);
      const { encryptionsalt } = parse(readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8")) as {
        encryptionsalt: string;
      };
      writeFileSync(join(folder, "deployment.json"), deploymentOf(stack, encryptionsalt));
      await promisify(execFile)(
        command,
        ["stack", "import", "--stack", stack, "--file", "deployment.json", "--non-interactive"],
        options,
      );
    }
    rmSync(join(folder, "deployment.json"));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("reports a stack that it cannot decrypt in one undetermined line, and checks the others", async () => {
    const { code, output } = await audit("--all-stacks --json");
    assert.equal(code, 0, output);
    const verdicts = JSON.parse(output) as Verdict[];
    const unread = verdicts.filter(({ behavior }) => behavior === "stack");
    assert.equal(unread.length, 1, output);
    const [finding] = unread.flatMap(({ findings }): readonly RuleFinding[] => findings);
    assert.equal(finding?.level, "undetermined");
    assert.match(
      finding.message,
      /^stack organization\/sites\/api: undetermined, because its state cannot be read: .+/,
    );
    assert.deepEqual(
      verdicts.filter(({ urn }) => urn.endsWith(`${distributionType}::main`)).map(({ behavior }) => behavior),
      ["default cache behavior"],
    );
  });

  it("writes a configuration with which the pack rejects Host to an API of another stack", async () => {
    const file = join(folder, "front.json");
    const exported = `${environment} PULUMI_CONFIG_PASSPHRASE=one pulumi stack export --stack organization/sites/front --file '${file}'`;
    assert.equal((await sh(exported, folder)).code, 0);
    assert.equal((await audit(file)).code, 0, "advised without the configuration");

    const { code, output } = await audit(`--all-stacks --write-config '${written()}'`, "two");
    assert.equal(code, 0, output);
    const config = readFileSync(written(), "utf8");
    const settings = (JSON.parse(config) as Record<string, unknown>)["api-gateway-origin-host-header"];
    assert.deepEqual(settings, {
      apiDomains: ["api.example.com"],
      otherDomains: ["shop.example.com"],
      policies: {
        [policyId]: {
          name: "with-host",
          headersConfig: { headerBehavior: "whitelist", headers: { items: ["Host"] } },
          cookiesConfig: { cookieBehavior: "none" },
          queryStringsConfig: { queryStringBehavior: "all" },
        },
      },
    });

    const refused = await audit(`${file} --policy-pack-config '${written()}'`);
    assert.equal(refused.code, 1, refused.output);
    assert.match(refused.output, /^mandatory: api-gateway-origin-host-header$/m);
    const analyzed = await sh(
      `${environment} pulumi policy analyze --file '${file}' --policy-pack '${policyPack}' --policy-pack-config '${written()}'`,
      folder,
    );
    assert.notEqual(analyzed.code, 0, analyzed.output);
    assert.match(analyzed.output, /\[mandatory\].* api-gateway-origin-host-header/);
  });

  it("writes no secret to any file", () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const leaks = files.filter((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8").includes(password));
    assert.deepEqual(
      leaks.map(({ name }) => name),
      [],
    );
  });
});
