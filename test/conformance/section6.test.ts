import assert from "node:assert/strict";
import { CustomErrorResponse } from "../../local-aws/aws/cloudfront/distribution";
import { Resources } from "../../local-aws/provider/resources";
import { putBucket } from "../support/account";
import { guide, Row, rowTitle, sectionTitle, showRows } from "../support/conformance";
import { sendRaw, serving } from "../support/edge";
import { sendRequest, Received } from "../support/https";
import { allViewer } from "../support/programs";
import { answerToResource } from "../support/refusals";
import { behaviorTo, deployDistribution, propertiesFor, shapes, typeOf } from "../support/shapes";
import { answerRows, caching, cookies, counting, errorRows, responses, toTalkative } from "./tables/answers";
import { originRows, patternRows, requestRows } from "./tables/behaviors";
import { accepted, account as ofDistributions } from "./tables/distributions";
import { headerRows, sent, sentRows } from "./tables/headers";
import { account, always, api, front, toApi } from "./tables/hosts";
import { settingRows } from "./tables/settings";

const section = 6;
const errorPages = guide("GeneratingCustomErrorResponses");

describe(sectionTitle(section), () => {
  const edge = serving(account);
  const now = Date.now;
  afterEach(() => {
    Date.now = now;
  });

  showRows(patternRows, edge);
  showRows(requestRows, edge);
  showRows(originRows, edge);

  // HTTP/1.0 does not define 307.
  for (const [method, status] of [
    ["GET", 301],
    ["POST", 403],
  ] as const) {
    const row: Row = {
      section,
      row: `redirect-to-https, ${method} with HTTP/1.0`,
      pages: [guide("using-https-viewers-to-cloudfront")],
    };
    it(rowTitle(row, String(status)), async () => {
      const host = front(toApi, { viewerProtocolPolicy: "redirect-to-https" });
      const request = `${method} /a?b=1 HTTP/1.0\r\nhost: ${host}\r\n\r\n`;
      const received = await sendRaw(edge(), undefined, request);
      assert.match(received, new RegExp(`^HTTP/1\\.1 ${status} `));
      assert.equal(received.includes(`location: https://${host}:${edge().port}/a?b=1`), status === 301);
    });
  }

  for (const row of headerRows) {
    it(rowTitle(row, row.expected === "other" ? "forwarded only by legacy settings" : row.expected), () => {
      const name = row.name.toLowerCase();
      const goesOn = [false, true].map((legacy) => sent({ [name]: "value" }, { legacy })[name] === "value");
      assert.deepEqual(goesOn, [row.expected === "forwarded", row.expected !== "removed"]);
    });
  }

  for (const row of sentRows) {
    it(rowTitle(row, JSON.stringify(row.expected)), () => {
      const headers = sent(row.given, row.forwarding, row.method);
      assert.match(String(headers["x-amz-cf-id"]), /^[\w-]+==$/);
      assert.deepEqual(
        Object.keys(row.expected).map((name) => headers[name]),
        Object.values(row.expected),
      );
    });
  }

  showRows(answerRows, edge);

  it(
    rowTitle({ section, row: "an origin's Set-Cookie if cookies are forwarded", pages: [cookies] }, "kept"),
    async () => {
      const { headers } = await sendRequest(edge(), front(toTalkative), "/");
      assert.deepEqual(headers["set-cookie"], ["a=1"]);
    },
  );

  it(rowTitle({ section, row: "an origin's Via", pages: [responses] }, "replaced by CloudFront's"), async () => {
    const { headers } = await sendRequest(edge(), front(toTalkative), "/");
    assert.match(String(headers.via), /^1\.1 E\w+\.cloudfront\.net \(CloudFront\)$/);
  });

  for (const row of errorRows) {
    it(rowTitle(row, row.expected === 0 ? "not cached" : `cached for ${row.expected} s`), async () => {
      const { cachePolicyId = caching, entry, status, maxAge } = row;
      const settings = { cachePolicyId, originRequestPolicyId: undefined };
      const host = deployDistribution(
        account,
        "aws",
        { counting },
        {
          defaultCacheBehavior: behaviorTo("counting", settings),
          ...(entry === undefined ? {} : { customErrorResponses: [entry] }),
        },
      );
      const path = `/${status}${maxAge === undefined ? "" : `/${maxAge}`}`;
      const get = async (): Promise<Received> => {
        const received = await sendRequest(edge(), host, path);
        assert.deepEqual([received.status, received.headers["x-cache"]], [status, "Error from cloudfront"]);
        return received;
      };
      const started = now();
      Date.now = () => started;
      const first = (await get()).headers["x-calls"];
      const callsAt = async (seconds: number) => {
        Date.now = () => started + seconds * 1000;
        return (await get()).headers["x-calls"];
      };
      if (row.expected > 0) {
        assert.equal(await callsAt(row.expected - 1), first);
      }
      assert.notEqual(await callsAt(row.expected + 1), first);
    });
  }

  const site = { domainName: putBucket(account, { "index.html": "<title>App</title>" }, "cloudfront"), ...always };
  const pageFor = (errorCode: number) => [{ errorCode, responseCode: 200, responsePagePath: "/index.html" }];
  for (const shape of shapes) {
    const deploy = (customErrorResponses: readonly CustomErrorResponse[]) =>
      deployDistribution(
        account,
        shape,
        { api: toApi, site },
        {
          customErrorResponses,
          orderedCacheBehaviors: [
            { pathPattern: "/*.html", ...behaviorTo("site") },
            { pathPattern: "/host/*", ...behaviorTo("api", { originRequestPolicyId: allViewer }) },
          ],
        },
      );
    const byPath: Row = {
      section,
      row: "an error page is served by the first behavior that matches its path",
      pages: [errorPages],
    };
    it(rowTitle(byPath, `the site's, from ${shape}`), async () => {
      const host = deploy(pageFor(503));
      const masked = await sendRequest(edge(), host, "/status/503");
      assert.deepEqual([masked.status, masked.body], [200, "<title>App</title>"]);
      assert.equal(masked.headers["x-cache"], "Error from cloudfront");
      const other = await sendRequest(edge(), host, "/status/404");
      assert.deepEqual([other.status, other.body], [404, `Hello from ${api}/status/404`]);
    });
    const masks: Row = {
      section,
      row: "an error page hides API Gateway's 403",
      pages: [errorPages],
      certainty: "derived",
    };
    it(rowTitle(masks, `200, from ${shape}`), async () => {
      assert.equal((await sendRequest(edge(), deploy([]), "/host/a")).status, 403);
      assert.equal((await sendRequest(edge(), deploy(pageFor(403)), "/host/a")).status, 200);
    });
  }
});

describe(`${sectionTitle(section)}, settings that CloudFront accepts`, () => {
  const resources = new Resources(ofDistributions, () => "eu-west-1", "nested");
  for (const row of settingRows) {
    for (const shape of shapes) {
      it(rowTitle(row, `${row.expected.source} from ${shape}`), () => {
        const inputs = propertiesFor(shape, { ...accepted, ...row.change });
        assert.match(answerToResource(resources, typeOf[shape], inputs), row.expected);
      });
    }
  }
});
