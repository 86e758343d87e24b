import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { join } from "node:path";
import {
  apiOriginArgs,
  checkMultiOriginSite,
  distributionArgs,
  MultiOriginSite,
  MultiOriginSiteArgs,
  problemLine,
  staticOriginArgs,
} from "../../components/index";
import { root } from "../../repository";
import { count, MockResource, resourcesOf, only, zoneId } from "../support/mocks";
import { value } from "../support/outputs";

const apiEntry = join(root, "examples", "yaml", "api", "hello.js");
const siteDirectory = join(root, "examples", "yaml", "site");
const least: MultiOriginSiteArgs = { apiEntry, siteDirectory };

const api = { kind: "api-gateway", name: "api", domainName: "api.test" } as const;
const site = { kind: "s3", name: "site", domainName: "site.test", originAccessControlId: "E1" } as const;

function problemsOf(args: Record<string, unknown>, path?: string): string[] {
  return checkMultiOriginSite({ ...least, ...args }, path).map(problemLine);
}

/** Deploys without the secret header: mocks pass a list with a secret as one secret instead of a list. */
async function deploy(
  args: MultiOriginSiteArgs,
  verify: Pick<MultiOriginSiteArgs, "originVerify"> = { originVerify: "off" },
): Promise<{ list: MockResource[]; www: MultiOriginSite }> {
  let www: MultiOriginSite | undefined;
  const list = await resourcesOf(() => {
    www = new MultiOriginSite("www", { ...args, ...verify });
  });
  assert.ok(www);
  return { list, www };
}

describe("MultiOriginSite", () => {
  it("creates one API, one bucket with the site's files, and one distribution", async () => {
    const { list, www } = await deploy(least);
    const types = count(list);
    assert.equal(types["aws:apigatewayv2/api:Api"], 1);
    assert.equal(types["aws:s3/bucket:Bucket"], 1);
    assert.equal(types["aws:s3/bucketObjectv2:BucketObjectv2"], 2);
    const distribution = only(list, "aws:cloudfront/distribution:Distribution");
    assert.equal(distribution.defaultRootObject, "index.html");
    assert.match(await value(www.url), /^https:\/\/d\w+\.cloudfront\.net$/);
    assert.match(await value(www.distributionId), /^E/);
    assert.match(await value(www.apiUrl), /^https:\/\/\w+\.execute-api\./);
    assert.match(await value(www.bucketName), /^www-site-bucket/);
    assert.deepEqual(await value(www.dnsRecords), []);
  });

  it("outputs the DNS records of both hostnames", async () => {
    const names = { domainName: "www.example.com", apiDomainName: "api.example.com", hostedZoneId: zoneId };
    const { www } = await deploy({ ...least, ...names });
    const records = await value(www.dnsRecords);
    assert.deepEqual(
      records.map(({ name, type }) => `${type} ${name}`),
      [
        ...["A", "AAAA", "HTTPS"].map((type) => `${type} www.example.com`),
        ...["A", "AAAA"].map((type) => `${type} api.example.com`),
      ],
    );
  });
});

describe("MultiOriginSite with redirectNames", () => {
  it("redirects them to domainName", async () => {
    const names = { domainName: "example.com", redirectNames: ["www.example.com"], hostedZoneId: zoneId };
    const { list } = await deploy({ ...least, ...names });
    assert.deepEqual(only(list, "aws:cloudfront/distribution:Distribution").aliases, [
      "example.com",
      "www.example.com",
    ]);
    const redirect = list.find(({ name }) => name === "www-front-redirect-names")?.inputs.code;
    assert.match(String(redirect), /const name = "example\.com";\nconst redirectNames = \["www\.example\.com"\];/);
  });
});

describe("MultiOriginSite with an existing API", () => {
  it("creates no API, and routes to its address", async () => {
    const { list, www } = await deploy(
      { siteDirectory, api: { domainName: "api.example.com", originPath: "/prod" } },
      {},
    );
    assert.equal(count(list)["aws:apigatewayv2/api:Api"], undefined);
    const { origins } = only(list, "aws:cloudfront/distribution:Distribution") as {
      origins: Record<string, unknown>[];
    };
    const [api] = origins.filter(({ originId }) => originId === "www-api");
    assert.deepEqual([api?.domainName, api?.originPath], ["api.example.com", "/prod"]);
    assert.equal(await value(www.apiUrl), "https://api.example.com/prod");
    assert.equal(www.apiFunctionName, undefined);
  });
});

describe("The components' arguments from MultiOriginSite", () => {
  it("have the same settings for all functions, and none for an existing one", () => {
    const apiFunctionArn = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
    const settings = { timeout: 20, environment: { TABLE: "orders" } };
    const apiRoutes = { "POST /orders": apiEntry };
    const permissions = [{ actions: ["s3:GetObject"], resources: ["*"] }];
    const policies = [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: ["*"] }];
    assert.deepEqual(apiOriginArgs({ ...least, ...settings, permissions, apiRoutes, originVerify: "off" }), {
      entry: apiEntry,
      ...settings,
      policies,
      routes: { "POST /orders": { entry: apiEntry, ...settings, policies } },
    });
    assert.deepEqual(apiOriginArgs({ siteDirectory, apiFunctionArn, ...settings, apiRoutes }), {
      function: { arn: apiFunctionArn },
      routes: { "POST /orders": { entry: apiEntry, ...settings } },
    });
  });

  it("have streaming for the API", () => {
    assert.equal(apiOriginArgs({ ...least, streaming: true, apiKind: "rest-regional" }).streaming, true);
  });

  it("have no value if the component has a default", () => {
    assert.deepEqual(apiOriginArgs(least), { entry: apiEntry, originVerify: { enforced: true } });
    assert.deepEqual(staticOriginArgs(least), { directory: siteDirectory });
    assert.deepEqual(distributionArgs(least, api, site), {
      defaultRoute: { origin: site, directoryIndex: true, notFoundPage: "/404.html" },
      routes: [{ paths: ["/api", "/api/*"], origin: api }],
    });
  });

  it("route staticPaths to the site if the API is the default origin", () => {
    const args = { ...least, defaultOrigin: "api", staticPaths: ["/docs/*"], forwardHeaders: ["Accept"] };
    const { defaultRoute, routes } = distributionArgs(args, api, site);
    assert.deepEqual(defaultRoute, { origin: api, forwardHeaders: ["Accept"] });
    assert.deepEqual(routes, [{ paths: ["/docs/*"], origin: site, directoryIndex: true, notFoundPage: "/404.html" }]);
  });

  it("have a notFoundPage only if the site has a 404.html and is not a single-page application", () => {
    const routeOf = (args: Partial<MultiOriginSiteArgs>) =>
      distributionArgs({ ...least, ...args }, api, site).defaultRoute;
    const assets = join(root, "site", "assets");
    assert.deepEqual(routeOf({ siteRouting: "files" }), {
      origin: site,
      directoryIndex: false,
      notFoundPage: "/404.html",
    });
    assert.deepEqual(routeOf({ siteDirectory: assets }), { origin: site, directoryIndex: true });
    assert.deepEqual(routeOf({ siteRouting: "spa" }), { origin: site, spa: true });
  });

  it("have an enforced, a sent-only or no originVerify", () => {
    const verify = (originVerify: string) =>
      apiOriginArgs({ ...least, originVerify, originVerifyRotation: 2 }).originVerify;
    assert.deepEqual(verify("enforce"), { enforced: true, rotation: 2 });
    assert.deepEqual(verify("send"), { enforced: false, rotation: 2 });
    assert.equal(verify("off"), undefined);
  });

  it("have forceDestroy for files and logs if it is set", () => {
    const args = { ...least, forceDestroy: true, accessLogs: true };
    assert.equal(staticOriginArgs(args).forceDestroy, true);
    assert.deepEqual(distributionArgs(args, api, site).accessLogs, { forceDestroy: true });
    assert.equal(staticOriginArgs(least).forceDestroy, undefined);
    assert.equal(distributionArgs(least, api, site).accessLogs, undefined);
  });
});

describe("checkMultiOriginSite", () => {
  it("accepts every valid combination of hostnames and hosted zone", () => {
    assert.deepEqual(problemsOf({}), []);
    assert.deepEqual(problemsOf({ domainName: "www.example.com", hostedZoneId: pulumi.output("Z1") }), []);
    assert.deepEqual(
      problemsOf({ apiDomainName: "api.example.com", hostedZoneId: "Z1", closeDefaultEndpoint: false }),
      [],
    );
  });

  it("reports all problems at once, under the names of the flat arguments, and each once", () => {
    assert.deepEqual(
      problemsOf({
        apiEntry: "nowhere.ts",
        siteDirectory: 5,
        domainName: "www.example.com.",
        apiKind: "soap",
        closeDefaultEndpoint: true,
        defaultOrigin: "site",
        apiPaths: ["/api", "api/*"],
        staticPaths: "/index.html",
        forwardHeaders: ["Host"],
        originVerify: "on",
        originVerifyRotation: -1,
        siteRouting: "hash",
        priceClass: "cheap",
        webAclArn: "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/x/y",
        accessLogs: "yes",
        forceDestroy: 1,
        siteDir: "site",
      }).map((line) => line.trim().split(":")[0]),
      [
        "siteDirectory",
        "domainName",
        "apiKind",
        "defaultOrigin",
        "staticPaths",
        "originVerify",
        "originVerifyRotation",
        "siteRouting",
        "accessLogs",
        "forceDestroy",
        "siteDir",
        "hostedZoneId",
        "closeDefaultEndpoint",
        "apiEntry",
        "priceClass",
        "webAclArn",
        "forwardHeaders[0]",
        "apiPaths[1]",
      ],
    );
  });

  it("reports arguments that cannot be combined", () => {
    assert.deepEqual(problemsOf({ hostedZoneId: "Z1" }), [
      '  hostedZoneId: "Z1" is not valid; remove it, or set domainName',
    ]);
    assert.deepEqual(problemsOf({ domainName: "a.example.com", apiDomainName: "a.example.com" }), [
      "  hostedZoneId: missing; set it to the hosted zone that contains domainName and apiDomainName",
      '  apiDomainName: "a.example.com" is not valid; use a name other than domainName, otherNames and redirectNames',
    ]);
    assert.deepEqual(problemsOf({ redirectNames: ["a.example.com"] }), [
      '  redirectNames: ["a.example.com"] is not valid; remove it, or set domainName, the hostname that they redirect to',
    ]);
    const names = { domainName: "example.com", hostedZoneId: "Z1", redirectNames: ["www.example.com"] };
    assert.deepEqual(problemsOf(names), []);
    assert.deepEqual(
      problemsOf({ ...names, redirectNames: ["example.com", "WWW"], apiDomainName: "www.example.com" }).length,
      1,
    );
    assert.deepEqual(problemsOf({ ...names, redirectNames: ["example.com"], apiDomainName: "example.com" }), [
      '  apiDomainName: "example.com" is not valid; use a name other than domainName, otherNames and redirectNames',
      '  redirectNames[0]: "example.com" is not valid; remove it: the name is listed twice',
    ]);
    assert.match(problemsOf({ ...names, redirectNames: 5 }).join(), /^ {2}redirectNames: 5 is not valid; use a list/);
  });

  it("reports a missing function, and the arguments that an existing function or API excludes", () => {
    const names = (args: MultiOriginSiteArgs): string[] =>
      checkMultiOriginSite(args).map(({ propertyPath }) => propertyPath);
    const arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
    const api = { domainName: "api.example.com", originPath: "/prod" };
    assert.deepEqual(names({ siteDirectory }), ["apiEntry"]);
    assert.deepEqual(names({ siteDirectory, apiFunctionArn: arn }), []);
    assert.deepEqual(names({ siteDirectory, api }), []);
    assert.deepEqual(names({ ...least, apiFunctionArn: "orders", originVerify: "enforce", timeout: 5 }), [
      "originVerify",
      "apiEntry",
      "apiFunctionArn",
      "timeout",
    ]);
    assert.deepEqual(names({ ...least, api, originVerify: "send", tracing: true, streaming: true }), [
      "apiEntry",
      "tracing",
      "streaming",
      "originVerify",
    ]);
    assert.deepEqual(names({ siteDirectory, api: { domainName: "https://api.example.com", originPath: "prod/" } }), [
      "api.domainName",
    ]);
    assert.deepEqual(names({ siteDirectory, api: { ...api, originPath: "prod/" } }), ["api.originPath"]);
  });

  it("accepts streaming of up to 900 seconds, only for REST APIs", () => {
    const streams = { streaming: true, apiKind: "rest-regional" };
    assert.deepEqual(problemsOf({ ...streams, timeout: 900, apiRoutes: { "GET /events": apiEntry } }), []);
    assert.deepEqual(problemsOf({ ...streams, timeout: 901 }), [
      "  timeout: 901 is not valid; must be a whole number of seconds from 1 to 900",
    ]);
    assert.deepEqual(problemsOf({ streaming: true }), [
      "  streaming: true is not valid; remove it, or use a REST API: an HTTP API does not stream",
    ]);
  });

  it("reports the settings of the functions once, and routes under apiRoutes", () => {
    assert.deepEqual(
      problemsOf({
        timeout: 31,
        environment: { "1": "a" },
        apiRoutes: { "POST /a": apiEntry, "GET b": "nowhere.ts" },
      }).map((line) => line.trim().replace(/:.*/, "")),
      ["timeout", "environment.1", "apiRoutes.GET b", "apiRoutes.GET b"],
    );
    const [problem] = problemsOf({ permissions: [{ actions: [], resources: ["*"] }] });
    assert.match(
      problem ?? "",
      /^ {2}permissions\[0\]\.actions: \[\] is not valid; use a list of at least one action$/,
    );
  });

  it("reports a prefix under its flat name", () => {
    assert.deepEqual(problemsOf({ apiStripPrefix: "/api" }), []);
    assert.deepEqual(problemsOf({ apiStripPrefix: "/v1" }), [
      '  apiStripPrefix: "/v1" is not valid; use a prefix of all paths of the route: "/api" does not begin with "/v1/"',
    ]);
    assert.deepEqual(problemsOf({ apiStripPrefix: "/api", defaultOrigin: "api" }), [
      '  apiStripPrefix: "/api" is not valid; remove it: the default route has no paths',
    ]);
  });

  it("reports a path pattern under its list and the path of the arguments", () => {
    assert.deepEqual(
      problemsOf({ defaultOrigin: "api", staticPaths: ["/a", "/a"], apiPaths: ["not read here"] }, "site").map(
        (line) => line.split(":")[0],
      ),
      ["  site.staticPaths[1]"],
    );
    assert.match(problemsOf({ apiPaths: Array.from({ length: 80 }, (_, i) => `/${i}`) }).join(), /^ {2}apiPaths: /);
  });

  it("rejects any other value of a JavaScript program, and never throws", () => {
    for (const args of [undefined, null, 5, "text", []]) {
      const [first] = checkMultiOriginSite(args as unknown as MultiOriginSiteArgs);
      assert.match(first?.reason ?? "", /use an object with apiEntry, apiFunctionArn, /);
    }
    assert.throws(
      () => new MultiOriginSite("www", { ...least, apiKind: "soap" }),
      /MultiOriginSite has invalid arguments:\n {2}apiKind/,
    );
  });
});
