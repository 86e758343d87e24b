import assert from "node:assert/strict";
import { Account, JsonObject } from "../../local-aws/aws/account";
import { put, putFunction, putHttpApi, putRecord } from "../support/account";
import { behaviorWith, legacy, putHttpDomain, Settings } from "../support/agreement";
import { guide, cloudFrontApi, Row, rowTitle, sectionTitle } from "../support/conformance";
import { serving } from "../support/edge";
import { sendRequest } from "../support/https";
import { allViewer, allViewerExceptHostHeader, cachingDisabled } from "../support/programs";
import { deployDistribution, newAlias } from "../support/shapes";

const account = new Account();
const api = putHttpApi(account, putFunction(account, "exports.handler = async (event) => event;"));
// API Gateway also has a custom domain for the aliases. So it accepts either Host, and its event shows which one it received.
putHttpDomain(account, "*.example.com", api.id);
const ownName = "api.example.net";
putRecord(account, ownName, putHttpDomain(account, ownName, api.id));

/** A policy with these header settings that includes every cookie and query string. */
const settings = (headerBehavior: string, names: readonly string[]): JsonObject => ({
  headersConfig: { headerBehavior, headers: { items: [...names] } },
  cookiesConfig: { cookieBehavior: "all" },
  queryStringsConfig: { queryStringBehavior: "all" },
});

function cachePolicy(headerBehavior: "none" | "whitelist", ...names: string[]): string {
  const parametersInCacheKeyAndForwardedToOrigin = settings(headerBehavior, names);
  const policy = { minTtl: 0, defaultTtl: 0, maxTtl: 60, parametersInCacheKeyAndForwardedToOrigin };
  return put(account, "aws:cloudfront/cachePolicy:CachePolicy", policy);
}

function requestPolicy(headerBehavior: string, ...names: string[]): string {
  const type = "aws:cloudfront/originRequestPolicy:OriginRequestPolicy";
  return put(account, type, settings(headerBehavior, names));
}

const withoutHost = (originRequestPolicyId: string) => ({ cachePolicyId: cachingDisabled, originRequestPolicyId });
const withHost = (originRequestPolicyId: string) => ({
  cachePolicyId: cachePolicy("whitelist", "Host"),
  originRequestPolicyId,
});
const managed = (cachePolicyId: string) => ({ cachePolicyId, originRequestPolicyId: allViewerExceptHostHeader });

interface HostRow extends Row {
  readonly settings: Settings;
  /** Whose Host the origin receives. */
  readonly expected: "viewer" | "origin";
}

const section = 2;
const custom = guide("RequestAndResponseBehaviorCustomOrigin#request-custom-headers-behavior");
const keys = cloudFrontApi("CachePolicyHeadersConfig");
const forwards = guide("origin-request-understand-origin-request-policy");
const together = guide("understanding-how-origin-request-policies-and-cache-policies-work-together");
const managedKeys = guide("using-managed-cache-policies");

type Short = readonly [
  row: string,
  settings: Settings,
  expected: HostRow["expected"],
  page: string,
  certainty?: Row["certainty"],
];
const hostRows: readonly HostRow[] = (
  [
    ["legacy headers absent", { forwardedValues: { queryString: true } }, "origin", custom],
    ["legacy headers empty", legacy(), "origin", custom],
    ["legacy headers with Host", legacy("Accept", "Host"), "viewer", custom],
    ["legacy headers without Host", legacy("Accept"), "origin", custom],
    ["legacy headers *", legacy("*"), "viewer", guide("DownloadDistValuesCacheBehavior")],
    ["cache policy none", { cachePolicyId: cachePolicy("none") }, "origin", keys],
    [
      "cache policy none with an origin request policy with Host",
      { cachePolicyId: cachePolicy("none"), originRequestPolicyId: requestPolicy("whitelist", "Host") },
      "viewer",
      keys,
    ],
    ["cache policy whitelist with Host", { cachePolicyId: cachePolicy("whitelist", "Host") }, "viewer", keys],
    ["cache policy whitelist without Host", { cachePolicyId: cachePolicy("whitelist", "Accept") }, "origin", keys],
    ["origin request policy none", withoutHost(requestPolicy("none")), "origin", forwards],
    ["origin request policy none with a cache policy with Host", withHost(requestPolicy("none")), "viewer", forwards],
    [
      "origin request policy whitelist with Host",
      withoutHost(requestPolicy("whitelist", "Accept", "Host")),
      "viewer",
      forwards,
    ],
    [
      "origin request policy whitelist without Host",
      withoutHost(requestPolicy("whitelist", "Accept")),
      "origin",
      forwards,
    ],
    ["origin request policy allViewer", withoutHost(requestPolicy("allViewer")), "viewer", forwards],
    [
      "origin request policy allViewerAndWhitelistCloudFront",
      withoutHost(requestPolicy("allViewerAndWhitelistCloudFront", "CloudFront-Viewer-Country")),
      "viewer",
      forwards,
    ],
    ["origin request policy allExcept with Host", withoutHost(requestPolicy("allExcept", "Host")), "origin", forwards],
    [
      "origin request policy allExcept without Host",
      withoutHost(requestPolicy("allExcept", "Accept")),
      "viewer",
      forwards,
    ],
    [
      "a cache policy's list comes before an origin request policy's exceptions",
      withHost(requestPolicy("allExcept", "Host")),
      "viewer",
      together,
    ],
    [
      "UseOriginCacheControlHeaders with AllViewerExceptHostHeader",
      managed("83da9c7e-98b4-4e11-a168-04f0df8e2c65"),
      "viewer",
      managedKeys,
      "derived",
    ],
    [
      "UseOriginCacheControlHeaders-QueryStrings with AllViewerExceptHostHeader",
      managed("4cc15a8a-d715-48a4-82b8-cc0b614638fe"),
      "viewer",
      managedKeys,
      "derived",
    ],
    [
      "Amplify with AllViewerExceptHostHeader",
      managed("2e54312d-136d-493c-8eb9-b001f22f67d2"),
      "viewer",
      managedKeys,
      "derived",
    ],
    ["names ignore case, legacy", legacy("hOST"), "viewer", custom, "derived"],
    ["names ignore case, cache policy", { cachePolicyId: cachePolicy("whitelist", "hOST") }, "viewer", keys, "derived"],
    ["names ignore case, whitelist", withoutHost(requestPolicy("whitelist", "hOST")), "viewer", forwards, "derived"],
    ["names ignore case, allExcept", withoutHost(requestPolicy("allExcept", "hOST")), "origin", forwards, "derived"],
  ] satisfies readonly Short[]
).map(([row, given, expected, page, certainty]: Short) => ({
  section,
  row,
  settings: given,
  expected,
  pages: [page],
  ...(certainty === undefined ? {} : { certainty }),
}));

interface UnlistedRow extends Row {
  readonly settings: Settings;
  /** The headers that the origin receives, among the viewer's `x-listed`, `x-unlisted` and `cache-control`. */
  readonly expected: readonly string[];
}

const unlistedRows: readonly UnlistedRow[] = [
  {
    section,
    row: "legacy settings forward unlisted headers",
    pages: [custom],
    settings: legacy("X-Listed"),
    expected: ["x-listed", "x-unlisted", "cache-control"],
  },
  {
    section,
    row: "policies forward only listed and default headers",
    pages: [guide("controlling-origin-requests")],
    settings: { cachePolicyId: cachePolicy("whitelist", "X-Listed") },
    expected: ["x-listed", "cache-control"],
  },
];

interface TlsRow extends Row {
  readonly origin: string;
  readonly settings: Settings;
  /** The zone of the alias. API Gateway has custom domains, with certificates, only for `example.com`. */
  readonly zone: "example.com" | "example.org";
  readonly expected: number;
}

const handshake = guide("helper-functions-origin-modification");
const badGateway = guide("http-502-bad-gateway");
const everyHeader = withoutHost(allViewer);
const ownHost = withoutHost(allViewerExceptHostHeader);

const tlsRows: readonly TlsRow[] = [
  {
    section,
    row: "the server name is the origin's domain if Host is the origin's, and its certificate matches",
    pages: [handshake, badGateway],
    origin: ownName,
    settings: ownHost,
    zone: "example.org",
    expected: 200,
  },
  {
    // For its own hostname, the origin would present a matching certificate.
    section,
    row: "the server name is the viewer's Host if it is forwarded, and a certificate that matches neither is rejected",
    pages: [handshake, badGateway],
    origin: ownName,
    settings: everyHeader,
    zone: "example.org",
    expected: 502,
  },
  {
    section,
    row: "a certificate may match only the forwarded Host",
    pages: [badGateway],
    origin: ownName,
    settings: everyHeader,
    zone: "example.com",
    expected: 200,
  },
  {
    section,
    row: "a certificate may match only the origin's domain: API Gateway receives the request and rejects the Host",
    pages: [badGateway],
    origin: api.domainName,
    settings: everyHeader,
    zone: "example.org",
    expected: 403,
  },
];

interface Event {
  readonly headers: Readonly<Record<string, string>>;
  readonly requestContext: { readonly domainName: string };
}

function front(domainName: string, given: Settings, alias = newAlias()): string {
  const origin = { domainName, customOriginConfig: { originProtocolPolicy: "https-only" } } as const;
  const defaultCacheBehavior = behaviorWith("origin", given);
  return deployDistribution(account, "aws", { origin }, { aliases: [alias], defaultCacheBehavior });
}

describe(sectionTitle(section), () => {
  const edge = serving(account);

  async function eventAt(host: string, headers = {}): Promise<Event> {
    const { status, body } = await sendRequest(edge(), host, "/", { headers });
    assert.equal(status, 200, body);
    return JSON.parse(body) as Event;
  }

  for (const row of hostRows) {
    it(rowTitle(row, `the ${row.expected}'s Host`), async () => {
      const host = front(api.domainName, row.settings);
      const { requestContext } = await eventAt(host);
      assert.equal(requestContext.domainName, row.expected === "viewer" ? host : api.domainName);
    });
  }

  it(rowTitle({ section, row: "legacy headers *", pages: [custom] }, "nothing is cached"), async () => {
    const host = front(api.domainName, { ...legacy("*"), defaultTtl: 60 });
    const causes = [await sendRequest(edge(), host, "/"), await sendRequest(edge(), host, "/")].map(
      ({ headers }) => headers["x-cache"],
    );
    assert.deepEqual(causes, ["Miss from cloudfront", "Miss from cloudfront"]);
  });

  for (const row of unlistedRows) {
    it(rowTitle(row, row.expected.join(", ")), async () => {
      const viewers = { "x-listed": "1", "x-unlisted": "2", "cache-control": "max-age=0" };
      const { headers } = await eventAt(front(api.domainName, row.settings), viewers);
      assert.deepEqual(
        Object.keys(viewers).filter((name) => headers[name] !== undefined),
        row.expected,
      );
    });
  }

  for (const row of tlsRows) {
    it(rowTitle(row, String(row.expected)), async () => {
      const host = front(row.origin, row.settings, newAlias().replace("example.com", row.zone));
      assert.equal((await sendRequest(edge(), host, "/")).status, row.expected);
    });
  }
});
