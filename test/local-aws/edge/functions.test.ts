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

/** A distribution whose one behavior has these functions. */
function front(code: Code, pairs?: Record<string, string>, origin = echo): string {
  const defaultCacheBehavior = behaviorTo("origin", associations(code, pairs));
  return deployDistribution(account, "aws", { origin }, { defaultCacheBehavior });
}

const handler = (body: string) => `async function handler(event) { ${body} }`;
const generated = (expression: string) => handler(`return { statusCode: 200, body: String(${expression}) };`);

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
describe("the edge with a viewer-request function", () => {
  const edge = serving(account);

  for (const shape of shapes) {
    it(`sends on what the function makes of the request (${shape})`, async () => {
      const code = handler(
        "event.request.uri += '.html'; event.request.headers['x-by'] = { value: 'edge' }; return event.request;",
      );
      const defaultCacheBehavior = behaviorTo("echo", associations({ request: code }));
      const host = deployDistribution(account, shape, { echo }, { defaultCacheBehavior });
      const event = JSON.parse((await sendRequest(edge(), host, "/a?x=1&y=%20")).body) as Echoed;
      assert.deepEqual([event.rawPath, event.rawQueryString, event.headers["x-by"]], ["/a.html", "x=1&y=%20", "edge"]);
    });
  }

  it("hands over the event of version 1.0", async () => {
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

  it("sends on changed query strings and cookies", async () => {
    const host = front({
      request: handler(`
        const { request } = event;
        request.querystring = { b: { value: "1", multiValue: [{ value: "1" }, { value: "2" }] } };
        request.cookies.new = { value: "n" };
        return request;`),
    });
    const event = JSON.parse(
      (await sendRequest(edge(), host, "/?a=1", { headers: { cookie: "old=o" } })).body,
    ) as Echoed;
    assert.deepEqual([event.rawQueryString, event.cookies], ["b=1&b=2", ["old=o", "new=n"]]);
  });

  it("gives the viewer an answer that the function makes, without asking the origin", async () => {
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

  it("does not choose the behavior again after the path changed", async () => {
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
        return { statusCode: 200, body: JSON.stringify([...found, json.deep, missing]) };
      }`;
    const { body } = await sendRequest(edge(), front({ request: code }, { "/a": "first", json: '{"deep":[1]}' }), "/");
    assert.deepEqual(JSON.parse(body), [true, false, "first", 2, [1], "KeyNotFound"]);
  });

  it("starts from nothing each time", async () => {
    const host = front({ request: `let calls = 0; ${generated("calls += 1")}` });
    await sendRequest(edge(), host, "/");
    assert.equal((await sendRequest(edge(), host, "/")).body, "1");
  });

  it("takes a handler that is not asynchronous", async () => {
    const host = front({ request: "function handler(event) { return { statusCode: 418 }; }" });
    assert.equal((await sendRequest(edge(), host, "/")).status, 418);
  });

  const failing: readonly (readonly [name: string, code: string, status: number])[] = [
    ["throws", handler("throw new Error('no');"), 503],
    ["is no JavaScript", "function handler(", 503],
    ["has no handler", "const other = 1;", 503],
    ["never ends", handler("for (;;) {}"), 503],
    ["never ends its waiting", handler("for (;;) { await null; }"), 503],
    ["takes all the memory", handler("const held = []; for (;;) held.push(new Array(1e5).fill(held.length));"), 503],
    [
      "takes all the memory at once",
      handler("return { statusCode: 200, body: String(new Array(6e7).fill(1).length) };"),
      503,
    ],
    ["waits for what never comes", handler("await new Promise(() => {});"), 503],
    [
      "makes an origin of its own",
      `import cf from "cloudfront"; ${handler("cf.updateRequestOrigin({}); return event.request;")}`,
      503,
    ],
    [
      "reads a store that it does not have",
      `import cf from "cloudfront"; ${handler("return cf.kvs().get('a');")}`,
      503,
    ],
    ["returns nothing", handler(""), 502],
    ["changes Host", handler("event.request.headers.host.value = 'other.example.com'; return event.request;"), 502],
    ["removes Host", handler("delete event.request.headers.host; return event.request;"), 502],
    ["changes the method", handler("event.request.method = 'HEAD'; return event.request;"), 502],
    [
      "adds a header of CloudFront's",
      handler("event.request.headers['x-edge-a'] = { value: '1' }; return event.request;"),
      502,
    ],
    ["leaves the path without its slash", handler("event.request.uri = 'a'; return event.request;"), 502],
    [
      "breaks the line of a header",
      handler("event.request.headers.a = { value: 'b\\r\\nc: d' }; return event.request;"),
      502,
    ],
    [
      "breaks the line of a cookie",
      handler("return { statusCode: 200, cookies: { a: { value: 'b\\r\\nc: d' } } };"),
      502,
    ],
    ["leaves a space in the path", handler("event.request.uri = '/a b'; return event.request;"), 502],
    ["answers without a status that exists", handler("return { statusCode: 99 };"), 502],
    ["puts text where a header's value belongs", handler("event.request.headers.a = 'b'; return event.request;"), 502],
  ];
  it("answers the requests beside one whose function leaves a promise behind that fails", async () => {
    const code = handler(
      "if (event.request.uri === '/left') { Promise.reject(new Error('left')); } return { statusCode: 200 };",
    );
    const host = front({ request: code });
    const answered = await Promise.all(["/left", "/a", "/left", "/b"].map((path) => sendRequest(edge(), host, path)));
    assert.deepEqual(
      answered.map(({ status }) => status),
      [200, 200, 200, 200],
    );
  });

  for (const [name, code, status] of failing) {
    it(`answers ${status} where the function ${name}, and goes on serving`, async () => {
      const host = front({ request: code });
      assert.equal((await sendRequest(edge(), host, "/")).status, status);
      const answered = await sendRequest(edge(), host, "/");
      assert.match(answered.body, new RegExp(`<H1>${status} ERROR</H1>`));
      assert.match(String(answered.headers["x-cache"]), /^Function(Execution|Validation)Error from cloudfront$/);
    });
  }
});

describe("the edge's sandbox for functions", () => {
  const edge = serving(account);

  // Node ends a process whose code is stopped inside an asynchronous call that it keeps track of; the Pulumi SDK has it
  // keep track of all.
  it("does not take down a process that keeps track of its asynchronous calls", async () => {
    const answered = await new AsyncLocalStorage().run({}, () =>
      sendRequest(edge(), front({ request: handler("for (;;) { await null; }") }), "/"),
    );
    assert.equal(answered.status, 503);
  });

  it("stops the run that never ends, and those that wait behind it are answered", async () => {
    const host = front({ request: handler("while (event.request.uri === '/never') {} return { statusCode: 200 };") });
    const paths = ["/1", "/never", "/2", "/3", "/never", "/4"];
    const answered = await Promise.all(paths.map((path) => sendRequest(edge(), host, path)));
    assert.deepEqual(
      answered.map(({ status }) => status),
      [200, 503, 200, 200, 503, 200],
    );
  });

  // Each of these leads out of a sandbox that lets it.
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
    it(`leads nowhere by ${name}`, async () => {
      const answered = await sendRequest(edge(), front({ request: generated(expression) }, {}), "/");
      assert.equal(answered.status, 503, answered.body);
    });
  }

  it("gives one function nothing of another's, nor of its own last run by shared objects", async () => {
    const leave = front({ request: generated("(Object.prototype.left = 'here', globalThis.left = 'here')") });
    assert.equal((await sendRequest(edge(), leave, "/")).body, "here");
    const find = front({ request: generated("typeof left + ({}).left") });
    assert.equal((await sendRequest(edge(), find, "/")).body, "undefinedundefined");
    assert.equal(({} as { left?: string }).left, undefined);
  });
});

describe("what functions write", () => {
  it("goes to the log, with their failures", async () => {
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

describe("the edge with a viewer-response function", () => {
  const edge = serving(account);
  const respond = (response: string) => front({ response: handler(response) }, undefined, answers);

  it("hands over the answer and gives the viewer what the function makes of it", async () => {
    const host = respond(`
      const { response, request } = event;
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
  it("may change the status and the body", async () => {
    const changed = await sendRequest(
      edge(),
      respond("event.response.statusCode = 404; return event.response;"),
      "/200",
    );
    assert.deepEqual([changed.status, changed.body], [404, "of the origin"]);
    const replaced = await sendRequest(edge(), respond("event.response.body = 'new'; return event.response;"), "/200");
    assert.deepEqual([replaced.status, replaced.body], [200, "new"]);
  });

  it("does not run where the viewer-request function made the answer", async () => {
    const host = front({
      request: handler("return { statusCode: 200 };"),
      response: handler("return { statusCode: 204 };"),
    });
    assert.equal((await sendRequest(edge(), host, "/")).status, 200);
  });

  it("answers 503 where it throws and 502 where it changes what is read-only", async () => {
    assert.equal((await sendRequest(edge(), respond("throw 1;"), "/200")).status, 503);
    const host = respond("event.response.headers.via = { value: 'me' }; return event.response;");
    assert.equal((await sendRequest(edge(), host, "/200")).status, 502);
  });
});
