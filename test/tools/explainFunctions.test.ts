import assert from "node:assert/strict";
import { Unknown } from "../../policy-pack/program/maybe";
import { explainWithFunctions, Explanation } from "../../tools/explain/explain";
import { explanationText } from "../../tools/explain/text";
import { RequestOptions, viewerRequest } from "../../tools/explain/viewerRequest";
import { putEdgeFunction } from "../support/account";
import { serving } from "../support/edge";
import { account, deploy, toHttp } from "../support/failingSetups";
import { sendRequest } from "../support/https";
import { stateOf } from "./stateOf";

/** A distribution with a viewer-request function. @returns its alias */
function withFunction(body: string, pairs?: Readonly<Record<string, string>>, before = ""): string {
  const code = `${before}async function handler(event) { const request = event.request; ${body} }`;
  const functionArn = putEdgeFunction(account, code, pairs);
  return deploy({
    origin: toHttp,
    settings: { functionAssociations: [{ eventType: "viewer-request", functionArn }] },
  });
}

const explained = (host: string, path: string, options: RequestOptions = {}): Promise<Explanation> =>
  explainWithFunctions(stateOf(account), viewerRequest(`https://${host}${path}`, options));

function targetOf({ origins }: Explanation): unknown {
  assert.ok(!(origins instanceof Unknown));
  return origins[0]?.target;
}

const withStore = 'import cf from "cloudfront"; const files = cf.kvs(); ';
const rewrites = 'request.uri = request.uri.replace("/hello", "/goodbye"); return request;';
const redirects = 'return { statusCode: 302, headers: { location: { value: "https://example.com" + request.uri } } };';

describe("explain with a viewer-request function", () => {
  const edge = serving(account);

  it("shows the path that the function sets, as the origin receives it", async () => {
    const host = withFunction(rewrites);
    const explanation = await explained(host, "/hello?a=1");
    assert.equal(targetOf(explanation), "/goodbye?a=1");
    assert.match(explanationText(explanation), /CloudFront Function \S+ changes the path to \/goodbye\n/);
    assert.doesNotMatch(explanationText(explanation), /unless an edge function/);
    assert.match((await sendRequest(edge(), host, "/hello?a=1")).body, /\/goodbye$/);
  });

  it("shows the response that the function returns", async () => {
    const host = withFunction(redirects);
    const explanation = await explained(host, "/hello");
    assert.deepEqual(explanation.functionRun, { kind: "response", status: 302, location: "https://example.com/hello" });
    assert.deepEqual(explanation.origins, []);
    assert.match(explanationText(explanation), /returns 302 to https:\/\/example\.com\/hello, and/);
    const { status, headers } = await sendRequest(edge(), host, "/hello");
    assert.deepEqual([status, headers.location], [302, "https://example.com/hello"]);
  });

  it("shows that the function fails, as it does at the edge", async () => {
    const host = withFunction("return request.missing.property;");
    const explanation = await explained(host, "/hello");
    assert.equal(explanation.functionRun?.kind, "failed");
    assert.match(explanationText(explanation), /fails, and CloudFront returns 503/);
    assert.equal((await sendRequest(edge(), host, "/hello")).status, 503);
  });

  it("ends a function that never returns", async () => {
    const { functionRun } = await explained(withFunction("for (;;);"), "/hello");
    assert.match(functionRun?.kind === "failed" ? functionRun.error : "", /time limit/);
  });

  it("shows query strings and headers that the function changes, and query strings that it removes", async () => {
    const host = withFunction('request.querystring = {}; request.headers["x-a"] = { value: "1" }; return request;');
    const explanation = await explained(host, "/hello?page=2", { header: ["x-b: 2"] });
    assert.equal(targetOf(explanation), "/hello");
    assert.match(explanationText(explanation), /changes the query string to none, and the headers x-a\s/);
  });

  it("shows that the function changes nothing", async () => {
    const explanation = await explained(withFunction("return request;"), "/hello?a=%20b&a=2", {
      header: ["Cookie: a=1; b=2", "Accept: text/html"],
    });
    assert.match(explanationText(explanation), /does not change this request/);
  });

  it("reads the keys of the state's key value store", async () => {
    const body = "if (await files.exists(request.uri)) { request.uri = await files.get(request.uri); } return request;";
    const host = withFunction(body, { "/old": "/new" }, withStore);
    assert.equal(targetOf(await explained(host, "/old")), "/new");
    assert.equal(targetOf(await explained(host, "/other")), "/other");
  });

  it("runs no function if its keys or an origin helper are missing", async () => {
    const host = withFunction("return request;", {}, withStore);
    const { resources } = stateOf(account);
    const withoutKeys = { resources: resources.filter(({ type }) => !type.includes("keyvaluestoreKeys")) };
    const unknown = await explainWithFunctions(withoutKeys, viewerRequest(`https://${host}/hello`));
    assert.equal(unknown.functionRun?.kind, "not run");
    assert.match(
      explanationText(unknown),
      /not run: the\s+keys\s+of\s+its\s+key\s+value\s+store\s+are\s+not\s+part\s+of\s+the\s+state/,
    );
    assert.match(explanationText(unknown), /unless an edge function changes it/);
    const helper = 'cf.updateRequestOrigin({ domainName: "example.com" }); return request;';
    const notModeled = await explained(withFunction(helper, undefined, 'import cf from "cloudfront"; '), "/hello");
    assert.deepEqual(notModeled.functionRun, { kind: "not run", reason: "cf.updateRequestOrigin is not modeled" });
  });
});
