import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { Account } from "../../../local-aws/aws/account";
import { CacheBehavior } from "../../../local-aws/aws/cloudfront/distribution";
import { EdgeFunctions } from "../../../local-aws/edge/cloudfront/functions";
import { putBucket, putEdgeFunction, putFunction, putHttpApi } from "../../support/account";
import { serving } from "../../support/edge";
import { sendRequest } from "../../support/https";
import { behaviorTo, deployDistribution, shapes } from "../../support/shapes";

const account = new Account();
const https = { customOriginConfig: { originProtocolPolicy: "https-only" } } as const;
const echo = {
  domainName: putHttpApi(account, putFunction(account, "exports.handler = async (event) => event;")).domainName,
  ...https,
};
const answers = {
  domainName: putHttpApi(
    account,
    putFunction(
      account,
      `exports.handler = async (event) => ({
        statusCode: Number(event.rawPath.slice(1)) || 200,
        headers: { "x-from": "origin" },
        cookies: ["a=1; Path=/; HttpOnly", "b=2"],
        body: "of the origin",
      });`,
    ),
  ).domainName,
  ...https,
};

interface Echoed {
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Record<string, string>;
  readonly cookies?: string[];
}

type Code = { readonly request?: string; readonly response?: string };

function associations({ request, response }: Code, pairs?: Record<string, string>): Partial<CacheBehavior> {
  const association = (eventType: string, code: string | undefined) =>
    code === undefined ? [] : [{ eventType, functionArn: putEdgeFunction(account, code, pairs) }];
  return {
    functionAssociations: [...association("viewer-request", request), ...association("viewer-response", response)],
  };
}

/** A distribution with these functions on its only behavior. */
function front(code: Code, pairs?: Record<string, string>, origin = echo): string {
  const defaultCacheBehavior = behaviorTo("origin", associations(code, pairs));
  return deployDistribution(account, "aws", { origin }, { defaultCacheBehavior });
}

const handler = (body: string) => `async function handler(event) { ${body} }`;
const generated = (expression: string) => handler(`return { statusCode: 200, body: String(${expression}) };`);

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
describe("A viewer-request function", () => {
  const edge = serving(account);

  for (const shape of shapes) {
    it(`changes the request (${shape})`, async () => {
      const code = handler(
        "event.request.uri += '.html'; event.request.headers['x-by'] = { value: 'edge' }; return event.request;",
      );
      const defaultCacheBehavior = behaviorTo("echo", associations({ request: code }));
      const host = deployDistribution(account, shape, { echo }, { defaultCacheBehavior });
      const event = JSON.parse((await sendRequest(edge(), host, "/a?x=1&y=%20")).body) as Echoed;
      assert.deepEqual([event.rawPath, event.rawQueryString, event.headers["x-by"]], ["/a.html", "x=1&y=%20", "edge"]);
    });
  }

  it("receives an event of version 1.0", async () => {
    const host = front({ request: generated("JSON.stringify(event)") });
    const headers = { cookie: "c=1; d=2; c=3", "x-custom": "v" };
    const { body } = await sendRequest(edge(), host, "/a%20b?q=1&r&q=2", { headers });
    const { context, ...event } = JSON.parse(body) as { context: Record<string, string> };
    assert.match(context.distributionDomainName ?? "", /\.cloudfront\.net$/);
    assert.match(context.distributionId ?? "", /^E/);
    assert.match(context.requestId ?? "", /==$/);
    assert.equal(context.eventType, "viewer-request");
    assert.deepEqual(event, {
      version: "1.0",
      viewer: { ip: "127.0.0.1" },
      request: {
        method: "GET",
        uri: "/a%20b",
        querystring: { q: { value: "1", multiValue: [{ value: "1" }, { value: "2" }] }, r: { value: "" } },
        headers: { host: { value: host }, "x-custom": { value: "v" } },
        cookies: { c: { value: "1", multiValue: [{ value: "1" }, { value: "3" }] }, d: { value: "2" } },
      },
    });
  });

  it("changes query strings and cookies", async () => {
    const host = front({
      request: handler(`
        const request = event.request;
        request.querystring = { b: { value: "1", multiValue: [{ value: "1" }, { value: "2" }] } };
        request.cookies.new = { value: "n" };
        return request;`),
    });
    const event = JSON.parse(
      (await sendRequest(edge(), host, "/?a=1", { headers: { cookie: "old=o" } })).body,
    ) as Echoed;
    assert.deepEqual([event.rawQueryString, event.cookies], ["b=1&b=2", ["old=o", "new=n"]]);
  });

  it("generates a response without an origin request", async () => {
    const host = front({
      request: handler(`return {
        statusCode: 302, statusDescription: "Found",
        headers: { location: { value: "/elsewhere" } },
        cookies: { seen: { value: "1", attributes: "Path=/; Secure" } },
        body: { encoding: "base64", data: "Z29uZQ==" },
      };`),
    });
    const { status, headers, body } = await sendRequest(edge(), host, "/");
    assert.deepEqual([status, headers.location, body], [302, "/elsewhere", "gone"]);
    assert.deepEqual(headers["set-cookie"], ["seen=1; Path=/; Secure"]);
    assert.equal(headers["x-cache"], "FunctionGeneratedResponse from cloudfront");
  });

  it("does not change the behavior if it rewrites the path", async () => {
    const rewrite = behaviorTo(
      "echo",
      associations({ request: handler("event.request.uri = '/site/a'; return event.request;") }),
    );
    const site = { domainName: putBucket(account, { "site/a": "of the site" }, "everyone") };
    const host = deployDistribution(
      account,
      "aws",
      { echo, site },
      { defaultCacheBehavior: rewrite, orderedCacheBehaviors: [{ pathPattern: "/site/*", ...behaviorTo("site") }] },
    );
    assert.equal((await sendRequest(edge(), host, "/site/a")).body, "of the site");
    assert.equal((JSON.parse((await sendRequest(edge(), host, "/other")).body) as Echoed).rawPath, "/site/a");
  });

  it("reads its key value store", async () => {
    const code = `import cf from "cloudfront";
      const kvs = cf.kvs();
      async function handler(event) {
        const found = [await kvs.exists("/a"), await kvs.exists("/b"), await kvs.get("/a"), await kvs.count()];
        const json = await kvs.get("json", { format: "json" });
        let missing;
        try { await kvs.get("toString"); } catch (error) { missing = error.message; }
        return { statusCode: 200, body: JSON.stringify(found.concat([json.deep, missing])) };
      }`;
    const { body } = await sendRequest(edge(), front({ request: code }, { "/a": "first", json: '{"deep":[1]}' }), "/");
    assert.deepEqual(JSON.parse(body), [true, false, "first", 2, [1], "KeyNotFound"]);
  });

  const imports = [
    'import cf from "cloudfront"; const kvs = cf.kvs;',
    'import * as cf from "cloudfront"; const kvs = cf.kvs;',
    'import { kvs } from "cloudfront";',
    'import { default as cf, kvs as other } from "cloudfront"; const kvs = cf.kvs;',
  ];
  for (const line of imports) {
    it(`can use: ${line}`, async () => {
      const code = `${line} async function handler(event) {
        const count = await kvs().count();
        return { statusCode: 200, body: String(count) };
      }`;
      const { body } = await sendRequest(edge(), front({ request: code }, { "/a": "first" }), "/");
      assert.equal(body, "1");
    });
  }

  it("keeps no state between requests", async () => {
    const host = front({ request: `let calls = 0; ${generated("calls += 1")}` });
    await sendRequest(edge(), host, "/");
    assert.equal((await sendRequest(edge(), host, "/")).body, "1");
  });

  it("may have a synchronous handler", async () => {
    const host = front({ request: "function handler(event) { return { statusCode: 418 }; }" });
    assert.equal((await sendRequest(edge(), host, "/")).status, 418);
  });

  const failing: readonly (readonly [name: string, code: string, status: number])[] = [
    ["throws", handler("throw new Error('no');"), 503],
    ["is not JavaScript", "function handler(", 503],
    ["has no handler", "const other = 1;", 503],
    ["never ends", handler("for (;;) {}"), 503],
    ["never stops awaiting", handler("for (;;) { await null; }"), 503],
    [
      "exceeds the memory gradually",
      handler("const held = []; for (;;) held.push(new Array(1e5).fill(held.length));"),
      503,
    ],
    [
      "exceeds the memory at once",
      handler("return { statusCode: 200, body: String(new Array(6e7).fill(1).length) };"),
      503,
    ],
    ["awaits a promise that never resolves", handler("await new Promise(() => {});"), 503],
    [
      "selects another origin",
      `import cf from "cloudfront"; ${handler("cf.updateRequestOrigin({}); return event.request;")}`,
      503,
    ],
    [
      "reads a store that is not associated",
      `import cf from "cloudfront"; ${handler("return cf.kvs().get('a');")}`,
      503,
    ],
    ["returns nothing", handler(""), 502],
    ["changes Host", handler("event.request.headers.host.value = 'other.example.com'; return event.request;"), 502],
    ["removes Host", handler("delete event.request.headers.host; return event.request;"), 502],
    ["changes the method", handler("event.request.method = 'HEAD'; return event.request;"), 502],
    [
      "adds a header reserved by CloudFront",
      handler("event.request.headers['x-edge-a'] = { value: '1' }; return event.request;"),
      502,
    ],
    ["removes the leading slash of the path", handler("event.request.uri = 'a'; return event.request;"), 502],
    [
      "adds a line break to a header",
      handler("event.request.headers.a = { value: 'b\\r\\nc: d' }; return event.request;"),
      502,
    ],
    [
      "adds a line break to a cookie",
      handler("return { statusCode: 200, cookies: { a: { value: 'b\\r\\nc: d' } } };"),
      502,
    ],
    ["adds a space to the path", handler("event.request.uri = '/a b'; return event.request;"), 502],
    ["returns an invalid status", handler("return { statusCode: 99 };"), 502],
    [
      "returns a string instead of a header's value object",
      handler("event.request.headers.a = 'b'; return event.request;"),
      502,
    ],
  ];
  it("that leaves a rejected promise does not affect other requests", async () => {
    const code = handler(
      "if (event.request.uri === '/left') { Promise.reject(new Error('left')); } return { statusCode: 200 };",
    );
    const host = front({ request: code });
    const received = await Promise.all(["/left", "/a", "/left", "/b"].map((path) => sendRequest(edge(), host, path)));
    assert.deepEqual(
      received.map(({ status }) => status),
      [200, 200, 200, 200],
    );
  });

  for (const [name, code, status] of failing) {
    it(`that ${name} leads to ${status}, also for the next request`, async () => {
      const host = front({ request: code });
      assert.equal((await sendRequest(edge(), host, "/")).status, status);
      const received = await sendRequest(edge(), host, "/");
      assert.match(received.body, new RegExp(`<H1>${status} ERROR</H1>`));
      assert.match(String(received.headers["x-cache"]), /^Function(Execution|Validation)Error from cloudfront$/);
    });
  }
});

describe("The sandbox for CloudFront Functions", () => {
  const edge = serving(account);

  // Node.js ends a process if it stops code in an asynchronous call while AsyncLocalStorage tracks calls. The Pulumi SDK
  // turns this tracking on.
  it("does not end a process that tracks asynchronous calls", async () => {
    const received = await new AsyncLocalStorage().run({}, () =>
      sendRequest(edge(), front({ request: handler("for (;;) { await null; }") }), "/"),
    );
    assert.equal(received.status, 503);
  });

  it("stops a run that never ends and continues with the next", async () => {
    const host = front({ request: handler("while (event.request.uri === '/never') {} return { statusCode: 200 };") });
    const paths = ["/1", "/never", "/2", "/3", "/never", "/4"];
    const received = await Promise.all(paths.map((path) => sendRequest(edge(), host, path)));
    assert.deepEqual(
      received.map(({ status }) => status),
      [200, 503, 200, 200, 503, 200],
    );
  });

  // Each expression escapes from a sandbox that allows it.
  const escapes: Readonly<Record<string, string>> = {
    "this.constructor": "this.constructor.constructor('return process')().version",
    "the global object's constructor": "globalThis.constructor.constructor('return process')().version",
    "a function's constructor": "(() => 1).constructor('return process')().version",
    "the event's constructor": "event.constructor.constructor('return process')().version",
    "console.log's constructor": "console.log.constructor('return process')().version",
    "require's constructor": "require.constructor('return process')().version",
    "the module's constructor": "require('cloudfront').kvs.constructor('return process')().version",
    "a module's error":
      "(() => { try { require('fs') } catch (e) { return e.constructor.constructor('return process')().version } })()",
    "a generator's constructor": "(function* () {}).constructor('yield process')().next().value.version",
    "an import's promise": "import('fs').constructor.constructor('return process')().version",
    "an import's error": "await import('fs').catch((e) => e.constructor.constructor('return process')().version)",
    "an import": "(await import('node:fs')).readFileSync.name",
    "the stack":
      "(() => { Error.prepareStackTrace = (e, s) => s; return new Error().stack[0].getThis().process.version })()",
    "a stack overflow":
      "(() => { const f = () => f(); try { f() } catch (e) { return e.constructor.constructor('return process')().version } })()",
    process: "process.version",
    eval: "eval('1')",
    "a timer": "setTimeout(() => 1, 1)",
    "shared memory": "new SharedArrayBuffer(1).byteLength",
    "the sandbox's own run": "(edge.run = 1, 'replaced')",
  };
  for (const [name, expression] of Object.entries(escapes)) {
    it(`prevents an escape by ${name}`, async () => {
      const received = await sendRequest(edge(), front({ request: generated(expression) }, {}), "/");
      assert.equal(received.status, 503, received.body);
    });
  }

  it("shares no objects between functions or with the process", async () => {
    const leave = front({ request: generated("(Object.prototype.left = 'here', globalThis.left = 'here')") });
    assert.equal((await sendRequest(edge(), leave, "/")).body, "here");
    const find = front({ request: generated("typeof left + ({}).left") });
    assert.equal((await sendRequest(edge(), find, "/")).body, "undefinedundefined");
    assert.equal(({} as { left?: string }).left, undefined);
  });
});

describe("The log of CloudFront Functions", () => {
  it("has the output and the errors of functions", async () => {
    const lines: string[] = [];
    const functions = new EdgeFunctions(account, (_, line) => lines.push(line));
    const code = handler("console.log('saw', event.request.uri, { a: 1 }); throw new Error('no');");
    const behavior = behaviorTo("origin", associations({ request: code }));
    const distribution = {
      id: "E1",
      arn: "",
      domainName: "d1.cloudfront.net",
      origins: [],
      defaultCacheBehavior: behavior,
    };
    const viewer = { method: "GET", url: "/a", headers: {}, address: "192.0.2.1" };
    const handled = await functions.onRequest(distribution, behavior, "id", viewer);
    functions.stop();
    assert.equal(handled.kind, "failed");
    assert.deepEqual(lines, ['saw /a {"a":1}', "ERROR: Error: no"]);
  });
});

describe("A viewer-response function", () => {
  const edge = serving(account);
  const respond = (response: string) => front({ response: handler(response) }, undefined, answers);

  it("receives the response and changes it", async () => {
    const host = respond(`
      const response = event.response;
      const request = event.request;
      response.headers["x-saw"] = { value: [event.context.eventType, request.uri, response.headers["x-from"].value, response.cookies.a.attributes].join() };
      delete response.headers["x-from"];
      delete response.cookies.b;
      return response;`);
    const { status, headers, body } = await sendRequest(edge(), host, "/201");
    assert.deepEqual([status, body, headers["x-from"]], [201, "of the origin", undefined]);
    assert.equal(headers["x-saw"], "viewer-response,/201,origin,Path=/; HttpOnly");
    assert.deepEqual(headers["set-cookie"], ["a=1; Path=/; HttpOnly"]);
  });

  // https://aws.amazon.com/about-aws/whats-new/2023/03/http-status-response-generation-cloudfront-functions/
  it("changes the status and the body", async () => {
    const changed = await sendRequest(
      edge(),
      respond("event.response.statusCode = 404; return event.response;"),
      "/200",
    );
    assert.deepEqual([changed.status, changed.body], [404, "of the origin"]);
    const replaced = await sendRequest(edge(), respond("event.response.body = 'new'; return event.response;"), "/200");
    assert.deepEqual([replaced.status, replaced.body], [200, "new"]);
  });

  it("does not run if the viewer-request function generated the response", async () => {
    const host = front({
      request: handler("return { statusCode: 200 };"),
      response: handler("return { statusCode: 204 };"),
    });
    assert.equal((await sendRequest(edge(), host, "/")).status, 200);
  });

  it("leads to 503 if it throws and to 502 if it changes a read-only header", async () => {
    assert.equal((await sendRequest(edge(), respond("throw 1;"), "/200")).status, 503);
    const host = respond("event.response.headers.via = { value: 'me' }; return event.response;");
    assert.equal((await sendRequest(edge(), host, "/200")).status, 502);
  });
});
