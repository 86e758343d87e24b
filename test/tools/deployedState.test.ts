import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { Program } from "../../local/workspace";
import { deployedDistributions } from "../../tools/deployed";
import { deployedState } from "../../tools/deployedState";
import { explain } from "../../tools/explain/route";
import { explanationText } from "../../tools/explain/text";
import { viewerRequest } from "../../tools/explain/viewerRequest";
import { mapOf } from "../../tools/map/mapOf";
import { withCheckout } from "../support/checkout";
import { withStack } from "../support/engine";
import { cachingDisabled } from "../support/programs";
import { Running, scriptLine, sh } from "../support/shell";

/** A distribution whose origin gets a header that is a secret, so that its origins are one secret in the state. */
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

describe("the state of a local stack", () => {
  it("is read while the stack is held, its secrets used and never shown", async () => {
    await withStack({ program: withSecret }, async ({ stack, folder }) => {
      await assert.rejects(deployedState({}, folder), /^Error: There is no deployed stack "dev" on the local AWS\. /);
      await stack.up();
      const state = await deployedState({}, folder);
      const [host = ""] = deployedDistributions(state)[0]?.names ?? [];
      const explanation = explain(state, viewerRequest(`https://${host}/a`));
      const text = explanationText(explanation);
      assert.match(text, /^Origin +"origin", the origin: /m);
      assert.match(text, /x-origin-verify/);
      for (const shown of [text, JSON.stringify(explanation), JSON.stringify(mapOf(state))]) {
        assert.ok(!shown.includes("not-to-be-seen"));
      }
      await stack.destroy();
      await assert.rejects(deployedState({}, folder), /Deploy it by npm start, or give a stack of AWS as --state /);
    });
  });
});

describe("the tools beside npm start", () => {
  it("explain, map and diagnose what it serves", async () => {
    await withCheckout(async (folder) => {
      const running = new Running(scriptLine("start", "--port 0 --http-port 0"), folder);
      const printed = await running.until(/Stop with Ctrl-C/);
      const url = /^ {2}(https:\/\/\S+\/)$/m.exec(printed)?.[1] ?? "";
      const run = (script: string, words: string) => sh(scriptLine(script, words), folder);
      try {
        const explained = await run("explain", `${url}api/hello`);
        assert.equal(explained.code, 0, explained.output);
        assert.match(explained.output, /^Origin +"api", the origin: API Gateway, HTTP API /m);
        assert.match(explained.output, /^Verdict +no rule objects$/m);
        const shown = await run("map", "--json");
        assert.equal(shown.code, 0, shown.output);
        assert.equal((JSON.parse(shown.output) as unknown[]).length, 1);

        const well = await run("diagnose", `${url}api/hello --stack dev`);
        assert.equal(well.code, 0, well.output);
        assert.match(well.output, /^Nothing is wrong\.$/m);
        const refused = await run("diagnose", `${url} --method DELETE --stack dev --json`);
        assert.equal(refused.code, 1, refused.output);
        const { layer, status } = JSON.parse(refused.output) as { layer: string; status: number };
        assert.deepEqual([layer, status], ["the viewer's CloudFront edge", 403]);
      } finally {
        running.signal("SIGINT");
        await running.finished;
      }
      const unanswered = await run("diagnose", url);
      assert.equal(unanswered.code, 3);
      assert.match(unanswered.output, /can't be asked: nobody listens at 127\.0\.0\.1:\d+\. Run npm start first/);
    });
  });
});
