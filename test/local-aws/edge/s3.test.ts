import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { Resources } from "../../../local-aws/provider/resources";
import { put, putBucket, putOriginAccessControl, region } from "../../support/account";
import { change } from "../../support/apiGateway";
import { serving } from "../../support/edge";
import { sendRequest } from "../../support/https";
import { deployDistribution } from "../../support/shapes";

const account = new Account();
const objects = "aws:s3/bucketObjectv2:BucketObjectv2";
const text = "0123456789";
const lastModified = "Wed, 01 Jul 2026 10:00:00 GMT";
const host = putBucket(account, { "a.txt": text }, "everyone");
const bucket = host.split(".")[0] ?? "";

/** Changes outputs of `a.txt`, or of another key. */
function set(outputs: JsonObject, key = "a.txt"): void {
  change(account, objects, `${bucket}/${key}`, outputs);
}

function add(key: string, content: string): void {
  const files = { "": account.putBlob(Buffer.from(content)) };
  put(account, objects, {}, { id: `${bucket}/${key}`, files });
}

describe("S3", () => {
  const edge = serving(account);
  const get = (path: string, headers: Record<string, string> = {}, method = "GET", from = host) =>
    sendRequest(edge(), from, path, { headers, method });

  before(() => {
    const stored = account.get(objects, `${bucket}/a.txt`);
    assert.ok(stored);
    account.put({ ...stored, internal: { lastModified: "2026-07-01T10:00:00.700Z" } });
    set({ etag: "abc" });
  });

  it("sends an object with its validators and its headers", async () => {
    set({
      cacheControl: "max-age=60",
      contentDisposition: "inline",
      contentEncoding: "identity",
      contentLanguage: "en",
      contentType: "text/plain",
      metadata: { status: "404", Owner: "me" },
    });
    const { status, body, headers } = await get("/a.txt");
    assert.deepEqual([status, body], [200, text]);
    const { date, connection, "keep-alive": kept, "x-amz-request-id": id, "x-amz-id-2": id2, ...rest } = headers;
    assert.ok(date && connection && kept && /^[0-9A-F]{16}$/.test(String(id)) && String(id2).length > 70);
    assert.deepEqual(rest, {
      "accept-ranges": "bytes",
      "cache-control": "max-age=60",
      "content-disposition": "inline",
      "content-encoding": "identity",
      "content-language": "en",
      "content-length": "10",
      "content-type": "text/plain",
      etag: '"abc"',
      "last-modified": lastModified,
      server: "AmazonS3",
      "x-amz-meta-owner": "me",
      "x-amz-meta-status": "404",
      "x-amz-server-side-encryption": "AES256",
    });
  });

  it("sends the same headers and no body to HEAD", async () => {
    const { status, body, headers } = await get("/a.txt", {}, "HEAD");
    assert.deepEqual([status, body, headers["content-length"], headers.etag], [200, "", "10", '"abc"']);
  });

  it("uses the MD5 of the content if the account has no ETag", async () => {
    add("b.txt", "b");
    const { headers } = await get("/b.txt");
    assert.equal(headers.etag, `"${createHash("md5").update("b").digest("hex")}"`);
    assert.equal(headers["content-type"], "binary/octet-stream");
  });

  const earlier = "Wed, 01 Jul 2026 09:59:59 GMT";
  const conditions: readonly (readonly [status: number, headers: Record<string, string>])[] = [
    [304, { "if-none-match": '"abc"' }],
    [304, { "if-none-match": '"x", W/"abc"' }],
    [304, { "if-none-match": "*" }],
    [200, { "if-none-match": '"other"' }],
    [304, { "if-modified-since": lastModified }],
    [200, { "if-modified-since": earlier }],
    [200, { "if-modified-since": "nonsense" }],
    // A date applies only if there is no ETag.
    [200, { "if-none-match": '"other"', "if-modified-since": lastModified }],
    [412, { "if-match": '"other"' }],
    [200, { "if-match": '"abc"', "if-unmodified-since": earlier }],
    [412, { "if-unmodified-since": earlier }],
    [200, { "if-unmodified-since": lastModified }],
  ];
  for (const [status, headers] of conditions) {
    it(`returns ${status} for ${JSON.stringify(headers)}`, async () => {
      const received = await get("/a.txt", headers);
      assert.equal(received.status, status);
      if (status === 304) {
        assert.deepEqual([received.body, received.headers.etag], ["", '"abc"']);
      }
    });
  }

  const ranges: readonly (readonly [range: string, status: number, body: string, contentRange?: string])[] = [
    ["bytes=0-3", 206, "0123", "bytes 0-3/10"],
    ["bytes=8-", 206, "89", "bytes 8-9/10"],
    ["bytes=-3", 206, "789", "bytes 7-9/10"],
    ["bytes=5-99", 206, "56789", "bytes 5-9/10"],
    ["bytes=-99", 206, text, "bytes 0-9/10"],
    ["bytes=10-", 416, "", "bytes */10"],
    ["bytes=-0", 416, "", "bytes */10"],
    // Unsupported ranges return the whole object.
    ["bytes=0-1,3-4", 200, text],
    ["bytes=5-3", 200, text],
    ["items=0-1", 200, text],
  ];
  for (const [range, status, body, contentRange] of ranges) {
    it(`returns ${status} for the range ${range}`, async () => {
      const received = await get("/a.txt", { range });
      assert.deepEqual([received.status, received.headers["content-range"]], [status, contentRange]);
      if (status === 416) {
        assert.match(received.body, /<Code>InvalidRange<\/Code>/);
      } else {
        assert.equal(received.body, body);
      }
    });
  }

  describe("decodes the key from the path", () => {
    const keys: readonly (readonly [path: string, key: string])[] = [
      ["/with%20space", "with space"],
      ["/with+plus", "with plus"],
      ["/a%2Bb", "a+b"],
      ["/caf%C3%A9/%E2%82%AC", "café/€"],
      ["/a//b/", "a//b/"],
      ["/a/../b", "a/../b"],
      ["/%2e%2e/%2e%2e/etc/passwd", "../../etc/passwd"],
      ["/100%25", "100%"],
      ["/q?versionId=1", "q"],
    ];
    for (const [path, key] of keys) {
      it(`${path}: "${key}"`, async () => {
        const missing = await get(path);
        assert.deepEqual([missing.status, missing.body.includes(`<Key>${key}</Key>`)], [404, true]);
        add(key, `this is ${key}`);
        assert.equal((await get(path)).body, `this is ${key}`);
      });
    }

    it("and returns 400 for an invalid encoding", async () => {
      for (const path of ["/%", "/%zz", "/%ff"]) {
        const { status, body } = await get(path);
        assert.equal(status, 400);
        assert.match(body, /<Code>InvalidURI<\/Code>/);
      }
    });

    it("and serves no object of another bucket", async () => {
      const other = putBucket(account, { secret: "secret" }, "none").split(".")[0] ?? "";
      for (const path of [`/../${other}/secret`, `/%2e%2e/${other}/secret`, `/..%2f${other}%2fsecret`]) {
        assert.equal((await get(path)).status, 404);
      }
    });
  });

  describe("rejects", () => {
    it("an unsigned request to a bucket that only CloudFront may read", async () => {
      const domainName = putBucket(account, { "a.txt": text }, "cloudfront");
      assert.equal((await get("/a.txt", {}, "GET", domainName)).status, 403);
      for (const [behavior, status] of [
        ["always", 200],
        ["never", 403],
      ] as const) {
        const originAccessControlId = putOriginAccessControl(account, behavior);
        const front = deployDistribution(account, "aws", { site: { domainName, originAccessControlId } });
        assert.equal((await sendRequest(edge(), front, "/a.txt")).status, status, behavior);
      }
    });

    it("an unsigned request if public access is blocked, despite a public policy", async () => {
      const domainName = putBucket(account, { "a.txt": text }, "everyone");
      const id = domainName.split(".")[0] ?? "";
      assert.equal((await get("/a.txt", {}, "GET", domainName)).status, 200);
      const block = { bucket: id, restrictPublicBuckets: true };
      put(account, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", block, { id });
      assert.equal((await get("/a.txt", {}, "GET", domainName)).status, 403);
    });

    it("an invalid signature, and an Authorization header that is no signature", async () => {
      const wrong = "AWS4-HMAC-SHA256 Credential=arn:x, Signature=00";
      assert.match((await get("/a.txt", { authorization: wrong })).body, /<Code>SignatureDoesNotMatch<\/Code>/);
      const { status, body } = await get("/a.txt", { authorization: "Bearer x" });
      assert.equal(status, 400);
      assert.match(body, /<Code>InvalidArgument<\/Code>/);
    });

    it("PUT, and a host without a bucket", async () => {
      assert.equal((await get("/a.txt", {}, "PUT")).status, 405);
      assert.equal((await get("/a.txt", {}, "GET", `unknown.s3.${region}.amazonaws.com`)).status, 403);
    });
  });

  it("is an S3 origin over HTTPS if the bucket's name has dots, but not a custom origin", async () => {
    const domainName = putBucket(account, { "a.txt": text }, "cloudfront", "www.example.com");
    const originAccessControlId = putOriginAccessControl(account, "always");
    const s3Origin = deployDistribution(account, "aws", { site: { domainName, originAccessControlId } });
    assert.equal((await sendRequest(edge(), s3Origin, "/a.txt")).status, 200);
    const customOriginConfig = { originProtocolPolicy: "https-only" } as const;
    const customOrigin = deployDistribution(account, "aws", { site: { domainName, customOriginConfig } });
    assert.equal((await sendRequest(edge(), customOrigin, "/a.txt")).status, 502);
  });

  it("lists the keys at the root of a bucket for a caller with permission", async () => {
    const domainName = putBucket(account, { "b&c": "12", a: "1" }, "everyone");
    const { status, body, headers } = await get("/", {}, "GET", domainName);
    assert.deepEqual([status, headers["content-type"]], [200, "application/xml"]);
    assert.deepEqual(body.match(/<(Key|Size)>[^<]*/g), ["<Key>a", "<Size>1", "<Key>b&amp;c", "<Size>2"]);
    const closed = putBucket(account, { a: "1" }, "none");
    assert.equal((await get("/", {}, "GET", closed)).status, 403);
  });

  it("returns when the provider last uploaded an object", async () => {
    const resources = new Resources(account, () => region, "nested");
    const startedAt = Math.floor(Date.now() / 1000) * 1000;
    const made = resources.create(objects, { bucket, key: "made.txt" });
    account.put({ ...made, files: { "": account.putBlob(Buffer.from("made")) } });
    const { headers } = await get("/made.txt");
    const modified = Date.parse(String(headers["last-modified"]));
    assert.ok(modified >= startedAt && modified <= Date.now());
  });
});
