import assert from "node:assert/strict";
import { Account } from "../../../local-aws/aws/account";
import { put, putBucket, putFunction, putHttpApi } from "../../support/account";
import { serving } from "../../support/edge";
import { Received, sendRequest } from "../../support/https";
import { behaviorTo, deployDistribution, Settings } from "../../support/shapes";

const account = new Account();
// Responds with the type, size and ETag in the path, e.g. `/text-html/1000/etag`.
const sized = putFunction(
  account,
  `exports.handler = async (event) => {
    const [, type, size, etag, encoding] = event.rawPath.split("/");
    return {
      statusCode: Number(event.queryStringParameters?.status ?? 200),
      headers: {
        "content-type": type.replace("-", "/"),
        ...(etag ? { etag: '"' + etag + '"' } : {}),
        ...(encoding ? { "content-encoding": encoding } : {}),
      },
      body: "a".repeat(Number(size)),
    };
  };`,
);
const api = {
  domainName: putHttpApi(account, sized).domainName,
  customOriginConfig: { originProtocolPolicy: "https-only" },
} as const;
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const uncompressed = "b2884449-e4de-46a7-ac36-70bc7f1ddd6d";
const onlyGzip = put(account, "aws:cloudfront/cachePolicy:CachePolicy", {
  minTtl: 1,
  parametersInCacheKeyAndForwardedToOrigin: {
    enableAcceptEncodingGzip: true,
    headersConfig: { headerBehavior: "none" },
    cookiesConfig: { cookieBehavior: "none" },
    queryStringsConfig: { queryStringBehavior: "all" },
  },
});

function front(settings: Settings = {}): string {
  const behavior = { compress: true, cachePolicyId: cachingOptimized, originRequestPolicyId: undefined, ...settings };
  return deployDistribution(account, "aws", { api }, { defaultCacheBehavior: behaviorTo("api", behavior) });
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
describe("The edge's compression", () => {
  const edge = serving(account);
  const html = "/text-html/1000";
  const both = "gzip, deflate, br";

  const get = (host: string, path: string, accepted?: string): Promise<Received> =>
    sendRequest(edge(), host, path, { headers: accepted === undefined ? {} : { "accept-encoding": accepted } });
  const encodingOf = async (host: string, path: string, accepted?: string) =>
    (await get(host, path, accepted)).headers["content-encoding"];

  for (const [accepted, encoding] of [
    [both, "br"],
    ["br", "br"],
    ["gzip", "gzip"],
    ["br;q=0, gzip;q=0.5", "gzip"],
    ["br;q=0.0, gzip; q=0", undefined],
    ["deflate", undefined],
    [undefined, undefined],
  ] as const) {
    it(`is ${encoding ?? "none"} for ${accepted === undefined ? "no Accept-Encoding" : `Accept-Encoding: ${accepted}`}`, async () => {
      const host = front();
      assert.equal(await encodingOf(host, html, accepted), encoding);
      const hit = await get(host, html, accepted);
      assert.deepEqual([hit.headers["x-cache"], hit.headers["content-encoding"]], ["Hit from cloudfront", encoding]);
    });
  }

  it("caches each encoding separately", async () => {
    const host = front();
    await get(host, html, both);
    const received = await get(host, html, "gzip");
    assert.deepEqual(
      [received.headers["x-cache"], received.headers["content-encoding"]],
      ["Miss from cloudfront", "gzip"],
    );
  });

  it("must be enabled in the behavior and in the cache policy", async () => {
    assert.equal(await encodingOf(front({ compress: false }), html, both), undefined);
    assert.equal(await encodingOf(front({ cachePolicyId: uncompressed }), html, both), undefined);
    assert.equal(await encodingOf(front({ cachePolicyId: onlyGzip }), html, both), "gzip");
  });

  it("applies to 1,000 to 10,000,000 bytes", async () => {
    const host = front();
    assert.equal(await encodingOf(host, "/text-html/999", both), undefined);
    const objects = { small: "a".repeat(1_000), large: "a".repeat(10_000_000), larger: "a".repeat(10_000_001) };
    const site = { domainName: putBucket(account, objects, "everyone") };
    for (const key of Object.keys(objects)) {
      const stored = account.list("aws:s3/bucketObjectv2:BucketObjectv2").find(({ id }) => id.endsWith(`/${key}`));
      assert.ok(stored);
      account.put({ ...stored, outputs: { ...stored.outputs, contentType: "text/plain" } });
    }
    const settings = { compress: true, cachePolicyId: cachingOptimized, originRequestPolicyId: undefined };
    const large = deployDistribution(account, "aws", { site }, { defaultCacheBehavior: behaviorTo("site", settings) });
    assert.deepEqual(await Promise.all(Object.keys(objects).map((key) => encodingOf(large, `/${key}`, "gzip"))), [
      "gzip",
      "gzip",
      undefined,
    ]);
  });

  for (const [type, compresses] of [
    ["text-css", true],
    ["text-html;charset=utf-8", true],
    ["application-json", true],
    ["application-javascript", true],
    ["image-svg+xml", true],
    ["image-png", false],
    ["application-zip", false],
  ] as const) {
    it(`${compresses ? "applies" : "does not apply"} to ${type.replace("-", "/")}`, async () => {
      assert.equal(await encodingOf(front(), `/${type}/1000`, both), compresses ? "br" : undefined);
    });
  }

  it("does not apply to compressed responses, nor to errors other than 403 and 404", async () => {
    assert.equal(await encodingOf(front(), "/text-html/1000/v1/zstd", both), "zstd");
    const host = front({ cachePolicyId: onlyGzip });
    const statuses = ["403", "404", "500"];
    const encodings = statuses.map((status) => encodingOf(host, `${html}?status=${status}`, both));
    assert.deepEqual(await Promise.all(encodings), ["gzip", "gzip", undefined]);
  });

  it("makes the ETag weak and adds Vary", async () => {
    const host = front();
    const { headers } = await get(host, `${html}/v1`, both);
    assert.deepEqual([headers.etag, headers.vary], ['W/"v1"', "Accept-Encoding"]);
    assert.equal((await get(host, `${html}/v1`)).headers.etag, '"v1"');
    const unchanged = await sendRequest(edge(), host, `${html}/v1`, {
      headers: { "accept-encoding": both, "if-none-match": 'W/"v1"' },
    });
    assert.equal(unchanged.status, 304);
  });
});
