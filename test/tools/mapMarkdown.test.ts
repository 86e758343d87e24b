import assert from "node:assert/strict";
import { join } from "node:path";
import { root } from "../../repository";
import { mapMarkdown } from "../../tools/map/markdown";
import { readState, State } from "../../tools/state";
import { readStateFile } from "../../tools/stateFile";
import { allViewer, allViewerExceptHostHeader, cachingDisabled } from "../support/programs";

const type = "aws:cloudfront/distribution:Distribution";
const domainName = "abc.execute-api.us-east-1.amazonaws.com";

interface Front {
  readonly name: string;
  readonly originRequestPolicyId: string;
  readonly pathPatterns?: readonly string[];
  readonly viewerProtocolPolicy?: string;
}

/** The state of a stack with several distributions in front of one API. */
function stack(...fronts: readonly Front[]): State {
  const resources = fronts.map(({ name, pathPatterns = [], viewerProtocolPolicy = "https-only", ...rest }) => {
    const behavior = {
      targetOriginId: "api",
      viewerProtocolPolicy,
      allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
      cachePolicyId: cachingDisabled,
      ...rest,
    };
    const customOriginConfig = { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"], httpsPort: 443 };
    return {
      urn: `urn:pulumi:prod::site::${type}::${name}`,
      type,
      outputs: {
        origins: [{ originId: "api", domainName, customOriginConfig }],
        defaultCacheBehavior: behavior,
        orderedCacheBehaviors: pathPatterns.map((pathPattern) => ({ ...behavior, pathPattern })),
        viewerCertificate: { cloudfrontDefaultCertificate: true },
      },
    };
  });
  return readState({ deployment: { resources } });
}

describe("npm run map --markdown", () => {
  it("prints the stack's name, the flowchart and each finding", () => {
    const comment = mapMarkdown(readStateFile(join(root, "test", "fixtures", "aws-state.json")));
    const [title, map, ...findings] = comment.split("\n\n");
    assert.match(title ?? "", /^## Route map of stack \S+$/);
    assert.match(map ?? "", /^```mermaid\nflowchart LR\n[^]+:::rejected\n[^]+\n```$/);
    assert.match(
      findings.join("\n\n"),
      /^Red: .+\n\n- \*\*mandatory: api-gateway-origin-host-header\*\* on front-distribution<br>cache behavior "\/api\/\\\*" .+\n$/,
    );
  });

  it("states that there are no findings, or no distribution", () => {
    const healthy = mapMarkdown(stack({ name: "front", originRequestPolicyId: allViewerExceptHostHeader }));
    assert.match(healthy, /^## Route map of stack prod\n\n```mermaid\n[^]+```\n\nNo findings\.\n$/);
    assert.ok(!healthy.includes(":::rejected"));
    assert.equal(
      mapMarkdown(readState({ deployment: {} })),
      "## Route map of stack \n\nThe stack has no CloudFront distribution.\n",
    );
  });

  it("lists mandatory findings first", () => {
    const comment = mapMarkdown(
      stack(
        { name: "shadowed", originRequestPolicyId: allViewerExceptHostHeader, pathPatterns: ["/*", "/a"] },
        { name: "refused", originRequestPolicyId: allViewer },
      ),
    );
    const levels = [...comment.matchAll(/^- \*\*(\w+): /gm)].map(([, level]) => level);
    assert.equal(levels[0], "mandatory");
    assert.deepEqual([...new Set(levels)], ["mandatory", "advisory"]);
  });

  it("has no mention, link, control character or direction of text from a name", () => {
    const name = "@team https://evil.example www.evil.example \u001b[2K\u202egnp";
    const comment = mapMarkdown(stack({ name, originRequestPolicyId: allViewer, pathPatterns: [`/${name}`] }));
    assert.ok(!comment.includes("\u001b") && !comment.includes("\u202e"));
    // GitHub makes no links in a flowchart.
    const text = comment.replace(/```[^]*```/, "");
    assert.doesNotMatch(text, /@team|www\.evil/);
    const links = new Set(text.match(/https?:\/\/[\w.-]+/g));
    assert.deepEqual([...links], ["https://docs.aws.amazon.com"]);
    assert.match(comment, / on @\u200bteam https:\u200b\/\/evil\.example www\u200b\.evil\.example /);
  });

  it("escapes Markdown and HTML in names", () => {
    const name = "<img src=x>`*_[a](b)|#1";
    const comment = mapMarkdown(stack({ name, originRequestPolicyId: allViewer }));
    const shown = / on (.+)<br>/.exec(comment)?.[1] ?? "";
    assert.equal(shown.replace(/\\(.)/g, "$1"), name);
    assert.equal(/(?<!\\)[<>`*_[\]|#]/.exec(shown), null);
  });

  it("stays within GitHub's limit for comments, and counts the findings that it omits", () => {
    for (const count of [20, 120, 200, 400]) {
      const fronts = Array.from({ length: count }, (_, at) => ({
        name: `front-${at}`,
        originRequestPolicyId: allViewer,
      }));
      const comment = mapMarkdown(stack(...fronts));
      assert.ok(comment.length <= 65_536, String(comment.length));
      const shown = comment.match(/^- \*\*mandatory: /gm)?.length ?? 0;
      const left = Number(/^(\d+) more findings are not shown/m.exec(comment)?.[1] ?? 0);
      assert.equal(shown + left, count);
      assert.ok(shown > 0);
      assert.equal(comment.includes("```mermaid"), !comment.includes("The map is too large for a comment"));
    }
  });

  it("omits a flowchart that exceeds the limits of Mermaid", () => {
    const pathPatterns = Array.from({ length: 75 }, (_, at) => `/${at}/*`);
    const fronts = ["a", "b", "c", "d"].map((name) => ({
      name,
      originRequestPolicyId: allViewerExceptHostHeader,
      pathPatterns,
    }));
    assert.match(mapMarkdown(stack(...fronts)), /^The map is too large for a comment. Run `map` to see it\.$/m);
    assert.match(mapMarkdown(stack(...fronts.slice(0, 2))), /^```mermaid$/m);
  });
});
