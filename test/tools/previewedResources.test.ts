import * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { mistakes, withForwarding } from "../../commands/trap/mistakes";
import { rules } from "../../policy-pack/rules";
import { loadProgram, root } from "../../repository";
import { mapOf } from "../../tools/map/mapOf";
import { readState } from "../../tools/state";
import { Verdict, verdictsOf } from "../../tools/verdicts";
import { withPack, withStack } from "../support/engine";
import { breaking } from "../support/ruleExamples";
import { allViewer, allViewerExceptHostHeader, cachePolicy, cachingDisabled, handWritten } from "../support/programs";
import { scriptLine, sh } from "../support/shell";
import { previewOf } from "./previewOf";

const state = (written: string) => readState(JSON.parse(written));
const found = (written: string) =>
  verdictsOf(state(written)).flatMap(({ behavior, findings }) =>
    findings.map(({ rule, level }) => `${level} ${rule}: ${behavior}`),
  );

describe("The state read from a preview", () => {
  it("shows the mistake before anything is deployed", async () => {
    const program = withForwarding(loadProgram(), mistakes["origin request policy AllViewer"], {
      pathPattern: "/api/*",
    });
    await withStack({ program }, async ({ stack, folder }) => {
      const file = join(folder, "preview.json");
      writeFileSync(file, await previewOf(stack, "--show-sames"));
      const { code, output } = await sh(scriptLine("map", `--state ${file} --markdown`), root);
      assert.equal(code, 0, output);
      assert.match(output, /^## Route map of stack dev\n\n```mermaid\nflowchart LR\n/);
      assert.equal(output.match(/:::rejected$/gm)?.length, 1);
      assert.equal(output.match(/^ {2}d0b\d -\.-x\|.+\| d0o\d$/gm)?.length, 1);
      assert.match(output, /\n- \*\*mandatory: api-gateway-origin-host-header\*\* on front-distribution<br>/);
      const audited = await sh(scriptLine("audit", `--json ${file}`), root);
      assert.equal(audited.code, 1, audited.output);
      const refused = (JSON.parse(audited.output) as Verdict[]).filter(({ findings }) => findings.length > 0);
      assert.deepEqual(
        refused.map(({ behavior }) => behavior),
        ['cache behavior "/api/*"'],
      );
    });
  });

  it("shows the mistake on the default cache behavior of stack article", async () => {
    const program = withForwarding(loadProgram(), mistakes["origin request policy AllViewer"], "default");
    await withStack({ stackName: "article", program }, async ({ stack }) => {
      assert.deepEqual(found(await previewOf(stack, "--show-sames")), [
        "mandatory api-gateway-origin-host-header: default cache behavior",
      ]);
    });
  });

  it("equals the export of a deployed stack without changes", async () => {
    await withStack({}, async ({ stack }) => {
      await stack.up();
      const exported = JSON.stringify(await stack.exportStack());
      const previewed = await previewOf(stack, "--show-sames");
      assert.deepEqual(mapOf(state(previewed)), mapOf(state(exported)));
      assert.equal(mapOf(state(previewed)).length, 1);
    });
  });

  it("has the same findings as the policy pack in a preview of every mistake", async () => {
    await withStack({ program: breaking(...rules.map(({ name }) => name)) }, async (session) => {
      const mine = verdictsOf(state(await previewOf(session.stack, "--show-sames"))).flatMap(({ urn, findings }) =>
        findings.map(({ rule, level }) => `${level === "undetermined" ? level : rule} ${urn.split("::").at(-1) ?? ""}`),
      );
      const { violations, output } = await withPack(session, "preview");
      assert.deepEqual(mine.sort(), violations.map(({ policy, on }) => `${policy} ${on}`).sort(), output);
    });
  });

  it("keeps computed outputs and contains the planned changes", async () => {
    let behavior = () => ({ originRequestPolicyId: allViewer });
    await withStack({ program: () => handWritten(behavior)() }, async ({ stack }) => {
      await stack.up();
      assert.deepEqual(found(await previewOf(stack, "--show-sames")), [
        "mandatory api-gateway-origin-host-header: default cache behavior",
      ]);
      behavior = () => ({ originRequestPolicyId: allViewerExceptHostHeader });
      const fixed = await previewOf(stack, "--show-sames");
      assert.deepEqual(found(fixed), []);
      const [{ names } = { names: [] }] = mapOf(state(fixed));
      assert.match(names.join(), /^d[0-9a-f]+\.cloudfront\.net$/);
    });
  });

  it("resolves an unknown ID to the policy that it belongs to", async () => {
    const program = handWritten(() => ({
      cachePolicyId: cachePolicy("host-in-key", "Host"),
      originRequestPolicyId: allViewerExceptHostHeader,
    }));
    await withStack({ program }, async ({ stack }) => {
      assert.ok(
        found(await previewOf(stack, "--show-sames")).includes(
          "mandatory api-gateway-origin-host-header: default cache behavior",
        ),
      );
    });
  });

  it("is rejected if unchanged resources are missing", async () => {
    const program = () => {
      new apigatewayv2.Api("api", { protocolType: "HTTP" });
      return Promise.resolve({});
    };
    await withStack({ program }, async ({ stack, folder }) => {
      await stack.up();
      const file = join(folder, "preview.json");
      writeFileSync(file, await previewOf(stack));
      const { code, output } = await sh(scriptLine("map", `--state ${file}`), root);
      assert.equal(code, 2);
      assert.match(
        output,
        /^Cannot read .+preview\.json: unchanged resources are missing \(1\)\. Use the output of .+ --show-sames, .+\.\n$/,
      );
    });
  });

  it("is rejected if the file is neither an export nor a preview", () => {
    assert.throws(() => readState({ steps: "none" }), /^Error: its content has an unknown form$/);
    assert.throws(() => readState([]), /^Error: its content has an unknown form$/);
  });

  it("treats hidden secrets as unknown", () => {
    const urn = "urn:pulumi:s::p::aws:cloudfront/distribution:Distribution::d";
    const type = "aws:cloudfront/distribution:Distribution";
    const inputs = {
      origins: "[secret]",
      defaultCacheBehavior: { targetOriginId: "a", cachePolicyId: cachingDisabled },
    };
    const [verdict] = verdictsOf(readState({ steps: [{ op: "create", urn, newState: { urn, type, inputs } }] }));
    const messages = verdict?.findings.map(({ message }) => message).join("\n") ?? "";
    assert.match(messages, /origins is a secret, which previews do not show/);
  });
});
