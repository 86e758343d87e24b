import assert from "node:assert/strict";
import { Domain, MultiOriginDistributionArgs } from "../../components/index";
import { requestChanges } from "../../policy-pack/cloudfront/functions/requestChanges";
import { api, deployFront, named, shop, site, siteFirst } from "../support/front";
import { MockResource, zoneId } from "../support/mocks";
import { associations, functionNames, load, requestEvent } from "../support/viewerFunctions";

const domain: Domain = {
  name: "example.com",
  otherNames: ["shop.example.com"],
  redirectNames: ["www.example.com", "example.org"],
  hostedZoneId: zoneId,
};

function deploy(args: Partial<MultiOriginDistributionArgs> = {}): Promise<MockResource[]> {
  return deployFront({ ...siteFirst, domain, ...args });
}

describe("redirectNames of MultiOriginDistribution", () => {
  it("are aliases with records, and names of the certificate", async () => {
    const list = await deploy();
    const all = ["example.com", "shop.example.com", "www.example.com", "example.org"];
    assert.deepEqual(named(list, "front-distribution").aliases, all);
    assert.deepEqual(named(list, "front-certificate").subjectAlternativeNames, all.slice(1));
    assert.equal(named(list, "front-alias-www.example.com-a").name, "www.example.com");
  });

  it("redirect with the path and the query string, and preserve the method", async () => {
    const handler = load(await deploy(), "front-redirect-names");
    const requests = [
      ["https://www.example.com/", "GET", 301, "https://example.com/"],
      ["https://www.example.com/a%20b/?x=1%262&x=&y", "HEAD", 301, "https://example.com/a%20b/?x=1%262&x=&y"],
      ["https://example.org/api/orders?x=1", "POST", 308, "https://example.com/api/orders?x=1"],
      ["https://www.example.com//evil.example/", "GET", 301, "https://example.com//evil.example/"],
    ] as const;
    for (const [url, method, status, location] of requests) {
      const { statusCode, headers } = await handler(requestEvent(url, method));
      assert.deepEqual([statusCode, headers.location?.value], [status, location]);
      assert.equal(headers["cache-control"]?.value, "max-age=3600");
    }
    const upper = requestEvent("https://www.example.com/");
    Object.assign(upper.request, { headers: { host: { value: "WWW.Example.COM" } } });
    assert.equal((await handler(upper)).statusCode, 301);
  });

  it("leave requests to all other hostnames unchanged", async () => {
    const handler = load(await deploy(), "front-redirect-names");
    for (const host of ["example.com", "shop.example.com", "d123.cloudfront.net"]) {
      const event = requestEvent(`https://${host}/a?b`);
      assert.equal(await handler(event), event.request);
    }
  });

  it("need one function for all routes without another function", async () => {
    const list = await deploy({
      routes: [
        { paths: ["/api", "/api/*"], origin: api },
        { paths: ["/shop/*"], origin: shop },
      ],
    });
    assert.deepEqual(functionNames(list), ["front-redirect-names"]);
    assert.deepEqual(associations(list), Array(4).fill([["viewer-request", "front-redirect-names"]]));
  });

  it("run before the component's own function for files, in one function", async () => {
    const list = await deploy({ defaultRoute: { origin: site, directoryIndex: true, notFoundPage: "/404.html" } });
    const name = "front-redirect-names-site-directory-index-404-html";
    assert.deepEqual(associations(list)[0], [
      ["viewer-request", name],
      ["viewer-response", "front-not-found-status"],
    ]);
    const handler = load(list, name);
    const paths = { "/docs/": "/docs/index.html", "/none": "/404.html", "/": "/index.html" };
    for (const [path, expected] of Object.entries(paths)) {
      assert.equal((await handler(requestEvent(`https://example.com${path}`))).uri, expected);
    }
    const folder = await handler(requestEvent("https://example.com/docs?a"));
    assert.deepEqual([folder.statusCode, folder.headers.location?.value], [302, "https://example.com/docs/?a"]);
    const redirected = await handler(requestEvent("https://www.example.com/docs?a"));
    assert.deepEqual([redirected.statusCode, redirected.headers.location?.value], [301, "https://example.com/docs?a"]);
  });

  it("change nothing in a request, according to the policy pack, apart from the path of files", async () => {
    const list = await deploy({ defaultRoute: { origin: site, directoryIndex: true } });
    const changes = functionNames(list).map((name) => requestChanges(String(named(list, name).code)));
    const none = { headers: new Set(), cookies: new Set(), queryStrings: new Set() };
    const ofOrigin = {
      originSettings: new Set(),
      computesHost: false,
      selectedOrigins: new Set(),
      alwaysResponds: false,
    };
    assert.deepEqual(changes, [
      { path: true, ...none, ...ofOrigin },
      { path: false, ...none, ...ofOrigin },
    ]);
  });
});
