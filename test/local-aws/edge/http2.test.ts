import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { ClientHttp2Session, connect, IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import { Account } from "../../../local-aws/aws/account";
import { Origin } from "../../../local-aws/aws/cloudfront/distribution";
import { Edge } from "../../../local-aws/edge";
import { putBucket, putFunction, putHttpApi } from "../../support/account";
import { change, putRest } from "../../support/apiGateway";
import { cachingOptimized } from "../../support/correctPrograms/parts";
import { serving } from "../../support/edge";
import { sendRequest } from "../../support/https";
import { behaviorTo, deployDistribution, Described, shapes } from "../../support/shapes";

const account = new Account();
const echo = putFunction(
  account,
  "exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });",
);
const https = { customOriginConfig: { originProtocolPolicy: "https-only" } } as const;
const api = { domainName: putHttpApi(account, echo).domainName, ...https };
const allowedMethods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
const front = (rest: Partial<Described> = {}, origin: Partial<Origin> = {}) =>
  deployDistribution(
    account,
    "aws",
    { api: { ...api, ...origin } },
    { defaultCacheBehavior: behaviorTo("api", { allowedMethods }), ...rest },
  );

/** The protocol that the edge selects for a client that offers these. */
function negotiated(edge: Edge, servername: string, ALPNProtocols: string[]): Promise<string | false | null> {
  return new Promise((resolve, reject) => {
    const ca = readFileSync(edge.hostnamesCaFile);
    const socket = connectTls({ host: "127.0.0.1", port: edge.port, servername, ca, ALPNProtocols });
    socket.on("error", reject).on("secureConnect", () => {
      resolve(socket.alpnProtocol);
      socket.destroy();
    });
  });
}

/** Runs requests on one connection over HTTP/2. */
async function over<T>(edge: Edge, host: string, use: (session: ClientHttp2Session) => Promise<T>): Promise<T> {
  const ca = readFileSync(edge.hostnamesCaFile);
  const session = connect(`https://${host}`, {
    createConnection: () =>
      connectTls({ host: "127.0.0.1", port: edge.port, servername: host, ca, ALPNProtocols: ["h2"] }),
  });
  try {
    return await use(session);
  } finally {
    session.destroy();
  }
}

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function send(session: ClientHttp2Session, headers: OutgoingHttpHeaders, body?: string): Promise<Received> {
  const stream = session.request(headers, { endStream: body === undefined && headers[":method"] !== "POST" });
  const received = new Promise<IncomingHttpHeaders>((resolve, reject) => {
    stream.on("response", resolve).on("error", reject);
  });
  stream.end(body);
  return { headers: await received, body: String(await buffer(stream)) };
}

describe("The edge", () => {
  const edge = serving(account);
  const both = ["h2", "http/1.1"];

  const versions = [
    ["http1.1", "http/1.1"],
    ["http2", "h2"],
    ["http2and3", "h2"],
    ["http3", "http/1.1"],
  ] as const;
  for (const shape of shapes) {
    for (const [httpVersion, protocol] of versions) {
      it(`offers ${protocol} to a browser if httpVersion is ${httpVersion} (${shape})`, async () => {
        const host = deployDistribution(account, shape, { api }, { httpVersion });
        assert.equal(await negotiated(edge(), host, both), protocol);
      });
    }

    it(`has the provider's default of httpVersion (${shape})`, async () => {
      const host = deployDistribution(account, shape, { api });
      assert.equal(await negotiated(edge(), host, both), shape === "native" ? "http/1.1" : "h2");
    });
  }

  it("offers HTTP/1.1 for an unknown name, and to clients that offer nothing else", async () => {
    assert.equal(await negotiated(edge(), "unknown.cloudfront.net", both), "http/1.1");
    const host = front();
    assert.equal(await negotiated(edge(), host, ["http/1.1"]), "http/1.1");
    assert.equal((await sendRequest(edge(), host, "/a")).status, 200);
    await assert.rejects(negotiated(edge(), host, ["h3"]));
  });
});

describe("A request over HTTP/2", () => {
  const edge = serving(account);

  it("reaches the API as it does over HTTP/1.1, with the authority as Host and its version in Via", async () => {
    const host = front();
    const headers = { ":path": "/a?b=c", "x-test": "d", cookie: ["e=1", "f=2"] };
    const { body, headers: received } = await over(edge(), host, (session) => send(session, headers));
    const first = await sendRequest(edge(), host, "/a?b=c", { headers: { "x-test": "d", cookie: "e=1; f=2" } });
    const stable = (text: string) => {
      const {
        headers: names,
        requestContext: context,
        ...event
      } = JSON.parse(text) as Record<string, Record<string, object>>;
      return {
        ...event,
        names: { ...names, "x-amz-cf-id": "", via: "" },
        domainName: context?.domainName,
        http: context?.http,
      };
    };
    assert.deepEqual(stable(body), stable(first.body));
    const via = [first.body, body].map((text) =>
      (JSON.parse(text) as { headers: { via: string } }).headers.via.slice(0, 3),
    );
    assert.deepEqual(via, ["1.1", "2.0"]);
    assert.equal(received[":status"], 200);
    assert.equal(received["x-cache"], "Miss from cloudfront");
    assert.equal(received["content-length"], String(Buffer.byteLength(body)));
  });

  it("can have a body without a length", async () => {
    const event = await over(edge(), front(), async (session) => {
      const { body } = await send(session, { ":path": "/a", ":method": "POST", "content-type": "text/plain" }, "text");
      return JSON.parse(body) as { body: string };
    });
    assert.equal(event.body, "text");
  });

  it("gets CloudFront's pages, and its limits", async () => {
    await over(edge(), front({ defaultCacheBehavior: behaviorTo("api") }), async (session) => {
      const status = async (headers: OutgoingHttpHeaders) => (await send(session, headers)).headers[":status"];
      assert.equal(await status({ ":path": "/a", ":method": "DELETE" }), 403);
      assert.equal(await status({ ":path": `/${"a".repeat(9000)}` }), 414);
      assert.equal(await status({ ":path": "/a", "x-large": "a".repeat(40_000) }), 494);
      assert.equal(await status({ ":path": "/a", ":authority": "unknown.example.com" }), 403);
      assert.equal(await status({ ":path": "/a" }), 200);
    });
  });

  it("shares its connection with others, and the cache with HTTP/1.1", async () => {
    const site = { domainName: putBucket(account, { file: "x".repeat(100_000) }, "everyone") };
    const defaultCacheBehavior = behaviorTo("site", {
      cachePolicyId: cachingOptimized,
      originRequestPolicyId: undefined,
    });
    const host = deployDistribution(account, "aws", { site }, { defaultCacheBehavior });
    await sendRequest(edge(), host, "/file");
    await over(edge(), host, async (session) => {
      const all = await Promise.all(Array.from({ length: 30 }, () => send(session, { ":path": "/file" })));
      for (const { headers, body } of all) {
        assert.deepEqual([headers["x-cache"], body.length], ["Hit from cloudfront", 100_000]);
      }
      const { headers, body } = await send(session, { ":path": "/file", ":method": "HEAD" });
      assert.deepEqual([headers["content-length"], body], ["100000", ""]);
    });
  });

  it("gets a streamed response in its parts, and closes the function's stream when it is canceled", async () => {
    const folder = mkdtempSync(join(tmpdir(), "closed-"));
    const file = join(folder, "closed");
    const fn = putFunction(
      account,
      `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
        const response = awslambda.HttpResponseStream.from(stream, { statusCode: 200 });
        response.write("first");
        await new Promise((resolve) => response.on("close", resolve));
        require("node:fs").writeFileSync(${JSON.stringify(file)}, "");
      });`,
    );
    change(account, "aws:lambda/function:Function", fn.split(":").at(-1) ?? "", { timeout: 60 });
    const { domainName } = putRest(account, fn, { integration: { responseTransferMode: "STREAM" } });
    const host = front({}, { domainName, originPath: "/prod" });
    try {
      await over(edge(), host, async (session) => {
        const stream = session.request({ ":path": "/a" });
        const chunk = await new Promise<Buffer>((resolve) => {
          stream.on("data", resolve);
        });
        assert.equal(String(chunk), "first");
        stream.close();
        while (!existsSync(file)) {
          await setTimeout(10);
        }
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
