import { Function as AcornFunction, parse } from "acorn";
import { fullAncestor } from "acorn-walk";
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MultiOriginDistributionArgs } from "../../components/index";
import { ReadFiles } from "../../local-aws/live/readFiles";
import { api, deployFront, named, shop, site } from "../support/front";
import { MockResource, zoneId } from "../support/mocks";
import { associations, functionNames, load, requestEvent } from "../support/viewerFunctions";

const host = "https://www.example.com";
const domain = { name: "www.example.com", redirectNames: ["example.com"], hostedZoneId: zoneId };

/** Its names are those of the component's own code. It answers /old, and returns another object for /new. */
const ownRequest = `import cf from 'cloudfront';
import crypto from "crypto";
const files = crypto, routing = "spa", handler1 = 5, redirectNames = [];
const name = "own", longestKey = { prefix: "none" };
function isFile(uri) {
  const name = { files, routing, redirectNames: redirectNames.length };
  return function (files) { return [files, name.routing, longestKey.prefix, name.redirectNames, handler1, uri]; };
}
function handler(event) {
  const request = event.request;
  request.headers["x-path"] = { value: request.uri + " " + Object.keys(cf) + " " + Object.keys(files) };
  request.headers["x-names"] = { value: isFile("uri")(name).join() };
  if (request.uri === "/old") {
    return { statusCode: 410, statusDescription: "Gone", headers: {} };
  }
  return request.uri === "/new" ? Object.assign({}, request, { uri: "/docs/" }) : request;
}
`;
const ownResponse = `function handler(event) {
  event.response.headers["x-status"] = { value: String(event.response.statusCode) };
  return event.response;
}
`;

function deploy(args: Partial<MultiOriginDistributionArgs>): Promise<MockResource[]> {
  return deployFront({ defaultRoute: { origin: site }, routes: [], ...args });
}

describe("viewerRequest and viewerResponse of a route", () => {
  it("are deployed as they are if the component has no code for the route", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "viewer-")), "response.js");
    writeFileSync(file, ownResponse);
    const readFiles = new ReadFiles();
    const list = await deploy({
      defaultRoute: { origin: site, viewerResponse: { file } },
      routes: [
        { paths: ["/api", "/api/*"], origin: api, viewerRequest: { code: ownRequest } },
        { paths: ["/shop/*"], origin: shop },
      ],
    });
    const ofApi = [["viewer-request", "front-path-api-request"]];
    assert.deepEqual(associations(list), [[["viewer-response", "front-default-response"]], ofApi, ofApi, []]);
    assert.equal(named(list, "front-path-api-request").code, ownRequest);
    assert.equal(named(list, "front-default-response").code, ownResponse);
    assert.ok(readFiles.has(file), "npm start does not follow edits of the file");
  });

  it("run between redirectNames and the component's code for files, in one function for each event", async () => {
    const list = await deploy({
      domain,
      defaultRoute: {
        origin: site,
        directoryIndex: true,
        notFoundPage: "/404.html",
        viewerRequest: { code: ownRequest },
        viewerResponse: { code: ownResponse },
      },
    });
    assert.deepEqual(associations(list), [
      [
        ["viewer-request", "front-default-request"],
        ["viewer-response", "front-default-response"],
      ],
    ]);
    assert.equal((named(list, "front-default-request").keyValueStoreAssociations as string[]).length, 1);
    const handler = load(list, "front-default-request");
    const results = await Promise.all(
      ["/docs/", "/none", "/new", "/docs", "/old"].map(async (path) => {
        const { uri, statusCode, headers } = await handler(requestEvent(host + path));
        assert.ok(uri === undefined || headers["x-names"]?.value === "own,spa,none,0,5,uri", headers["x-names"]?.value);
        return [path, uri ?? statusCode, headers["x-path"]?.value ?? headers.location?.value];
      }),
    );
    assert.deepEqual(results, [
      ["/docs/", "/docs/index.html", "/docs/ kvs module"],
      ["/none", "/404.html", "/none kvs module"],
      ["/new", "/docs/index.html", "/new kvs module"],
      ["/docs", 302, `${host}/docs/`],
      ["/old", 410, undefined],
    ]);
    const redirected = await handler(requestEvent("https://example.com/old"));
    assert.deepEqual([redirected.statusCode, redirected.headers.location?.value], [301, `${host}/old`]);

    const respond = load(list, "front-default-response");
    const response = { statusCode: 200, headers: { "x-amz-meta-status": { value: "404" } } };
    const { statusCode, headers } = await respond({ version: "1.0", request: {}, response });
    assert.deepEqual([statusCode, headers["x-status"]?.value], [404, "404"]);
  });

  it("are not closures, because an async closure loses its variables on AWS", async () => {
    const own = "async function handler(event) { return event.request; }";
    const list = await deploy({
      domain,
      defaultRoute: { origin: site, notFoundPage: "/404.html", viewerRequest: { code: own } },
    });
    const functions: string[] = [];
    fullAncestor(
      parse(String(named(list, "front-default-request").code), { ecmaVersion: "latest", sourceType: "module" }),
      (node, _, ancestors) => {
        if (node.type === "FunctionDeclaration") {
          functions.push(`${"  ".repeat(ancestors.length - 2)}${(node as AcornFunction).id?.name ?? ""}`);
        }
      },
    );
    assert.deepEqual(functions, [
      "handler1",
      "handler2",
      "handler3",
      "isFile",
      "byteLength",
      "decode",
      "redirectToFolder",
      "handler",
    ]);
  });

  it("get the path before stripPrefix removes the prefix", async () => {
    const route = { origin: api, stripPrefix: "/api", viewerRequest: { code: ownRequest } };
    const handler = load(await deploy({ routes: [{ paths: ["/api/*"], ...route }] }), "front-path-api-request");
    const { uri, headers } = await handler(requestEvent(`${host}/api/orders`));
    assert.deepEqual([uri, headers["x-path"]?.value.split(" ")[0]], ["/orders", "/api/orders"]);
  });

  it("keep the name of the function if the component's code for the route changes", async () => {
    const defaultRoute = { origin: site, viewerRequest: { code: ownRequest } };
    const before = functionNames(await deploy({ defaultRoute }));
    const after = functionNames(await deploy({ defaultRoute: { ...defaultRoute, spa: true } }));
    assert.deepEqual([before, after], [["front-default-request"], ["front-default-request"]]);
  });

  it("may have 10,240 bytes together with the component's code", async () => {
    const withBytes = (bytes: number): string => `${ownResponse}//`.padEnd(bytes, "x");
    const viewerResponse = { code: withBytes(10_240) };
    const list = await deploy({ defaultRoute: { origin: site, viewerResponse } });
    assert.equal(String(named(list, "front-default-response").code).length, 10_240);
  });
});
