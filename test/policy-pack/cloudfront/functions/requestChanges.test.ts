import assert from "node:assert/strict";
import { anyChange, RequestChanges } from "../../../../policy-pack/cloudfront/functions/changes";
import { requestChanges } from "../../../../policy-pack/cloudfront/functions/requestChanges";

const nothing: RequestChanges = {
  path: false,
  headers: new Set(),
  cookies: new Set(),
  queryStrings: new Set(),
  originSettings: new Set(),
  computesHost: false,
  selectedOrigins: new Set(),
  alwaysResponds: false,
};

const handler = (body: string) => `function handler(event) { var request = event.request; ${body} return request; }`;
const named = (...names: string[]) => {
  const set = new Set(names);
  return { headers: set, cookies: set, queryStrings: set };
};

describe("A CloudFront Function's code", () => {
  const cases: readonly [name: string, code: string, changes: Partial<RequestChanges>][] = [
    ["that returns the request changes nothing", handler(""), {}],
    ["that assigns uri changes the path", handler("request.uri += 'index.html';"), { path: true }],
    ["that assigns uri by a constant string changes the path", handler("request['u' + 'ri'] = '/';"), { path: true }],
    ["that assigns uri in a destructuring changes the path", handler("[request.uri] = ['/'];"), { path: true }],
    [
      "that returns a copy with another uri changes the path",
      "const handler = (e) => ({ ...e.request, uri: '/x' });",
      { path: true },
    ],
    [
      "that is minified and assigns uri changes the path",
      "function handler(a){var b=a.request;return b.uri=b.uri.replace(/^\\/api\\//,'/prod/'),b}",
      { path: true },
    ],
    [
      "that deletes a header changes that header",
      handler("delete request.headers.authorization;"),
      { headers: new Set(["authorization"]) },
    ],
    [
      "that deletes a header of an optional chain changes that header",
      handler("delete request.headers?.authorization;"),
      { headers: new Set(["authorization"]) },
    ],
    [
      "that adds a value to a header changes that header",
      handler("request.headers.accept.multiValue.push({ value: 'x' });"),
      { headers: new Set(["accept"]) },
    ],
    [
      "that deletes a header by an alias changes that header",
      handler("var h = request.headers; delete h['Authorization'];"),
      { headers: new Set(["authorization"]) },
    ],
    [
      "that deletes a header by a destructured name changes it",
      handler("const { headers: h } = request; delete h.cookie;"),
      { headers: new Set(["cookie"]) },
    ],
    [
      "that sets a header's value changes that header",
      handler("request.headers.host.value = 'x';"),
      { headers: new Set(["host"]) },
    ],
    [
      "that sets a header of a computed name may change any header",
      handler("request.headers[name] = { value: 'x' };"),
      { headers: "any" },
    ],
    ["that replaces the headers may change any header", handler("request.headers = {};"), { headers: "any" }],
    [
      "that deletes a cookie changes that cookie",
      handler("delete request.cookies.session;"),
      { cookies: new Set(["session"]) },
    ],
    [
      "that deletes in a helper changes whatever has the name",
      "function strip(q) { delete q.token; }" + handler("strip(request.querystring);"),
      named("token"),
    ],
    [
      "that answers with a response changes nothing",
      "function handler(e) { return { statusCode: 302, headers: { location: { value: '/' } } }; }",
      { alwaysResponds: true },
    ],
    [
      "that imports the module only for its key-value store changes nothing",
      'import cf from "cloudfront"; const kvs = cf.kvs();' + handler(""),
      {},
    ],
    [
      "that only mentions the helpers in a comment or a string changes nothing",
      handler("/* cf.updateRequestOrigin({}) */ var a = 'selectRequestOriginById';"),
      {},
    ],
    [
      "that sets only timeouts of the origin keeps Host",
      handler("cf.updateRequestOrigin({ timeouts: 1 });"),
      { originSettings: new Set(["timeouts"]) },
    ],
    [
      "that sets the origin's domain name changes the origin",
      handler("cf.updateRequestOrigin({ domainName: 'a.example' });"),
      { originSettings: new Set(["domainname"]) },
    ],
    [
      "that sets Host after a regular expression ending in slashes changes it",
      handler("var r = /\\/\\//; cf.updateRequestOrigin({ hostHeader: 'a' });"),
      { originSettings: new Set(["hostheader"]) },
    ],
    [
      "that sets the viewer's Host computes Host",
      handler("cf.selectRequestOriginById('api', { hostHeader: request.headers.host.value });"),
      { originSettings: new Set(["hostheader"]), computesHost: true, selectedOrigins: new Set(["api"]) },
    ],
    [
      "that passes an object that is built elsewhere changes the origin",
      handler("cf.updateRequestOrigin(params);"),
      { originSettings: "any", selectedOrigins: "any" },
    ],
    [
      "that selects an origin by its id keeps Host",
      handler("cf.selectRequestOriginById('api');"),
      { selectedOrigins: new Set(["api"]) },
    ],
    [
      "that selects an origin by a computed id may select any",
      handler("cf.selectRequestOriginById(id);"),
      { selectedOrigins: "any" },
    ],
    [
      "that selects an origin with another Host changes Host",
      handler("cf.selectRequestOriginById('api', { hostHeader: 'a' });"),
      { originSettings: new Set(["hostheader"]), selectedOrigins: new Set(["api"]) },
    ],
    [
      "that calls a helper by a computed name may do anything to the origin",
      'import cf from "cloudfront";' + handler("cf['update' + what]({});"),
      { originSettings: "any", selectedOrigins: "any" },
    ],
    [
      "that calls a helper by another name may do anything to the origin",
      handler("const go = cf.updateRequestOrigin; go({});"),
      { originSettings: "any", selectedOrigins: "any" },
    ],
    [
      "that destructures a helper may do anything to the origin",
      handler("const { updateRequestOrigin } = cf; updateRequestOrigin({});"),
      { originSettings: "any", selectedOrigins: "any" },
    ],
    [
      "that passes the module on may do anything to the origin",
      'import cf from "cloudfront"; route(cf);' + handler(""),
      { originSettings: "any", selectedOrigins: "any" },
    ],
    [
      "that makes an origin group may do anything to the origin",
      handler("cf.createRequestOriginGroup({});"),
      { originSettings: "any", selectedOrigins: "any" },
    ],
  ];
  for (const [name, code, changes] of cases) {
    it(name, () => {
      assert.deepEqual(requestChanges(code), { ...nothing, ...changes });
    });
  }

  const responding: readonly [name: string, code: string, alwaysResponds: boolean][] = [
    ["that returns a redirect", "function handler() { return { statusCode: 302, headers: {} }; }", true],
    [
      "that returns one of two responses",
      "const handler = (e) => (e.x ? { statusCode: 301 } : { statusCode: 404 });",
      true,
    ],
    [
      "that returns a response of a variable",
      "async function handler(event) { const r = { statusCode: 200 }; r.body = await f((x) => { return x; }); return r; }",
      true,
    ],
    ["that returns a response or nothing", "function handler(e) { if (e.x) { return { statusCode: 403 }; } }", true],
    ["that returns a response or the request", handler("if (request.x) { return { statusCode: 302 }; }"), false],
    [
      "that gives the variable of a response another value",
      "function handler(event) { let r = { statusCode: 401 }; if (event.ok) { r = event.request; } return r; }",
      false,
    ],
    ["that returns what another function returns", "function handler(event) { return answer(event); }", false],
    ["that returns nothing", "function handler() {}", false],
    ["without a handler", "function other() { return { statusCode: 200 }; }", false],
  ];
  for (const [name, code, expected] of responding) {
    it(`${name} ${expected ? "sends no" : "may send a"} request to an origin`, () => {
      assert.equal(requestChanges(code).alwaysResponds, expected);
    });
  }

  const opaque: readonly [name: string, code: string][] = [
    ["that does not parse", "function handler( {"],
    ["that evaluates a string", handler("eval('request.uri = 1');")],
    ["that defines properties", handler("Object.defineProperty(request, 'uri', {});")],
    ["that sets properties by reflection", handler("Reflect.set(request, key, 1);")],
    ["that returns a variable that it parsed", "function handler() { const r = JSON.parse(text); return r; }"],
    ["that returns what it parses", "function handler() { return JSON.parse(text); }"],
  ];
  for (const [name, code] of opaque) {
    it(`${name} may change anything`, () => {
      assert.deepEqual(requestChanges(code), anyChange);
    });
  }

  it("of runtime 1.0 may use names that a module reserves", () => {
    assert.deepEqual(requestChanges(handler("var await = 1;")), nothing);
  });

  // A function of CloudFront has at most 10 kB. In quadratic time, 200 kB of blank lines take minutes.
  const long: readonly [name: string, code: string][] = [
    ["with blank lines", `${"\n".repeat(200_000)}${handler("")}`],
    ["with blank lines before an error", `${"\n".repeat(200_000)}function (`],
    ["with nested arrays", handler(`var a = ${"[".repeat(4_900)}${"]".repeat(4_900)};`)],
    ["with nested responses", handler(`var a = ${"{statusCode:".repeat(750)}1${"}".repeat(750)};`)],
    ["with a long sum of strings", handler(`request[${'"a"+'.repeat(2_400)}"b"] = 1;`)],
    ["with many assignments", handler('request["u" + "ri"] = 1;'.repeat(400))],
    ["with unclosed templates", "`${".repeat(3_300)],
  ];
  for (const [name, code] of long) {
    it(`${name} is read in linear time`, () => {
      assert.doesNotThrow(() => requestChanges(code));
    });
  }

  it("with an expression too deep for the stack may change anything", () => {
    assert.deepEqual(requestChanges(handler(`request.uri = ${'"a"+'.repeat(20_000)}"b";`)), anyChange);
  });
});
