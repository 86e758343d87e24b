import assert from "node:assert/strict";
import { Account } from "../../../local-aws/aws/account";
import { put, putBucket, putFunction, putHttpApi } from "../../support/account";
import { serving } from "../../support/edge";
import { Received, sendRequest } from "../../support/https";
import { behaviorTo, deployDistribution, Settings, Shape, shapes } from "../../support/shapes";

const account = new Account();
// Counts its calls and responds with the status and headers in the query string.
const counter = putFunction(
  account,
  `let calls = 0;
  exports.handler = async (event) => {
    calls += 1;
    const query = event.queryStringParameters ?? {};
    const { status = "200", headers = "{}" } = query;
    const given = JSON.parse(headers);
    if (query.changes !== undefined) {
      given.etag = '"' + calls + '"';
    }
    const unchanged = given.etag !== undefined && event.headers["if-none-match"] === given.etag;
    return {
      statusCode: unchanged ? 304 : Number(status),
      headers: { "x-calls": String(calls), ...given },
      cookies: ["session=" + calls],
      body: unchanged ? "" : "answer to " + (event.rawPath + " ").slice(0, -1),
    };
  };`,
);
const origin = {
  domainName: putHttpApi(account, counter).domainName,
  customOriginConfig: { originProtocolPolicy: "https-only" },
} as const;

interface PolicySettings {
  readonly ttl?: readonly [min: number, normal: number, max: number];
  readonly headers?: string[];
  readonly cookies?: string[];
}

/** A cache policy that forwards every query string, which tells the origin how to respond. */
function cachePolicy({ ttl: [minTtl, defaultTtl, maxTtl] = [0, 60, 3600], headers, cookies }: PolicySettings): string {
  return put(account, "aws:cloudfront/cachePolicy:CachePolicy", {
    minTtl,
    defaultTtl,
    maxTtl,
    parametersInCacheKeyAndForwardedToOrigin: {
      headersConfig: { headerBehavior: headers ? "whitelist" : "none", headers: { items: headers } },
      cookiesConfig: { cookieBehavior: cookies ? "whitelist" : "none", cookies: { items: cookies } },
      queryStringsConfig: { queryStringBehavior: "all" },
    },
  });
}

function front(policy: PolicySettings = {}, settings: Settings = {}, shape: Shape = "aws"): string {
  return frontWith({ cachePolicyId: cachePolicy(policy), ...settings }, shape);
}

function frontWith(settings: Settings, shape: Shape = "aws"): string {
  const allowedMethods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
  const defaultCacheBehavior = behaviorTo("origin", { allowedMethods, originRequestPolicyId: undefined, ...settings });
  return deployDistribution(account, shape, { origin }, { defaultCacheBehavior });
}

/** A path for which the origin responds with these headers and this status. */
function pathFor(headers: Readonly<Record<string, string>>, status = 200): string {
  return `/a?status=${status}&headers=${encodeURIComponent(JSON.stringify(headers))}`;
}

const cause = ({ headers }: Received) => String(headers["x-cache"]).replace(" from cloudfront", "");

/** Moves the edge's clock forward for the rest of the test. */
function later(seconds: number): void {
  const before = Date.now;
  Date.now = () => before() + seconds * 1000;
}

describe("The edge's cache", () => {
  const edge = serving(account);
  const now = Date.now;
  afterEach(() => {
    Date.now = now;
  });

  type Options = Parameters<typeof sendRequest>[3];
  const get = (host: string, path = "/a", options: Options = {}) => sendRequest(edge(), host, path, options);
  /** The X-Cache values of the same request, sent twice. */
  async function twice(host: string, path = "/a", first: Options = {}, second: Options = first): Promise<string[]> {
    return [cause(await get(host, path, first)), cause(await get(host, path, second))];
  }

  for (const shape of shapes) {
    it(`serves the second request and sets Age (${shape})`, async () => {
      const host = front({}, {}, shape);
      const miss = await get(host);
      assert.deepEqual([cause(miss), miss.headers.age], ["Miss", undefined]);
      later(7);
      const hit = await get(host);
      assert.deepEqual([cause(hit), hit.headers.age], ["Hit", "7"]);
      assert.deepEqual([hit.body, hit.headers["x-calls"]], [miss.body, miss.headers["x-calls"]]);
      later(60);
      assert.equal(cause(await get(host)), "Miss");
    });
  }

  it("stores nothing if the policy disables caching", async () => {
    assert.deepEqual(await twice(front({ ttl: [0, 0, 0] })), ["Miss", "Miss"]);
  });

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html
  describe("shares a response between two requests", () => {
    const policy = { headers: ["X-In-Key"], cookies: ["in-key"] };
    const rows: readonly (readonly [what: string, first: Options, second: Options, hit: boolean])[] = [
      [
        "that differ in a header outside the key",
        { headers: { "x-other": "1" } },
        { headers: { "x-other": "2" } },
        true,
      ],
      [
        "but not if a header in the key differs",
        { headers: { "x-in-key": "1" } },
        { headers: { "x-in-key": "2" } },
        false,
      ],
      ["but not if a header in the key is missing", { headers: { "x-in-key": "1" } }, {}, false],
      ["that differ in a cookie outside the key", { headers: { cookie: "a=1" } }, { headers: { cookie: "a=2" } }, true],
      [
        "but not if a cookie in the key differs",
        { headers: { cookie: "in-key=1" } },
        { headers: { cookie: "in-key=2" } },
        false,
      ],
      ["of which one is GET and the other HEAD", {}, { method: "HEAD" }, true],
      ["but not if they are POST", { method: "POST" }, { method: "POST" }, false],
      ["but not if they are OPTIONS", { method: "OPTIONS" }, { method: "OPTIONS" }, false],
    ];
    for (const [what, first, second, hit] of rows) {
      it(what, async () => {
        assert.deepEqual(await twice(front(policy), "/a", first, second), ["Miss", hit ? "Hit" : "Miss"]);
      });
    }

    it("only if path and query string are the same, in case and order", async () => {
      const host = front();
      await get(host, "/a?x=1&y=2");
      for (const path of ["/A?x=1&y=2", "/b?x=1&y=2", "/a?y=2&x=1", "/a?x=1", "/a"]) {
        assert.equal(cause(await get(host, path)), "Miss", path);
      }
      assert.equal(cause(await get(host, "/a?x=1&y=2")), "Hit");
    });

    it("only within the same behavior", async () => {
      const settings = { cachePolicyId: cachePolicy({}), originRequestPolicyId: undefined };
      const host = deployDistribution(
        account,
        "aws",
        { origin },
        {
          defaultCacheBehavior: behaviorTo("origin", settings),
          orderedCacheBehaviors: [{ pathPattern: "/b", ...behaviorTo("origin", settings) }],
        },
      );
      assert.deepEqual([...(await twice(host, "/a")), ...(await twice(host, "/b"))], ["Miss", "Hit", "Miss", "Hit"]);
    });

    it("of OPTIONS if the behavior caches OPTIONS, separately from GET", async () => {
      const host = front({}, { cachedMethods: ["GET", "HEAD", "OPTIONS"] });
      assert.deepEqual(await twice(host, "/a", { method: "OPTIONS" }), ["Miss", "Hit"]);
      assert.equal(cause(await get(host)), "Miss");
    });

    it("only until the distribution changes", async () => {
      const host = front();
      assert.deepEqual(await twice(host), ["Miss", "Hit"]);
      const type = "aws:cloudfront/distribution:Distribution";
      const stored = account
        .list(type)
        .find(({ outputs }) => JSON.stringify(outputs.aliases) === JSON.stringify([host]));
      assert.ok(stored);
      account.put({ ...stored, outputs: { ...stored.outputs, comment: "changed" } });
      assert.equal(cause(await get(host)), "Miss");
    });
  });

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html#ExpirationDownloadDist
  describe("stores a response", () => {
    const expires = "in 100 s";
    // The date depends on when a test runs, which can be long after this file is loaded.
    const sent = (headers: Record<string, string>): Record<string, string> =>
      headers.expires === expires
        ? { ...headers, expires: new Date(Math.ceil(Date.now() / 1000 + 100) * 1000).toUTCString() }
        : headers;
    const rows: readonly (readonly [
      ttl: [number, number, number],
      headers: Record<string, string>,
      from: number,
      to: number,
    ])[] = [
      [[0, 60, 3600], {}, 59, 61],
      [[0, 60, 3600], { "cache-control": "max-age=100" }, 99, 101],
      [[0, 60, 3600], { "cache-control": "max-age=100, s-maxage=200" }, 199, 201],
      [[0, 60, 3600], { "cache-control": "max-age=9999" }, 3599, 3601],
      [[0, 60, 3600], { expires }, 80, 160],
      [[0, 60, 3600], { expires, "cache-control": "max-age=300" }, 299, 301],
      [[200, 200, 3600], { "cache-control": "max-age=100" }, 199, 201],
      [[200, 300, 3600], {}, 299, 301],
      [[200, 200, 3600], { expires: "0" }, 199, 201],
      [[200, 200, 3600], { "cache-control": "no-store" }, 199, 201],
      [[200, 200, 3600], { "cache-control": "private, max-age=1000" }, 199, 201],
    ];
    for (const [ttl, headers, from, to] of rows) {
      const [min, normal, max] = ttl;
      it(`between ${from} and ${to} s with TTLs of ${min}, ${normal} and ${max} and ${JSON.stringify(headers)}`, async () => {
        const host = front({ ttl });
        const path = pathFor(sent(headers));
        await get(host, path);
        later(from);
        assert.equal(cause(await get(host, path)), "Hit");
        later(to - from);
        assert.notEqual(cause(await get(host, path)), "Hit");
      });
    }

    for (const cacheControl of ["no-cache", "no-store", "private", "max-age=0", "s-maxage=0, max-age=9"]) {
      it(`never with a minimum TTL of 0 and ${cacheControl}`, async () => {
        assert.deepEqual(await twice(front(), pathFor({ "cache-control": cacheControl })), ["Miss", "Miss"]);
      });
    }

    it("for the TTLs of the legacy settings, by default for a day", async () => {
      const forwardedValues = { queryString: true, cookies: { forward: "none" as const } };
      const short = frontWith({ forwardedValues, minTtl: 0, defaultTtl: 30, maxTtl: 60 });
      const long = frontWith({ forwardedValues });
      await Promise.all([get(short), get(long)]);
      later(31);
      assert.equal(cause(await get(short)), "Miss");
      later(86_000);
      assert.equal(cause(await get(long)), "Hit");
    });

    it("by the query string keys of the legacy settings", async () => {
      const forwardedValues = { queryString: true, queryStringCacheKeys: ["a"], cookies: { forward: "none" as const } };
      const host = frontWith({ forwardedValues });
      await get(host, "/a?a=1&b=1");
      assert.equal(cause(await get(host, "/a?a=1&b=2")), "Hit");
      assert.equal(cause(await get(host, "/a?a=2&b=1")), "Miss");
    });
  });

  describe("for a conditional request", () => {
    const validators = { etag: '"v1"', "last-modified": "Wed, 01 Apr 2026 00:00:00 GMT", "content-type": "text/plain" };
    const path = pathFor(validators);

    const rows: readonly (readonly [headers: Record<string, string>, status: number])[] = [
      [{ "if-none-match": '"v1"' }, 304],
      [{ "if-none-match": 'W/"v1"' }, 304],
      [{ "if-none-match": '"v0", "v1"' }, 304],
      [{ "if-none-match": "*" }, 304],
      [{ "if-none-match": '"v2"' }, 200],
      [{ "if-modified-since": "Wed, 01 Apr 2026 00:00:00 GMT" }, 304],
      [{ "if-modified-since": "Thu, 02 Apr 2026 00:00:00 GMT" }, 304],
      [{ "if-modified-since": "Tue, 31 Mar 2026 00:00:00 GMT" }, 200],
      [{ "if-modified-since": "nonsense" }, 200],
      [{ "if-none-match": '"v2"', "if-modified-since": "Thu, 02 Apr 2026 00:00:00 GMT" }, 200],
    ];
    for (const [headers, status] of rows) {
      it(`returns ${status} for ${JSON.stringify(headers)}`, async () => {
        const host = front();
        await get(host, path);
        const received = await get(host, path, { headers });
        assert.deepEqual([cause(received), received.status], ["Hit", status]);
        assert.equal(received.headers.etag, '"v1"');
        assert.equal(received.body, status === 304 ? "" : "answer to /a");
      });
    }

    it("revalidates an expired response with the origin and stores it again", async () => {
      const host = front();
      const { body } = await get(host, path);
      later(61);
      const refreshed = await get(host, path);
      assert.deepEqual([cause(refreshed), refreshed.status, refreshed.body], ["RefreshHit", 200, body]);
      assert.equal(cause(await get(host, path)), "Hit");
    });

    it("replaces an expired response that has changed", async () => {
      const host = front();
      const { etag } = (await get(host, "/a?changes")).headers;
      later(61);
      const changed = await get(host, "/a?changes", { headers: { "if-none-match": String(etag) } });
      assert.deepEqual([cause(changed), changed.status, changed.body], ["Miss", 200, "answer to /a"]);
      assert.notEqual(changed.headers.etag, etag);
    });
  });

  describe("for a range request", () => {
    const whole = "answer to /a";
    const rows: readonly (readonly [range: string, status: number, body: string, contentRange?: string])[] = [
      ["bytes=0-5", 206, "answer", "bytes 0-5/12"],
      ["bytes=7-", 206, "to /a", "bytes 7-11/12"],
      ["bytes=-2", 206, "/a", "bytes 10-11/12"],
      ["bytes=7-99", 206, "to /a", "bytes 7-11/12"],
      ["bytes=12-", 416, "", "bytes */12"],
      ["bytes=5-1", 200, whole],
      ["bytes=0-1,3-4", 200, whole],
      ["lines=1-2", 200, whole],
    ];
    for (const [range, status, body, contentRange] of rows) {
      it(`returns ${status} for ${range}`, async () => {
        const host = front();
        await get(host);
        const received = await get(host, "/a", { headers: { range } });
        assert.deepEqual(
          [received.status, received.body, received.headers["content-range"]],
          [status, body, contentRange],
        );
        assert.equal(cause(received), status === 416 ? "Error" : "Hit");
      });
    }

    it("returns the whole body if If-Range names another version", async () => {
      const host = front();
      const path = pathFor({ etag: '"v1"' });
      await get(host, path);
      const status = async (ifRange: string) =>
        (await get(host, path, { headers: { range: "bytes=0-1", "if-range": ifRange } })).status;
      assert.deepEqual([await status('"v1"'), await status('"v0"')], [206, 200]);
    });
  });

  it("serves HEAD from a stored GET, but stores no response to HEAD", async () => {
    const host = front();
    const head = await get(host, "/a", { method: "HEAD" });
    assert.deepEqual([cause(head), head.body], ["Miss", ""]);
    assert.equal(cause(await get(host)), "Miss");
    const again = await get(host, "/a", { method: "HEAD" });
    assert.deepEqual([cause(again), again.headers["content-length"], again.body], ["Hit", "12", ""]);
  });

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Cookies.html
  it("stores Set-Cookie only if cookies are forwarded and Cache-Control allows it", async () => {
    const setCookie = async (host: string, path: string) => [
      (await get(host, path)).headers["set-cookie"] !== undefined,
      (await get(host, path)).headers["set-cookie"] !== undefined,
    ];
    assert.deepEqual(await setCookie(front(), "/a"), [false, false]);
    assert.deepEqual(await setCookie(front({ cookies: ["session"] }), "/a"), [true, true]);
    const path = pathFor({ "cache-control": 'no-cache="Set-Cookie"' });
    assert.deepEqual(await setCookie(front({ cookies: ["session"] }), path), [true, false]);
  });

  it("streams a response that is too large to store", async () => {
    const site = { domainName: putBucket(account, { large: "a".repeat(20 * 1024 * 1024) }, "everyone") };
    const settings = { cachePolicyId: cachePolicy({}), originRequestPolicyId: undefined };
    const host = deployDistribution(account, "aws", { site }, { defaultCacheBehavior: behaviorTo("site", settings) });
    for (let time = 0; time < 2; time++) {
      const { headers, body } = await get(host, "/large");
      assert.deepEqual([headers["x-cache"], body.length], ["Miss from cloudfront", 20 * 1024 * 1024]);
    }
    const part = await get(host, "/large", { headers: { range: "bytes=0-9" } });
    assert.deepEqual([part.status, part.body], [206, "aaaaaaaaaa"]);
  });
});
