import assert from "node:assert/strict";
import { printable, printableLines } from "../../../policy-pack/program/printable";
import { messageOf } from "../../../policy-pack/findings/message";
import { auditText } from "../../../tools/audit";
import { mapOf } from "../../../tools/map/mapOf";
import { mapText } from "../../../tools/map/text";
import { readState } from "../../../tools/state";
import { verdictsOf } from "../../../tools/verdicts";
import { allViewer, cachingDisabled } from "../../support/programs";

/** Clears the line of a terminal, reverses the text, and hides a character. */
const hostile = "\u001b[2K\u001b[1A\u202egnp\u200b";

describe("Text of a program on a terminal", () => {
  it("has codes in the place of control and format characters", () => {
    assert.equal(printable(`/a${hostile}\n`), "/a\\u{1b}[2K\\u{1b}[1A\\u{202e}gnp\\u{200b}\\u{a}");
    assert.equal(printable("é, 世界 🚀 /api/*"), "é, 世界 🚀 /api/*");
    assert.equal(printableLines("a\n\tb\u0007"), "a\n\tb\\u{7}");
  });

  it("cannot hide a message of a rule", () => {
    const finding = {
      kind: "violation",
      behavior: `cache behavior "${hostile}"`,
      origin: hostile,
      problem: hostile,
    } as const;
    const message = messageOf({ name: "rule", url: "https://docs.aws.amazon.com/" }, finding);
    assert.equal(message, printable(message));
  });

  it("cannot hide a line of audit or map", () => {
    const customOriginConfig = { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"], httpsPort: 443 };
    const behavior = {
      targetOriginId: hostile,
      viewerProtocolPolicy: "https-only",
      allowedMethods: ["GET", "HEAD"],
      cachePolicyId: cachingDisabled,
      originRequestPolicyId: allViewer,
    };
    const type = "aws:cloudfront/distribution:Distribution";
    const state = readState({
      deployment: {
        resources: [
          {
            urn: `urn:pulumi:prod::site::${type}::${hostile}`,
            type,
            outputs: {
              domainName: "d1.cloudfront.net",
              origins: [
                { originId: hostile, domainName: "abc.execute-api.us-east-1.amazonaws.com", customOriginConfig },
              ],
              defaultCacheBehavior: behavior,
              orderedCacheBehaviors: [{ ...behavior, pathPattern: `/${hostile}` }],
              viewerCertificate: { cloudfrontDefaultCertificate: true },
            },
          },
        ],
      },
    });
    const outputs = [auditText(verdictsOf(state)), mapText(mapOf(state))];
    for (const output of outputs) {
      assert.match(output, /u\{1b\}/);
      assert.equal(printableLines(output), output);
    }
  });
});
