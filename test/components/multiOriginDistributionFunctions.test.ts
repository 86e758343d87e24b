import assert from "node:assert/strict";
import { MultiOriginDistributionArgs, StaticBehavior } from "../../components/index";
import { api, deployFront, named, site } from "../support/front";
import { count, MockResource } from "../support/mocks";
import { Handler, load } from "../support/viewerFunctions";

/** Returns the path that CloudFront requests from the origin, or the location of a redirect. */
async function requestPath(handler: Handler, uri: string, rawQueryString?: string): Promise<string | undefined> {
  const request = {
    method: "GET",
    uri,
    querystring: {},
    headers: { host: { value: "www.example.com" } },
    cookies: {},
    rawQueryString: () => rawQueryString,
  };
  const result = await handler({ version: "1.0", request });
  if (result.statusCode === undefined) {
    assert.equal(result, request, "the rest of the request stays the same");
    return result.uri;
  }
  assert.equal(result.statusCode, 302);
  return result.headers.location?.value;
}

function deploy(
  behavior: Partial<StaticBehavior>,
  more: Partial<MultiOriginDistributionArgs> = {},
): Promise<MockResource[]> {
  return deployFront({ defaultRoute: { origin: site, ...behavior }, routes: [], ...more });
}

const at = (path: string): string => `https://www.example.com${path}`;
const none: Readonly<Record<string, string>> = {};

const functions: readonly {
  readonly title: string;
  readonly behavior: Partial<StaticBehavior>;
  readonly name: string;
  readonly paths: Readonly<Record<string, string>>;
}[] = [
  {
    title: "serve /index.html for each view with spa, and files unchanged",
    behavior: { spa: true },
    name: "front-spa",
    paths: {
      "/": "/index.html",
      "/orders/42": "/index.html",
      "/v1.2/orders": "/index.html",
      "/assets/app.js": "/assets/app.js",
      "/a+b/c+.txt": "/a%2Bb/c%2B.txt",
    },
  },
  {
    title: "serve the index page of a folder with directoryIndex, and redirect to its trailing slash",
    behavior: { directoryIndex: true },
    name: "front-directory-index",
    paths: {
      "/": "/index.html",
      "/docs/": "/docs/index.html",
      "/docs": at("/docs/"),
      "/docs/a.txt": "/docs/a.txt",
      "/c++/": "/c%2B%2B/index.html",
      "/a+b.txt": "/a%2Bb.txt",
      "//evil.example/x": at("//evil.example/x/"),
    },
  },
  {
    title: "serve notFoundPage only for paths without a matching file",
    behavior: { notFoundPage: "/404.html" },
    name: "front-site-files-404-html",
    paths: {
      "/": "/index.html",
      "/docs/index.html": "/docs/index.html",
      "/docs/a%20b.txt": "/docs/a%20b.txt",
      "/LICENSE": "/LICENSE",
      "/docs": "/404.html",
      "/docs/": "/404.html",
      "/license": "/404.html",
      "/%FF": "/404.html",
      "/%": "/404.html",
      "//": "/404.html",
    },
  },
  {
    title: "recognize folders by their index pages with notFoundPage and directoryIndex",
    behavior: { notFoundPage: "/404.html", directoryIndex: true },
    name: "front-site-directory-index-404-html",
    paths: {
      "/": "/index.html",
      "/docs/": "/docs/index.html",
      "/docs": at("/docs/"),
      "/LICENSE": "/LICENSE",
      "/none": "/404.html",
      "/none/": "/404.html",
      "/none.txt": "/404.html",
    },
  },
  {
    title: "serve notFoundPage for missing files with spa",
    behavior: { notFoundPage: "/404.html", spa: true },
    name: "front-site-spa-404-html",
    paths: {
      "/": "/index.html",
      "/orders/42": "/index.html",
      "/none.js": "/404.html",
      "/docs/index.html": "/docs/index.html",
    },
  },
];

describe("The viewer functions of MultiOriginDistribution", () => {
  for (const { title, behavior, name, paths } of functions) {
    it(title, async () => {
      const handler = load(await deploy(behavior), name);
      const requested = { ...none };
      for (const path of Object.keys(paths)) {
        requested[path] = String(await requestPath(handler, path));
      }
      assert.deepEqual(requested, paths);
    });
  }

  it("keep the query string of a redirect as the viewer wrote it", async () => {
    const handler = load(await deploy({ directoryIndex: true }), "front-directory-index");
    for (const query of ["page=2%263&flag&tag=a&other=&tag=b", "a=1=2&&b"]) {
      assert.equal(await requestPath(handler, "/docs", query), at(`/docs/?${query}`));
    }
    for (const none of ["", undefined]) {
      assert.equal(await requestPath(handler, "/docs", none), at("/docs/"));
    }
  });

  it("serve the 404 page for a path that is longer than any key of the store", async () => {
    const list = await deploy({ notFoundPage: "/404.html" });
    const handler = load(list, "front-site-files-404-html");
    for (const path of [`/${"a".repeat(513)}`, `/${"%C3%A9".repeat(257)}`]) {
      assert.equal(await requestPath(handler, path), "/404.html");
    }
    assert.equal(await requestPath(handler, "/index.html"), "/index.html");
  });

  it("change the status of the 404 page from 200 to 404, and no other status", async () => {
    const handler = load(await deploy({ notFoundPage: "/404.html" }), "front-not-found-status");
    const responses: (readonly [number, Record<string, { value: string }>, number])[] = [
      [200, { "x-amz-meta-status": { value: "404" } }, 404],
      [200, {}, 200],
      [200, { "x-amz-meta-status": { value: "draft" } }, 200],
      [304, { "x-amz-meta-status": { value: "404" } }, 304],
    ];
    for (const [statusCode, headers, expected] of responses) {
      const result = await handler({ version: "1.0", request: {}, response: { statusCode, headers } });
      assert.deepEqual([result.statusCode, result.headers], [expected, headers]);
    }
  });

  it("are created once for all paths with the same behavior, with the keys of the site's files", async () => {
    const behavior: StaticBehavior = { origin: site, directoryIndex: true, notFoundPage: "/404.html" };
    const list = await deployFront({
      defaultRoute: { origin: api },
      routes: [
        { paths: ["/docs", "/docs/*"], ...behavior },
        { paths: ["/about", "/about/*"], ...behavior },
      ],
    });
    assert.deepEqual(count(list), {
      "aws:cloudfront/distribution:Distribution": 1,
      "aws:cloudfront/function:Function": 2,
      "aws:cloudfront/keyValueStore:KeyValueStore": 1,
      "aws:cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive": 1,
    });
    assert.deepEqual(
      named(list, "front-site-file-names").resourceKeyValuePairs,
      (site.files ?? []).map((key) => ({ key, value: "file" })),
    );
    const { runtime, keyValueStoreAssociations } = named(list, "front-site-directory-index-404-html");
    assert.equal(runtime, "cloudfront-js-2.0");
    assert.deepEqual(keyValueStoreAssociations, [named(list, "front-site-file-names").keyValueStoreArn]);
    const { orderedCacheBehaviors } = named(list, "front-distribution");
    for (const { functionAssociations } of orderedCacheBehaviors as { functionAssociations: object[] }[]) {
      const associations = functionAssociations as { eventType: string; functionArn: string }[];
      assert.deepEqual(
        associations.map(({ eventType, functionArn }) => [eventType, functionArn.split("/").at(-1)]),
        [
          ["viewer-request", "front-site-directory-index-404-html-0000000"],
          ["viewer-response", "front-not-found-status-0000000"],
        ],
      );
    }
  });

  it("run only on static behaviors, and the distribution has no custom error pages", async () => {
    const list = await deployFront({
      defaultRoute: { origin: site, spa: true },
      routes: [{ paths: ["/api", "/api/*"], origin: api }],
    });
    const { defaultCacheBehavior, orderedCacheBehaviors, customErrorResponses } = named(list, "front-distribution");
    assert.equal((defaultCacheBehavior as { functionAssociations: object[] }).functionAssociations.length, 1);
    assert.ok((orderedCacheBehaviors as object[]).every((behavior) => !("functionAssociations" in behavior)));
    assert.equal(customErrorResponses, undefined);
  });

  it("are smaller than 10 KB, the limit of CloudFront", async () => {
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-functions
    for (const { behavior, name } of functions) {
      const { code } = named(await deploy(behavior), name);
      assert.ok(Buffer.byteLength(String(code)) < 10 * 1024, name);
    }
  });
});
