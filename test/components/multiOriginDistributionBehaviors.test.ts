import assert from "node:assert/strict";
import { CachePolicy, Route, S3Origin } from "../../components/index";
import { api, deployFront, distributionOf, named, shop, site } from "../support/front";
import { MockResource } from "../support/mocks";

const read = ["GET", "HEAD", "OPTIONS"];
const cachePolicyType = "aws:cloudfront/cachePolicy:CachePolicy";
const requestPolicyType = "aws:cloudfront/originRequestPolicy:OriginRequestPolicy";

async function ordered(...routes: Route[]): Promise<Record<string, unknown>[]> {
  const { orderedCacheBehaviors } = await distributionOf({ defaultRoute: { origin: site }, routes });
  return orderedCacheBehaviors as Record<string, unknown>[];
}

describe("A behavior of MultiOriginDistribution", () => {
  it("forwards everything except Host to a custom host, with every method and without caching", async () => {
    assert.deepEqual(await ordered({ paths: ["/shop/*"], origin: shop }), [
      {
        pathPattern: "/shop/*",
        targetOriginId: "shop",
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: [...read, "PUT", "POST", "PATCH", "DELETE"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      },
    ]);
  });

  it("forwards the viewer's Host only to a custom host with forwardHost", async () => {
    const [behavior] = await ordered({ paths: ["/shop/*"], origin: shop, forwardHost: true });
    assert.equal(behavior?.originRequestPolicyId, "216adef6-5c7f-47e4-b989-5492eafa07d3");
  });

  it("has your own response headers policy instead of the managed one", async () => {
    const responseHeadersPolicyId = "own";
    const behaviors = await ordered(
      { paths: ["/api", "/api/*"], origin: api, responseHeadersPolicyId, securityHeaders: false },
      { paths: ["/docs/*"], origin: site, responseHeadersPolicyId },
      { paths: ["/shop/*"], origin: shop, responseHeadersPolicyId },
    );
    assert.deepEqual(
      behaviors.map((behavior) => behavior.responseHeadersPolicyId),
      Array(4).fill("own"),
    );
  });

  it("allows GET, HEAD and OPTIONS with methods: read", async () => {
    const behaviors = await ordered(
      { paths: ["/api", "/api/*"], origin: api, methods: "read" },
      { paths: ["/shop/*"], origin: shop, methods: "read" },
    );
    assert.deepEqual(
      behaviors.map(({ allowedMethods }) => allowedMethods),
      [read, read, read],
    );
  });

  it("has one origin group for all its paths with a failover", async () => {
    const backup: S3Origin = { ...site, name: "backup", domainName: "backup.s3.eu-central-1.amazonaws.com" };
    const spare = { ...api, name: "spare", domainName: "def.execute-api.eu-central-1.amazonaws.com" };
    const { defaultCacheBehavior, orderedCacheBehaviors, origins, originGroups } = await distributionOf({
      defaultRoute: { origin: site, failover: backup },
      routes: [{ paths: ["/api", "/api/*"], origin: api, methods: "read", failover: spare }],
    });
    const failoverCriteria = { statusCodes: [500, 502, 503, 504] };
    assert.deepEqual(originGroups, [
      { originId: "site-else-backup", members: [{ originId: "site" }, { originId: "backup" }], failoverCriteria },
      { originId: "api-else-spare", members: [{ originId: "api" }, { originId: "spare" }], failoverCriteria },
    ]);
    assert.equal((defaultCacheBehavior as Record<string, unknown>).targetOriginId, "site-else-backup");
    assert.deepEqual(
      (orderedCacheBehaviors as Record<string, unknown>[]).map(({ targetOriginId }) => targetOriginId),
      ["api-else-spare", "api-else-spare"],
    );
    assert.deepEqual(
      (origins as { originId: string }[]).map(({ originId }) => originId),
      ["site", "backup", "api", "spare"],
    );
  });

  it("has the custom headers, Origin Shield and port of its origin", async () => {
    const { origins } = await distributionOf({
      defaultRoute: { origin: { ...site, originShieldRegion: "eu-west-1" } },
      routes: [
        { paths: ["/v1", "/v1/*"], origin: { ...api, headers: { "x-origin-verify": "secret" } } },
        { paths: ["/shop/*"], origin: { ...shop, originPath: "/v2", httpsPort: 8443 } },
      ],
    });
    const customOriginConfig = {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
    };
    assert.deepEqual(origins, [
      {
        originId: "site",
        domainName: site.domainName,
        originAccessControlId: "E1",
        originShield: { enabled: true, originShieldRegion: "eu-west-1" },
      },
      {
        originId: "api",
        domainName: api.domainName,
        originPath: "/prod",
        customHeaders: [{ name: "x-origin-verify", value: "secret" }],
        customOriginConfig,
      },
      {
        originId: "shop",
        domainName: shop.domainName,
        originPath: "/v2",
        customOriginConfig: { ...customOriginConfig, httpsPort: 8443 },
      },
    ]);
  });
});

describe("A cache policy of MultiOriginDistribution", () => {
  const cache: CachePolicy = {
    ttl: { min: 1, default: 60, max: 3600 },
    headers: ["Authorization", "Accept-Language"],
    cookies: ["session"],
    queryStrings: "all",
  };

  it("has the TTLs and the cache key of the arguments, and compresses", async () => {
    const list = await deployFront({
      defaultRoute: { origin: site },
      routes: [{ paths: ["/api", "/api/*"], origin: api, cache }],
    });
    assert.deepEqual(named(list, "front-cache-policy-path-api"), {
      minTtl: 1,
      defaultTtl: 60,
      maxTtl: 3600,
      parametersInCacheKeyAndForwardedToOrigin: {
        headersConfig: { headerBehavior: "whitelist", headers: { items: ["Authorization", "Accept-Language"] } },
        cookiesConfig: { cookieBehavior: "whitelist", cookies: { items: ["session"] } },
        queryStringsConfig: { queryStringBehavior: "all" },
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      },
    });
    assert.equal(list.filter(({ type }) => type === requestPolicyType).length, 0);
  });

  it("caches only what the origin's Cache-Control allows if no TTL is set", async () => {
    const list = await deployFront({ defaultRoute: { origin: site, cache: {} }, routes: [] });
    const { minTtl, defaultTtl, maxTtl } = named(list, "front-cache-policy-default");
    assert.deepEqual([minTtl, defaultTtl, maxTtl], [0, 0, 31536000]);
  });

  it("is attached to its behavior, which forwards only the listed headers in addition", async () => {
    const list = await deployFront({
      defaultRoute: { origin: site },
      routes: [
        { paths: ["/api", "/api/*"], origin: api, cache, forwardHeaders: ["X-Trace"] },
        { paths: ["/shop/*"], origin: shop, cache },
      ],
    });
    assert.deepEqual(named(list, "front-origin-request-policy-path-api"), {
      headersConfig: { headerBehavior: "whitelist", headers: { items: ["X-Trace"] } },
      cookiesConfig: { cookieBehavior: "none" },
      queryStringsConfig: { queryStringBehavior: "none" },
    });
    const behaviors = named(list, "front-distribution").orderedCacheBehaviors as Record<string, unknown>[];
    const [first, second, third] = behaviors;
    assert.equal(first?.cachePolicyId, second?.cachePolicyId);
    assert.notEqual(first?.cachePolicyId, third?.cachePolicyId);
    assert.deepEqual(
      behaviors.map(({ originRequestPolicyId, compress, forwardedValues }) => [
        originRequestPolicyId === undefined,
        compress,
        forwardedValues,
      ]),
      [
        [false, true, undefined],
        [false, true, undefined],
        [true, true, undefined],
      ],
    );
  });

  it("has the name of its route's first path, whatever routes come before it", async () => {
    const policies = async (...routes: Route[]): Promise<string[]> =>
      (await deployFront({ defaultRoute: { origin: site }, routes }))
        .filter(({ type }) => type === cachePolicyType)
        .map(({ name }) => name)
        .sort();
    const routes: Route[] = [
      { paths: ["/a/b"], origin: shop, cache },
      { paths: ["/a-b"], origin: shop, cache },
    ];
    assert.deepEqual(await policies(...routes), ["front-cache-policy-path-a-b", "front-cache-policy-path-a-b-1"]);
    assert.deepEqual(await policies({ paths: ["/new"], origin: site }, { paths: ["/a/b"], origin: shop, cache }), [
      "front-cache-policy-path-a-b",
    ]);
  });
});

describe("A list of forwarded headers without a cache", () => {
  const headersOf = (list: readonly MockResource[]): unknown[] =>
    list.filter(({ type }) => type === requestPolicyType).map(({ inputs }) => inputs.headersConfig);

  it("is an origin request policy with all cookies and query strings, and nothing is cached", async () => {
    const list = await deployFront({
      defaultRoute: { origin: api, forwardHeaders: ["Accept", "X-Trace"] },
      routes: [],
    });
    const [policy] = list.filter(({ type }) => type === requestPolicyType);
    assert.deepEqual(policy?.inputs, {
      headersConfig: { headerBehavior: "whitelist", headers: { items: ["Accept", "X-Trace"] } },
      cookiesConfig: { cookieBehavior: "all" },
      queryStringsConfig: { queryStringBehavior: "all" },
    });
    const { defaultCacheBehavior } = named(list, "front-distribution");
    const { cachePolicyId, originRequestPolicyId, forwardedValues } = defaultCacheBehavior as Record<string, unknown>;
    assert.equal(cachePolicyId, "4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
    assert.ok(originRequestPolicyId !== undefined && forwardedValues === undefined);
  });

  it("is one policy for each distinct list, whatever its order and letter case", async () => {
    const list = await deployFront({
      defaultRoute: { origin: api, forwardHeaders: ["Accept", "X-Trace"] },
      routes: [
        { paths: ["/v1/*", "/v1"], origin: api, forwardHeaders: ["x-trace", "accept"] },
        { paths: ["/v2/*", "/v2"], origin: api, forwardHeaders: [] },
      ],
    });
    assert.deepEqual(
      new Set(headersOf(list)),
      new Set<unknown>([
        { headerBehavior: "whitelist", headers: { items: ["Accept", "X-Trace"] } },
        { headerBehavior: "none" },
      ]),
    );
  });

  for (const header of ["Authorization", "accept-encoding"]) {
    it(`is legacy settings with ${header}, which a policy may not list`, async () => {
      const list = await deployFront({ defaultRoute: { origin: api, forwardHeaders: [header] }, routes: [] });
      assert.deepEqual(headersOf(list), []);
      const { defaultCacheBehavior } = named(list, "front-distribution");
      const { forwardedValues } = defaultCacheBehavior as { forwardedValues?: { headers?: unknown } };
      assert.deepEqual(forwardedValues?.headers, [header]);
    });
  }

  it('is legacy settings with listBy "legacy"', async () => {
    const defaultRoute = { origin: api, forwardHeaders: ["Accept"], listBy: "legacy" } as const;
    assert.deepEqual(headersOf(await deployFront({ defaultRoute, routes: [] })), []);
  });

  it("has as many headers as the quota of the account", async () => {
    const forwardHeaders = Array.from({ length: 12 }, (_, at) => `X-${at}`);
    const list = await deployFront({ defaultRoute: { origin: api, forwardHeaders }, routes: [], headerQuota: 12 });
    assert.equal(headersOf(list).length, 1);
  });
});

describe("A list of forwarded headers with a cache", () => {
  it("leaves out what the cache key forwards, and has no policy if nothing is left", async () => {
    const forwardHeaders = ["authorization", "Accept-Encoding"];
    const route: Route = { paths: ["/api", "/api/*"], origin: api, cache: { headers: ["Authorization"] } };
    const policies = async (...headers: string[]): Promise<unknown[]> =>
      (await deployFront({ defaultRoute: { origin: site }, routes: [{ ...route, forwardHeaders: headers }] }))
        .filter(({ type }) => type === requestPolicyType)
        .map(({ inputs }) => inputs.headersConfig);
    assert.deepEqual(await policies(...forwardHeaders), []);
    assert.deepEqual(await policies(...forwardHeaders, "X-Trace"), [
      { headerBehavior: "whitelist", headers: { items: ["X-Trace"] } },
    ]);
  });
});
