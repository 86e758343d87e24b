import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSession } from "../../local-aws/engine/session";
import { Program } from "../../local-aws/engine/project";
import { project } from "../../repository";
import { deployedDistributions } from "../../tools/distributions";
import { ownProgram } from "../../commands/npmScripts";
import { loadLocalStack } from "../../tools/loadLocalStack";
import { explain } from "../../tools/explain/explain";
import { explanationText } from "../../tools/explain/text";
import { viewerRequest } from "../../tools/explain/viewerRequest";
import { mapOf } from "../../tools/map/mapOf";
import { cachingDisabled } from "../support/programs";

/** A distribution with a secret origin header, which makes all of `origins` one secret in the state. */
const withSecret: Program = () => {
  new cloudfront.Distribution("front", {
    enabled: true,
    origins: [
      {
        originId: "origin",
        domainName: "origin.example.com",
        customHeaders: [{ name: "X-Origin-Verify", value: pulumi.secret("not-to-be-seen") }],
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
        },
      },
    ],
    defaultCacheBehavior: {
      targetOriginId: "origin",
      viewerProtocolPolicy: "https-only",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      cachePolicyId: cachingDisabled,
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
  return Promise.resolve({});
};

describe("loadLocalStack", () => {
  it("reads a stack that another session has locked, and no output contains its secrets", async () => {
    // Uses the same passphrase as `npm start`.
    const folder = mkdtempSync(join(tmpdir(), "state-"));
    const log = (): void => undefined;
    const session = await openSession({
      project,
      stackName: "dev",
      program: withSecret,
      folder,
      command: "npm test",
      log,
    });
    const { stack } = session;
    const program = { ...ownProgram, stateFolder: folder };
    try {
      await assert.rejects(loadLocalStack(program), /^Error: Stack "dev" is not deployed on the local AWS\. /);
      await stack.up();
      const state = await loadLocalStack(program);
      const [host = ""] = deployedDistributions(state)[0]?.names ?? [];
      const explanation = explain(state, viewerRequest(`https://${host}/a`));
      const text = explanationText(explanation);
      assert.match(text, /^Origin +"origin": /m);
      assert.match(text, /x-origin-verify/);
      for (const shown of [text, JSON.stringify(explanation), JSON.stringify(mapOf(state))]) {
        assert.ok(!shown.includes("not-to-be-seen"));
      }
      await stack.destroy();
      await assert.rejects(loadLocalStack(program), /Run npm start\. For a stack on AWS, run .+ and pass --state /);
    } finally {
      session.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
