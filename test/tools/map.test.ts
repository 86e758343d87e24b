import assert from "node:assert/strict";
import { join } from "node:path";
import { Account } from "../../local-aws/aws/account";
import { isKnown } from "../../policy-pack/program/maybe";
import { escaped, mapMermaid } from "../../tools/map/mermaid";
import { mapOf, statusOf } from "../../tools/map/mapOf";
import { mapText } from "../../tools/map/text";
import { readStateFile } from "../../tools/stateFile";
import { root } from "../../repository";
import { putBucket, putFunction, putHttpApi, putOriginAccessControl } from "../support/account";
import { scriptLine, sh } from "../support/shell";
import { behaviorTo, deployDistribution, shapes } from "../support/shapes";
import { stateOf } from "./stateOf";

const fixture = join(root, "test", "fixtures", "aws-state.json");

describe("A map", () => {
  const [distribution] = mapOf(readStateFile(fixture));

  it("has every cache behavior with its origins and status", () => {
    const behaviors = distribution?.behaviors;
    assert.ok(behaviors !== undefined && isKnown(behaviors));
    assert.deepEqual(
      behaviors.map(({ pathPattern, host, caches, findings }) => [pathPattern, host, caches, statusOf(findings)]),
      [
        ["/api", "the origin's", false, "ok"],
        ["/api/*", "the viewer's", false, "rejected"],
        ["*", "the origin's", true, "ok"],
      ],
    );
  });

  it("has a Mermaid flowchart that marks a rejected behavior and crosses out its arrow", () => {
    const lines = mapMermaid(mapOf(readStateFile(fixture))).split("\n");
    assert.equal(lines[0], "flowchart LR");
    const rejected = lines.filter((line) => line.endsWith(":::rejected"));
    assert.deepEqual(rejected, ['    d0b1["/api/#42;<br/>https-only<br/>api-gateway-origin-host-header"]:::rejected']);
    assert.deepEqual(
      lines.filter((line) => line.includes("-.-x")),
      ['  d0b1 -.-x|"Host: the viewer#39;s"| d0o0'],
    );
    const nodes = lines.flatMap((line) => /^ +(viewers|d\d+[bo]\d+)[[(]/.exec(line)?.[1] ?? []);
    const ends = lines.flatMap((line) => /^ {2}(\w+) (?:-->|-\.-x)(?:\|.*\|)? (\w+)$/.exec(line)?.slice(1) ?? []);
    assert.deepEqual([...new Set(ends)].sort(), nodes.sort());
  });

  it("escapes Mermaid and HTML in names", () => {
    const name = '"];click d0 "x"\n%%{init}%%<b>`*_|#quot;';
    assert.match(escaped(name), /^([A-Za-z0-9 ./:,-]|#\d+;)*$/);
    const shown = escaped(name).replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
    assert.equal(shown, name.replace("\n", " "));
  });

  it("shows distributions of all types, with several origins and error pages", () => {
    const account = new Account();
    const api = {
      domainName: putHttpApi(account, putFunction(account)).domainName,
      customOriginConfig: { originProtocolPolicy: "https-only" as const },
    };
    const site = {
      domainName: putBucket(account, {}, "cloudfront"),
      originAccessControlId: putOriginAccessControl(account, "always"),
    };
    for (const shape of shapes) {
      deployDistribution(
        account,
        shape,
        { api, site },
        {
          orderedCacheBehaviors: [{ pathPattern: "/site/*", ...behaviorTo("site") }],
          customErrorResponses: [{ errorCode: 404, responseCode: 200, responsePagePath: "/index.html" }],
          // CloudFront rejects an alias without a certificate.
          aliases: [],
        },
      );
    }
    const maps = mapOf(stateOf(account));
    assert.equal(maps.length, 3);
    for (const { findings } of maps) {
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        ["error-pages-mask-api"],
      );
    }
    assert.equal(mapText(maps).match(/^mandatory: error-pages-mask-api$/gm)?.length, 3);
    assert.equal(mapMermaid(maps).match(/subgraph/g)?.length, 3);
  });
});

describe("npm run map", () => {
  const run = (words: string) => sh(scriptLine("map", words), root);

  it("exits with 0 whatever the findings, and with 2 if there is no state", async () => {
    const text = await run(`--state ${fixture}`);
    assert.equal(text.code, 0, text.output);
    assert.match(text.output, /mandatory: *│/);
    assert.ok(!text.output.includes("\u001b["), "colors are for terminals only");
    const json = await run(`--json --state ${fixture}`);
    assert.equal((JSON.parse(json.output) as { name: string }[])[0]?.name, "front-distribution");
    const mermaid = await run(`--mermaid --state ${fixture}`);
    assert.match(mermaid.output, /^flowchart LR\n/);
    const nowhere = await run("--stack nowhere");
    assert.equal(nowhere.code, 2);
    assert.match(nowhere.output, /^Stack "nowhere" is not deployed on the local AWS\. .+\n$/);
  });
});
