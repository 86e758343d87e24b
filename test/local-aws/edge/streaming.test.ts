import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { ClientRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { Origin } from "../../../local-aws/aws/cloudfront/distribution";
import { Edge } from "../../../local-aws/edge";
import { putFunction, putFunctionUrl } from "../../support/account";
import { change, PutApi, putHttp, putRest } from "../../support/apiGateway";
import { cachingOptimized } from "../../support/correctPrograms/parts";
import { serving } from "../../support/edge";
import { receive, sendRequest } from "../../support/https";
import { behaviorTo, deployDistribution, Settings, shapes } from "../../support/shapes";
import { begin, firstChunk, openRequest } from "../../support/streaming";

const account = new Account();
const signals = mkdtempSync(join(tmpdir(), "signals-"));

/** A function that writes to `response`. It waits for a signal of the test with `signal`, and sends one with `sends`. */
function streams(code: string): string {
  const arn = putFunction(
    account,
    `const { appendFileSync, existsSync } = require("node:fs");
    const path = (name) => ${JSON.stringify(signals)} + "/" + name;
    const sends = (name) => appendFileSync(path(name), "x");
    const signal = async (name) => {
      while (!existsSync(path(name))) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const metadata = { statusCode: 201, headers: { "content-type": "text/plain" }, cookies: ["a=1", "b=2"] };
    const respond = (stream) => awslambda.HttpResponseStream.from(stream, metadata);
    exports.handler = awslambda.streamifyResponse(async (event, stream) => { ${code} });`,
  );
  change(account, "aws:lambda/function:Function", arn.split(":").at(-1) ?? "", { timeout: 60 });
  return arn;
}

/** The number of times that a function sent a signal. */
function sent(name: string): number {
  const file = join(signals, name);
  return existsSync(file) ? readFileSync(file).length : 0;
}

function send(name: string): void {
  writeFileSync(join(signals, name), "");
}

const streamed = { integration: { responseTransferMode: "STREAM" } };

function front({ domainName }: PutApi, settings: Settings = {}, origin: Partial<Origin> = {}): string {
  const allowedMethods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
  const api = {
    domainName,
    originPath: domainName.startsWith("d-") ? "" : "/prod",
    customOriginConfig: { originProtocolPolicy: "https-only" } as const,
    ...origin,
  };
  return deployDistribution(
    account,
    "aws",
    { api },
    { defaultCacheBehavior: behaviorTo("api", { allowedMethods, ...settings }) },
  );
}

function open(edge: Edge, host: string, headers?: Record<string, string>): ClientRequest {
  return openRequest(edge, host, "/a", headers);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await setTimeout(5);
  }
}

after(() => {
  rmSync(signals, { recursive: true, force: true });
});

describe("A function URL that streams", () => {
  const edge = serving(account);
  const url = (functionArn: string) => putFunctionUrl(account, functionArn, "NONE", "RESPONSE_STREAM");

  it("sends the response to the viewer of CloudFront while the function writes it", async () => {
    const fn = streams(`const response = respond(stream);
      response.write("first");
      await signal("continue URL");
      response.end(" last");`);
    const origin = { originPath: "" };
    const host = front({ id: "", domainName: url(fn) }, {}, origin);
    const response = await begin(open(edge(), host));
    assert.equal(response.statusCode, 201);
    assert.equal(await firstChunk(response), "first");
    send("continue URL");
    assert.equal(String(await buffer(response)), " last");
    assert.deepEqual(response.headers["set-cookie"], ["a=1", "b=2"]);
  });

  for (const [title, code, type, body] of [
    ["without metadata", "stream.write('a'); stream.end('b');", "application/octet-stream", "ab"],
    ["with a content type", "stream.setContentType('text/html'); stream.end('<p>');", "text/html", "<p>"],
    ["that is empty", "stream.end();", "application/octet-stream", ""],
  ] as const) {
    it(`sends a response ${title}`, async () => {
      const received = await sendRequest(edge(), url(streams(code)), "/");
      assert.deepEqual([received.status, received.headers["content-type"], received.body], [200, type, body]);
    });
  }

  it("sends the result of a function that does not stream as it is", async () => {
    const fn = putFunction(account, "exports.handler = async () => ({ statusCode: 404, body: 'a' });");
    const { status, body } = await sendRequest(edge(), url(fn), "/");
    assert.deepEqual([status, body], [200, '{"statusCode":404,"body":"a"}']);
  });

  it("closes the function's stream when the viewer leaves", async () => {
    const fn = streams(`const response = respond(stream);
      response.on("close", () => sends("closed URL"));
      response.write("first");
      await signal("never");`);
    const outgoing = open(edge(), url(fn));
    assert.equal(await firstChunk(await begin(outgoing)), "first");
    outgoing.destroy();
    await until(() => sent("closed URL") === 1);
  });

  it("returns 502 if the function fails before its response, and ends without its end if it fails later", async () => {
    assert.equal((await sendRequest(edge(), url(streams("throw new Error('early');")), "/")).status, 502);
    const response = await begin(open(edge(), url(streams("stream.write('first'); throw new Error('late');"))));
    await assert.rejects(buffer(response), { code: "ECONNRESET" });
  });
});

describe("A streamed response of a REST API", () => {
  const edge = serving(account);

  it("reaches the viewer while the function writes it, without compression", async () => {
    const fn = streams(`const response = respond(stream);
      response.write("first");
      await signal("continue");
      response.end(" last" + "x".repeat(2000));`);
    const host = front(putRest(account, fn, streamed), { compress: true });
    const response = await begin(open(edge(), host, { "accept-encoding": "br, gzip" }));
    assert.equal(response.statusCode, 201);
    assert.equal(await firstChunk(response), "first");
    send("continue");
    assert.equal(String(await buffer(response)), ` last${"x".repeat(2000)}`);
    const { "content-encoding": encoding, "content-type": type, "set-cookie": cookies, via } = response.headers;
    assert.deepEqual([encoding, type, cookies], [undefined, "text/plain", ["a=1", "b=2"]]);
    assert.match(String(via), /CloudFront/);
  });

  it("has metadata that the function can also write itself, in any parts", async () => {
    const fn =
      streams(`const bytes = Buffer.concat([Buffer.from(JSON.stringify(metadata)), Buffer.alloc(8), Buffer.from("body")]);
      for (const byte of bytes) stream.write(Buffer.of(byte));
      stream.end();`);
    const { status, headers, body } = await sendRequest(edge(), front(putRest(account, fn, streamed)), "/a");
    assert.deepEqual([status, headers["content-type"], body], [201, "text/plain", "body"]);
  });

  it("closes the function's stream when the viewer leaves", async () => {
    const fn = streams(`const response = respond(stream);
      response.on("close", () => sends("closed"));
      response.write("first");
      await signal("never");`);
    const outgoing = open(edge(), front(putRest(account, fn, streamed)));
    const response = await begin(outgoing);
    assert.equal(await firstChunk(response), "first");
    assert.equal(sent("closed"), 0);
    outgoing.destroy();
    await until(() => sent("closed") === 1);
  });

  it("waits for a viewer that reads slowly", async () => {
    const fn = streams(`const response = respond(stream);
      response.on("finish", () => sends("written"));
      const { Readable } = require("node:stream");
      await require("node:stream/promises").pipeline(Readable.from(Array(40).fill(Buffer.alloc(1e6))), response);`);
    const response = await begin(open(edge(), front(putRest(account, fn, streamed))));
    await setTimeout(500);
    assert.equal(sent("written"), 0);
    assert.equal((await buffer(response)).length, 40e6);
    assert.equal(sent("written"), 1);
  });

  it("ends without its end if the function fails, and is 502 if it fails before", async () => {
    const late = streams("respond(stream).write('first'); throw new Error('late');");
    const response = await begin(open(edge(), front(putRest(account, late, streamed))));
    await assert.rejects(buffer(response), { code: "ECONNRESET" });
    for (const early of [
      "throw new Error('early');",
      "stream.end('no metadata');",
      "stream.end(Buffer.alloc(20000, 1));",
    ]) {
      const { status, body } = await sendRequest(edge(), front(putRest(account, streams(early), streamed)), "/a");
      assert.deepEqual([status, body], [502, '{"message": "Internal server error"}'.replace(": ", ":")]);
    }
  });

  it("is 504 if it does not begin within the integration's timeout, and stops at it otherwise", async () => {
    const timeoutMilliseconds = 400;
    const integration = { ...streamed.integration, timeoutMilliseconds };
    const silent = front(putRest(account, streams("await signal('never');"), { integration }));
    const { status, body } = await sendRequest(edge(), silent, "/a", { method: "POST" });
    assert.deepEqual([status, body], [504, '{"message":"Endpoint request timed out"}']);
    const begun = front(
      putRest(account, streams("respond(stream).write('a'); await signal('never');"), { integration }),
    );
    await assert.rejects(buffer(await begin(open(edge(), begun))), { code: "ECONNRESET" });
  });

  const whole = (settings: JsonObject = {}): PutApi =>
    putRest(account, streams("const response = respond(stream); response.write('a'); response.end('b');"), settings);

  it("comes complete if the integration is buffered, and from an HTTP API", async () => {
    const http = putHttp(account, streams("respond(stream).write('a'); stream.end('b');"), {
      integration: { responseTransferMode: "STREAM" },
    });
    for (const host of [front(whole()), front(http, {}, { originPath: "" })]) {
      const { status, headers, body } = await sendRequest(edge(), host, "/a");
      assert.deepEqual([status, headers["content-length"], body], [201, "2", "ab"]);
    }
  });

  it("has no body for HEAD", async () => {
    const { status, body } = await sendRequest(edge(), front(whole(streamed)), "/a", { method: "HEAD" });
    assert.deepEqual([status, body], [201, ""]);
  });

  it("is cached only when it is complete", async () => {
    const fn = streams(`const response = awslambda.HttpResponseStream.from(stream, { statusCode: 200 });
      response.write("half");
      sends("half");
      if (event.path.endsWith("/fails")) throw new Error("half");
      response.end(" whole");`);
    const host = front(putRest(account, fn, streamed), {
      cachePolicyId: cachingOptimized,
      originRequestPolicyId: undefined,
    });
    const get = async (path: string) => {
      const { status, headers, body } = await sendRequest(edge(), host, path);
      return [status, headers["x-cache"], body.length > 20 ? "page" : body];
    };
    assert.deepEqual(await get("/works"), [200, "Miss from cloudfront", "half whole"]);
    assert.deepEqual(await get("/works"), [200, "Hit from cloudfront", "half whole"]);
    assert.equal(sent("half"), 1);
    assert.deepEqual(await get("/fails"), [502, "Error from cloudfront", "page"]);
  });
});

describe("CloudFront", () => {
  const edge = serving(account);
  // CloudFront accepts whole seconds only. A shorter time keeps the tests short.
  const origin = { originProtocolPolicy: "https-only", originReadTimeout: 0.4 } as const;
  const slow = () => streams("sends(event.httpMethod); await new Promise((resolve) => setTimeout(resolve, 2500));");

  for (const shape of shapes) {
    it(`responds with 504 if an API does not respond within the read timeout (${shape})`, async () => {
      const { domainName } = putRest(account, slow(), streamed);
      const api = { domainName, originPath: "/prod", customOriginConfig: origin, connectionAttempts: 1 };
      const { status, headers } = await sendRequest(edge(), deployDistribution(account, shape, { api }), "/a");
      assert.deepEqual([status, headers["x-cache"]], [504, "Error from cloudfront"]);
    });
  }

  it("sends a GET again after the read timeout, and a POST only once", async () => {
    const host = front(putRest(account, slow(), streamed), {}, { customOriginConfig: origin, connectionAttempts: 2 });
    const before = sent("GET");
    assert.equal((await sendRequest(edge(), host, "/a")).status, 504);
    assert.equal((await sendRequest(edge(), host, "/a", { method: "POST" })).status, 504);
    await until(() => sent("POST") > 0 && sent("GET") - before > 1);
    assert.deepEqual([sent("GET") - before, sent("POST")], [2, 1]);
  });

  it("waits for the next part of a response at most for the read timeout, and for its end for the completion timeout", async () => {
    const parts = `const response = respond(stream);
      for (let part = 0; part < 8; part++) {
        response.write("a");
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      response.end();`;
    const api = putRest(account, streams(parts), streamed);
    const complete = front(api, {}, { customOriginConfig: origin });
    assert.equal((await receive(open(edge(), complete))).body, "aaaaaaaa");
    const cut = front(api, {}, { customOriginConfig: origin, responseCompletionTimeout: 0.5 });
    await assert.rejects(buffer(await begin(open(edge(), cut))), { code: "ECONNRESET" });
    const silent = putRest(account, streams("respond(stream).write('a'); await signal('never');"), streamed);
    await assert.rejects(buffer(await begin(open(edge(), front(silent, {}, { customOriginConfig: origin })))), {
      code: "ECONNRESET",
    });
  });
});
