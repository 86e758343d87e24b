import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzerResourceOptions,
  AnalyzeRequest,
  AnalyzeResponse,
  ConfigureAnalyzerRequest,
  EnforcementLevel,
  PolicyConfig,
  RemediateResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { specialAssetSig, specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { policyPack } from "../../repository";
import { engineAddress } from "../support/engineAddress";
import { allViewer, cachingDisabled } from "../support/programs";
import { firstOutput, sh } from "../support/shell";

type Call<T> = (done: (error: Error | null, answer: T) => void) => unknown;

function answered<T>(call: Call<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, answer) => {
      if (error === null) {
        resolve(answer);
      } else {
        reject(error);
      }
    });
  });
}

/** Runs a function with a client of the built pack, which makes the engine's calls. */
async function withServed(use: (client: AnalyzerClient) => Promise<void>): Promise<void> {
  const pack = spawn(policyPack, [await engineAddress()], { cwd: "/", stdio: ["ignore", "pipe", "inherit"] });
  const port = await firstOutput(pack);
  const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  try {
    await use(client);
  } finally {
    client.close();
    pack.kill();
  }
}

const secret = { [specialSigKey]: specialSecretSig, value: "hidden" };
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function distribution(more: Record<string, string | object> = {}): AnalyzeRequest {
  const type = "aws:cloudfront/distribution:Distribution";
  const properties = {
    origins: [{ originId: "api", domainName: "abc.execute-api.eu-west-1.amazonaws.com", originPath: "/v1" }],
    defaultCacheBehavior: {
      targetOriginId: "api",
      viewerProtocolPolicy: "https-only",
      cachePolicyId: cachingDisabled,
      originRequestPolicyId: allViewer,
    },
    ...more,
  };
  return new AnalyzeRequest()
    .setType(type)
    .setUrn(`urn:pulumi:s::p::${type}::front`)
    .setName("front")
    .setProperties(Struct.fromJavaScript(properties))
    .setOptions(new AnalyzerResourceOptions());
}

const hostRule = "api-gateway-origin-host-header";

describe("the built pack", () => {
  it("checks known values next to unknown values, secrets and assets", async () => {
    await withServed(async (client) => {
      const asset = { [specialSigKey]: specialAssetSig, text: "page" };
      const request = distribution({ comment: secret, webAclId: unknown, page: asset });
      const answer = await answered<AnalyzeResponse>((done) => client.analyze(request, done));
      const rules = answer.getDiagnosticsList().map((diagnostic) => diagnostic.getPolicyname());
      assert.ok(rules.includes(hostRule), rules.join());
    });
  });

  it("remediates a distribution and returns its secrets as secrets", async () => {
    await withServed(async (client) => {
      const config = new ConfigureAnalyzerRequest();
      const level = new PolicyConfig().setEnforcementlevel(EnforcementLevel.REMEDIATE).setProperties(new Struct());
      config.getPolicyconfigMap().set(hostRule, level);
      await answered((done) => client.configure(config, done));
      const request = distribution({ comment: secret });
      const answer = await answered<RemediateResponse>((done) => client.remediate(request, done));
      const [remediation] = answer.getRemediationsList();
      const remediated = remediation?.getProperties()?.toJavaScript();
      assert.deepEqual(remediated?.comment, secret);
      const { originRequestPolicyId } = remediated.defaultCacheBehavior as Record<string, unknown>;
      assert.equal(originRequestPolicyId, "b689b0a8-53d0-40ab-baf2-68738e2966ac");
    });
  });

  it("exits after the engine that started it is killed", async () => {
    const engine = spawn("bash", ["-c", `'${policyPack}' ${await engineAddress()} & wait`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await firstOutput(engine);
    engine.kill("SIGKILL");
    // The shell and the pack share this pipe.
    const closed = once(engine.stdout, "close").then(() => true);
    assert.ok(await Promise.race([closed, setTimeout(10_000, false, { ref: false })]), "the pack still runs");
  });

  it("exits if its engine was killed while it started", async () => {
    const pack = spawn(policyPack, ["127.0.0.1:1"], { stdio: ["ignore", "ignore", "inherit"] });
    const exit = once(pack, "exit");
    assert.ok(await Promise.race([exit, setTimeout(10_000, false, { ref: false })]), "the pack still runs");
  });

  it("names the command that builds it if it is not built", async () => {
    const folder = mkdtempSync(join(tmpdir(), "not-built-"));
    const executable = join(folder, "policy-pack", "serve");
    cpSync(policyPack, executable);
    const { code, output } = await sh(`'${executable}' 127.0.0.1:1`, "/");
    const bundle = join(folder, "policy-pack", "dist", "cloud", "index.js");
    assert.equal(output, `The policy pack is not built: ${bundle} does not exist. Run npm ci in ${folder}.\n`);
    assert.equal(code, 1);
    rmSync(folder, { recursive: true });
  });
});
