import assert from "node:assert/strict";
import { secretSignature, signatureKey } from "../../local-aws/provider/signatures";
import { explain } from "../../tools/explain/explain";
import { explanationText } from "../../tools/explain/text";
import { viewerRequest } from "../../tools/explain/viewerRequest";
import { diffOf } from "../../tools/map/diff/diffOf";
import { diffMarkdown } from "../../tools/map/diff/markdown";
import { diffText } from "../../tools/map/diff/text";
import { mapMarkdown } from "../../tools/map/markdown";
import { mapMermaid } from "../../tools/map/mermaid";
import { mapOf } from "../../tools/map/mapOf";
import { mapText } from "../../tools/map/text";
import { readState, State } from "../../tools/state";
import { cachingDisabled } from "../support/programs";

const hidden = "origin-of-a-customer.example.net";

/** A stack whose origin has a secret domain name, as `pulumi stack export --show-secrets` writes it. */
function stack(originPath: string): State {
  const type = "aws:cloudfront/distribution:Distribution";
  const origin = {
    originId: "shop",
    domainName: { [signatureKey]: secretSignature, plaintext: JSON.stringify(hidden) },
  };
  const inputs = {
    aliases: ["www.example.org"],
    origins: [{ ...origin, originPath, customOriginConfig: { originProtocolPolicy: "https-only" } }],
    defaultCacheBehavior: {
      targetOriginId: "shop",
      viewerProtocolPolicy: "https-only",
      allowedMethods: ["GET", "HEAD"],
      cachePolicyId: cachingDisabled,
    },
  };
  return readState({ deployment: { resources: [{ urn: `urn:pulumi:prod::site::${type}::front`, type, inputs }] } });
}

describe("A secret domain name of an origin", () => {
  const state = stack("");
  const explanation = explain(state, viewerRequest("https://www.example.org/a"));
  const diff = diffOf(state, stack("/v2"));
  const printed: Readonly<Record<string, string>> = {
    map: mapText(mapOf(state)),
    "map --json": JSON.stringify(mapOf(state)),
    "map --mermaid": mapMermaid(mapOf(state)),
    "map --markdown": mapMarkdown(state),
    "map --diff": diffText(diff),
    "map --diff --markdown": diffMarkdown(diff),
    "map --diff --json": JSON.stringify(diff),
    explain: explanationText(explanation),
    "explain --json": JSON.stringify(explanation),
  };
  for (const [command, output] of Object.entries(printed)) {
    it(`is not printed by ${command}`, () => {
      assert.doesNotMatch(output, /customer/);
      assert.match(output, /a secret/);
    });
  }
});
