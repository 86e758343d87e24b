import assert from "node:assert/strict";
import { MultiOriginDistributionArgs } from "../../components/index";
import { requestChanges } from "../../policy-pack/cloudfront/functions/requestChanges";
import { api, deployFront, named, shop, site } from "../support/front";
import { MockResource, zoneId } from "../support/mocks";
import { associations, functionNames, load, requestEvent } from "../support/viewerFunctions";

const name = "front-strip-api-v1-b969bf5c";
const toApi = { paths: ["/api/v1", "/api/v1/*"], origin: api, stripPrefix: "/api/v1" };

function deploy(args: Partial<MultiOriginDistributionArgs> = {}): Promise<MockResource[]> {
  return deployFront({ defaultRoute: { origin: site }, routes: [toApi], ...args });
}

describe("stripPrefix of a route", () => {
  it("removes the prefix from the path, and leaves other paths unchanged", async () => {
    const handler = load(await deploy(), name);
    const paths = {
      "/api/v1": "/",
      "/api/v1/": "/",
      "/api/v1/orders/4%2F2": "/orders/4%2F2",
      "/api/v1//orders": "//orders",
      "/api/v1/api/v1": "/api/v1",
      "/api/v10": "/api/v10",
      "//api/v1/orders": "//api/v1/orders",
    };
    for (const [path, expected] of Object.entries(paths)) {
      assert.equal((await handler(requestEvent(`https://www.example.com${path}`, "POST"))).uri, expected);
    }
  });

  it("is a function of the route's behaviors, shared by routes with the same prefix", async () => {
    const list = await deploy({
      routes: [
        { ...toApi, paths: ["/api/v1/shop/*"], origin: shop },
        toApi,
        { paths: ["/api-v1/*"], origin: shop, stripPrefix: "/api-v1" },
      ],
    });
    const own = [["viewer-request", name]];
    const other = functionNames(list).find((each) => each !== name);
    assert.match(other ?? "", /^front-strip-api-v1-\w{8}$/);
    assert.deepEqual(associations(list), [[], own, own, own, [["viewer-request", other]]]);
  });

  it("runs after the redirect of other hostnames, which keeps the complete path", async () => {
    const domain = { name: "example.com", redirectNames: ["www.example.com"], hostedZoneId: zoneId };
    const handler = load(await deploy({ domain }), "front-redirect-names-strip-api-v1-b969bf5c");
    assert.equal((await handler(requestEvent("https://example.com/api/v1/orders?a"))).uri, "/orders");
    const { statusCode, headers } = await handler(requestEvent("https://www.example.com/api/v1/orders?a", "POST"));
    assert.deepEqual([statusCode, headers.location?.value], [308, "https://example.com/api/v1/orders?a"]);
  });

  it("changes only the path, according to the policy pack", async () => {
    const { path, headers, cookies, queryStrings, originSettings } = requestChanges(
      String(named(await deploy(), name).code),
    );
    const none = new Set();
    assert.deepEqual([path, headers, cookies, queryStrings, originSettings], [true, none, none, none, none]);
  });

  it("allows an origin path that ends with the prefix", async () => {
    const origin = { ...api, domainName: "api.example.net", originPath: "/api/v1" };
    assert.equal(functionNames(await deploy({ routes: [{ ...toApi, origin }] })).length, 1);
  });
});
