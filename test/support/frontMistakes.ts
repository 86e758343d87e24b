import * as pulumi from "@pulumi/pulumi";
import { api, shop, site, siteFirst } from "./front";
import { zoneId } from "./mocks";

/** Arguments of a JavaScript or YAML program, which no compiler checks. */
export type Args = Readonly<Record<string, unknown>>;

/** A mistake: the path of its problem, the arguments, and the message. */
export type Mistake = readonly [propertyPath: string, args: Args, message: RegExp];

export const toApi = { paths: ["/api", "/api/*"], origin: api };
export const toSite = { origin: site };
const certificate = { arn: "arn:aws:acm:us-east-1:123456789012:certificate/1", names: ["*.example.com"] };

/** The site as the default route, and these routes. */
export function routes(...list: object[]): Args {
  return { defaultRoute: toSite, routes: list };
}

/** The route to the API with more properties. */
export function apiWith(more: object): Args {
  return routes({ ...toApi, ...more });
}

/** The route to the API, whose origin has more properties. */
export function apiOrigin(more: object): Args {
  return apiWith({ origin: { ...api, ...more } });
}

function siteWith(more: object): Args {
  return { defaultRoute: { ...toSite, ...more }, routes: [] };
}

export function withSetting(settings: object): Args {
  return { ...siteFirst, ...settings };
}

const paths: readonly Mistake[] = [
  ["routes[0].paths", routes({ paths: [], origin: api }), /\[\] is not valid; use at least one path pattern/],
  ["routes[0].paths[0]", routes({ paths: [""], origin: api }), /"" is not valid; use a path pattern/],
  ["routes[0].paths[0]", routes({ paths: ["api"], origin: api }), /"api" is not valid; .*"\/api"/],
  ["routes[0].paths[0]", routes({ paths: ["/a b"], origin: api }), /use only letters/],
  ["routes[0].paths[0]", routes({ paths: [`/${"x".repeat(255)}`], origin: api }), /at most 255/],
  [
    "routes[1].paths[0]",
    routes(toApi, { paths: ["/api"], origin: shop }),
    /remove it: routes\[0\]\.paths\[0\] has the same pattern/,
  ],
  ["routes[1].paths[0]", routes(toApi, { paths: ["/api/v1/?x"], origin: shop }), /before "\/api\/\*" \(routes\[0\]/],
  ["routes[0].paths[0]", routes({ paths: ["/*"], origin: api }), /as defaultRoute/],
  ["routes[0].paths[0]", routes({ paths: ["*"], origin: shop }), /as defaultRoute/],
  ["routes[0].paths[0]", { defaultRoute: { origin: api }, routes: [{ paths: ["/"], origin: site }] }, /list of files/],
  [
    "routes[0].paths[0]",
    apiWith({ origin: { ...api, domainName: "api.example.net", originPath: "/api" }, paths: ["/api"] }),
    /not stripped/,
  ],
  [
    "routes[0].paths[0]",
    apiWith({ origin: { ...api, originPath: "/prod/api" }, paths: ["/api"] }),
    /remove "\/api" from the origin's originPath/,
  ],
  [
    "routes",
    routes({ paths: Array.from({ length: 76 }, (_, at) => `/p${at}`), origin: shop }),
    /76 paths are too many; use at most 75/,
  ],
];

const behaviors: readonly Mistake[] = [
  [
    "routes[0].forwardHeaders[0]",
    apiWith({ forwardHeaders: ["hOsT"] }),
    /"hOsT" is not valid; remove it: API Gateway routes by Host/,
  ],
  ["routes[0].forwardHeaders[0]", apiWith({ forwardHeaders: ["*"] }), /the name of one header/],
  ["routes[0].forwardHeaders[0]", apiWith({ forwardHeaders: ["X Y"] }), /the name of one header/],
  ["routes[0].forwardHeaders[0]", apiWith({ forwardHeaders: ["Cookie"] }), /forwards all cookies/],
  ["routes[0].forwardHeaders[0]", apiWith({ forwardHeaders: ["Upgrade"] }), /does not forward it/],
  [
    "routes[0].forwardHeaders[0]",
    apiWith({ cache: {}, forwardHeaders: ["authorization"] }),
    /list it in cache\.headers instead/,
  ],
  [
    "routes[0].forwardHeaders",
    apiWith({ forwardHeaders: Array.from({ length: 11 }, (_, at) => `X-${at}`) }),
    /11 headers are too many; use at most 10, .+ set headerQuota/,
  ],
  ["routes[0].listBy", apiWith({ listBy: "legacy" }), /remove it: it applies to forwardHeaders without cache/],
  ["routes[0].listBy", apiWith({ listBy: "list", forwardHeaders: [] }), /use "policy" or "legacy"/],
  [
    "routes[0].listBy",
    apiWith({ listBy: "policy", forwardHeaders: ["authorization"] }),
    /remove it, or remove authorization from forwardHeaders/,
  ],
  ["routes[0].forwardHeaders[0]", apiWith({ cache: {}, forwardHeaders: ["Cookie"] }), /cache\.cookies/],
  ["routes[0].cache.headers[0]", apiWith({ cache: { headers: ["host"] } }), /403/],
  ["defaultRoute.cache.headers[0]", siteWith({ cache: { headers: ["Host"] } }), /S3 finds the bucket by Host/],
  [
    "routes[0].cache.headers[0]",
    apiWith({ cache: { headers: ["Accept-Encoding"] } }),
    /already adds it to the cache key/,
  ],
  ["routes[0].cache.headers[0]", apiWith({ cache: { headers: ["Cookie"] } }), /cache\.cookies/],
  [
    "routes[0].cache.headers",
    apiWith({ cache: { headers: Array.from({ length: 11 }, (_, at) => `X-${at}`) } }),
    /at most 10/,
  ],
  ["routes[0].cache.cookies[0]", apiWith({ cache: { cookies: ["*"] } }), /use "all"/],
  ["routes[0].cache.queryStrings[0]", apiWith({ cache: { queryStrings: ["a,b"] } }), /the name of one query string/],
  [
    "routes[0].cache.ttl",
    apiWith({ cache: { ttl: { min: 60, max: 1 } } }),
    /\[60, 60, 1\] is not valid; use min <= default <= max/,
  ],
  [
    "routes[0].cache.ttl.default",
    apiWith({ cache: { ttl: { default: -1 } } }),
    /-1 is not valid; must be a whole number of seconds/,
  ],
  ["routes[0].cache.ttl.max", apiWith({ cache: { ttl: { max: 0 }, queryStrings: "all" } }), /nothing would be cached/],
  ["routes[0].methods", apiWith({ failover: { ...api, name: "spare" } }), /use "read"/],
  ["routes[0].failover", apiWith({ methods: "read", failover: api }), /an origin other than the route's own/],
  [
    "routes[0].forwardHost",
    routes({ paths: ["/shop"], origin: shop, forwardHost: true, cache: {} }),
    /add "Host" to cache\.headers/,
  ],
  ["defaultRoute.directoryIndex", siteWith({ spa: true, directoryIndex: true }), /remove it or spa/],
  ["defaultRoute.notFoundPage", siteWith({ notFoundPage: "404.html" }), /add the leading slash: "\/404\.html"/],
  ["defaultRoute.notFoundPage", siteWith({ notFoundPage: "/index.html" }), /named 404\.html/],
  ["defaultRoute.notFoundPage", siteWith({ notFoundPage: "/docs/404.html" }), /one of origin\.files/],
  [
    "defaultRoute.notFoundPage",
    { ...siteFirst, defaultRoute: { origin: { ...site, files: undefined }, notFoundPage: "/404.html" } },
    /origin\.files/,
  ],
];

const origins: readonly Mistake[] = [
  ["routes[0].origin.originPath", apiOrigin({ originPath: "prod/" }), /"prod\/" is not valid; use "\/prod"/],
  ["routes[0].origin.originPath", apiOrigin({ originPath: "/" }), /remove it/],
  ["routes[0].origin.domainName", apiOrigin({ domainName: "https://a.example" }), /only the hostname/],
  ["routes[0].origin.headers", apiOrigin({ headers: { Host: "a.example" } }), /"Host" is not valid; remove it/],
  ["routes[0].origin.headers", apiOrigin({ headers: { "x-amz-date": "1" } }), /does not allow it as a custom header/],
  [
    "routes[0].origin.originShieldRegion",
    apiOrigin({ originShieldRegion: "Ireland" }),
    /use a region with Origin Shield: us-east-1, /,
  ],
  ["routes[0].origin.name", apiOrigin({ name: "site" }), /defaultRoute\.origin is a different origin/],
  ["routes[0].origin.name", apiOrigin({ name: "" }), /use a name/],
  [
    "routes[0].origin.httpsPort",
    routes({ paths: ["/shop"], origin: { ...shop, httpsPort: 25 } }),
    /80, 443 or a port from 1024/,
  ],
  [
    "routes",
    {
      defaultRoute: toSite,
      routes: [
        { paths: ["/shop"], origin: shop },
        ...Array.from({ length: 11 }, (_, at) => ({
          paths: [`/s${at}`],
          origin: site,
          failover: { ...site, name: `b${at}` },
        })),
      ],
    },
    /11 pairs of origin and failover/,
  ],
];

const settings: readonly Mistake[] = [
  ["domain.name", withSetting({ domain: { name: "WWW.example.com.", hostedZoneId: zoneId } }), /lower-case/],
  ["domain.name", withSetting({ domain: { name: "*.example.com", hostedZoneId: zoneId } }), /"www\.example\.com"/],
  [
    "domain.otherNames[0]",
    withSetting({ domain: { name: "a.example", otherNames: ["a.example"], hostedZoneId: zoneId } }),
    /listed twice/,
  ],
  [
    "domain.redirectNames[0]",
    withSetting({ domain: { name: "example.com", redirectNames: ["*.example.com"], hostedZoneId: zoneId } }),
    /"\*\.example\.com" is not valid; .*domain name/,
  ],
  [
    "domain.redirectNames[1]",
    withSetting({
      domain: {
        name: "a.example",
        otherNames: ["b.example"],
        redirectNames: ["c.example", "b.example"],
        hostedZoneId: zoneId,
      },
    }),
    /listed twice/,
  ],
  [
    "domain.redirectNames[0]",
    withSetting({ domain: { name: "www.example.com", redirectNames: ["example.com"], certificate } }),
    /certificate covers: \*\.example\.com/,
  ],
  ["domain.hostedZoneId", withSetting({ domain: { name: "www.example.com" } }), /missing; .*certificate/],
  [
    "domain.otherNames[0]",
    withSetting({ domain: { name: "www.example.com", otherNames: ["a.b.example.com"], certificate } }),
    /certificate covers: \*\.example\.com/,
  ],
  [
    "domain.certificate.arn",
    withSetting({
      domain: {
        name: "www.example.com",
        certificate: { ...certificate, arn: certificate.arn.replace("us-east-1", "eu-west-1") },
      },
    }),
    /us-east-1/,
  ],
  [
    "domain.otherNames",
    withSetting({
      domain: {
        name: "a.example",
        otherNames: Array.from({ length: 100 }, (_, at) => `n${at}.example`),
        hostedZoneId: zoneId,
      },
    }),
    /101 names are too many/,
  ],
  [
    "routes[0].origin.domainName",
    { ...apiOrigin({ domainName: "www.example.com" }), domain: { name: "www.example.com", hostedZoneId: zoneId } },
    /return to CloudFront/,
  ],
  ["priceClass", withSetting({ priceClass: "100" }), /"PriceClass_100", "PriceClass_200" or "PriceClass_All"/],
  [
    "webAclArn",
    withSetting({ webAclArn: "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/1" }),
    /scope CLOUDFRONT/,
  ],
  [
    "managedWebAcl",
    withSetting({ webAclArn: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/1", managedWebAcl: {} }),
    /one web ACL; remove managedWebAcl or webAclArn/,
  ],
  ["managedWebAcl.rateLimit", withSetting({ managedWebAcl: { rateLimit: 1 } }), /from 10/],
  ["accessLogs.retentionInDays", withSetting({ accessLogs: { retentionInDays: 0.5 } }), /whole number of days/],
  ["geoRestriction", withSetting({ geoRestriction: {} }), /either allow or deny/],
  ["geoRestriction", withSetting({ geoRestriction: { allow: ["DE"], deny: ["US"] } }), /either allow or deny/],
  ["geoRestriction.deny", withSetting({ geoRestriction: { deny: [] } }), /at least one country/],
  ["geoRestriction.allow[0]", withSetting({ geoRestriction: { allow: ["de"] } }), /two capital letters/],
];

const forms: readonly Mistake[] = [
  ["routes", { defaultRoute: toSite }, /missing; use a list of routes/],
  ["routes[0].paths", routes({ paths: "/api", origin: api }), /"\/api" is not valid; use a list of strings/],
  [
    "routes[0].paths",
    routes({ paths: pulumi.output(["/api"]), origin: api }),
    /an Output \(its value is not known yet\) is not valid/,
  ],
  ["routes[0].origin", routes({ paths: ["/api"] }), /missing; .* the `origin` of an ApiOrigin/],
  ["routes[0].origin", routes({ paths: ["/api"], failover: api }), /missing; /],
  ["routes[0].origin.kind", routes({ paths: ["/api"], origin: { name: "api" } }), /"api-gateway", "s3" or "custom"/],
  ["routes[0].spa", apiWith({ spa: true }), /unknown name; use one of paths, origin, stripPrefix, forwardHeaders/],
  ["routes[0].forwardHeader", apiWith({ forwardHeader: [] }), /unknown name/],
  ["routes[0].methods", apiWith({ methods: "GET" }), /use "all" or "read"/],
  ["routes[0].failover.kind", apiWith({ methods: "read", failover: site }), /use "api-gateway"/],
  ["defaultRoute.spa", siteWith({ spa: "true" }), /"true" is not valid; use true or false/],
  ["routes[0].origin.headers.x-a", apiOrigin({ headers: { "x-a": 1 } }), /1 is not valid; must be a string/],
  ["domain", withSetting({ domain: "www.example.com" }), /use an object with name/],
  [
    "priceclass",
    withSetting({ priceclass: "PriceClass_100" }),
    /unknown name; did you mean priceClass\? Use one of defaultRoute/,
  ],
  ["accessLogs", withSetting({ accessLogs: true }), /true is not valid; use an object with retentionInDays/],
  ["routes[0].cache.ttl.min", apiWith({ cache: { ttl: { min: "60" } } }), /"60" is not valid; must be a number/],
];

export const mistakes = { paths, behaviors, origins, settings, forms };
