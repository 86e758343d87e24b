import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:tls";
import { Account } from "../../../local-aws/aws/account";
import { putBucket, putFunction, putHttpApi } from "../../support/account";
import { sendRaw, serving } from "../../support/edge";
import { sendRequest } from "../../support/https";
import { behaviorTo, deployDistribution } from "../../support/shapes";

const account = new Account();
const allowedMethods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
const host = deployDistribution(
  account,
  "aws",
  {
    api: {
      domainName: putHttpApi(account, putFunction(account)).domainName,
      customOriginConfig: { originProtocolPolicy: "https-only" },
    },
    site: { domainName: putBucket(account, { "site/a.html": "a page", secret: "not in the site" }, "everyone") },
  },
  {
    defaultCacheBehavior: behaviorTo("api", { allowedMethods }),
    orderedCacheBehaviors: [
      // No API of the provider's takes it: such a distribution can only be put by hand.
      { pathPattern: "/broken/*", ...behaviorTo("gone") },
      { pathPattern: "/site/*", ...behaviorTo("site") },
    ],
  },
);

const head = (line: string, ...headers: string[]) => `${[line, ...headers, "connection: close"].join("\r\n")}\r\n\r\n`;
const named = `host: ${host}`;

describe("the edge and a request that it does not serve", () => {
  const edge = serving(account);

  afterEach(async () => {
    assert.equal((await sendRequest(edge(), host, "/")).status, 200, "the edge lives on");
  });

  const status = (answered: string) => Number(/^HTTP\/1\.1 (\d+) /.exec(answered)?.[1]);

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-general
  it("answers 494 to headers of 1 MB", async () => {
    const huge = await sendRaw(edge(), host, head("GET / HTTP/1.1", named, `x-large: ${"a".repeat(1_000_000)}`));
    assert.equal(status(huge), 494);
    assert.match(huge, /<H1>494 ERROR<\/H1>/);
  });

  it("answers 413 to a body of more than 64 MiB", async () => {
    const text = head("POST / HTTP/1.1", named, `content-length: ${100 * 1024 * 1024}`);
    const answered = await sendRaw(edge(), host, text + "a".repeat(64 * 1024 * 1024 + 1));
    assert.equal(status(answered), 413, answered.slice(0, 300));
  });

  const malformed: readonly (readonly [what: string, text: string])[] = [
    ["no HTTP at all", "hello\r\n\r\n"],
    ["a null byte in Host", head("GET / HTTP/1.1", `host: ${host}\0.example.com`)],
    ["no Host", head("GET / HTTP/1.1")],
    ["an empty Host", head("GET / HTTP/1.1", "host:")],
    ["a space in the path", head("GET /a b HTTP/1.1", named)],
    ["a path without its slash", head("GET a HTTP/1.1", named)],
    ["the path of another server", head("GET http://other.example.com/ HTTP/1.1", named)],
    ["a length that is no number", head("POST / HTTP/1.1", named, "content-length: many")],
    ["two lengths of one body", head("POST / HTTP/1.1", named, "content-length: 1", "transfer-encoding: chunked")],
    ["a header without its colon", head("GET / HTTP/1.1", named, "nonsense")],
  ];
  for (const [what, text] of malformed) {
    it(`answers 400 to ${what}`, async () => {
      const answered = await sendRaw(edge(), host, text);
      assert.equal(status(answered), 400, answered);
      assert.match(answered, /<H1>400 ERROR<\/H1>/);
    });
  }

  it("answers 408 to a client that never comes to the end of its headers", async () => {
    const answered = await sendRaw(edge(), host, `GET / HTTP/1.1\r\n${named}\r\nx-slow: `);
    assert.equal(status(answered), 408);
  });

  it("answers 500, and says why on its own terminal, where the model itself fails", async () => {
    const said: unknown[] = [];
    const print = console.error;
    console.error = (...words) => said.push(...words);
    try {
      assert.equal((await sendRequest(edge(), host, "/broken/a")).status, 500);
    } finally {
      console.error = print;
    }
    assert.match(String(said[1]), /has no origin "gone"/);
  });

  it("serves HTTP/1.0 over TLS", async () => {
    assert.equal(status(await sendRaw(edge(), host, head("GET / HTTP/1.0", named))), 200);
  });

  it("says that it does not model WebSocket and gRPC", async () => {
    const socket = { connection: "Upgrade", upgrade: "websocket" };
    const answered = await sendRequest(edge(), host, "/", { headers: socket });
    assert.deepEqual([answered.status, answered.body], [501, "The local CloudFront does not model WebSocket.\n"]);
    const called = await sendRequest(edge(), host, "/", {
      method: "POST",
      headers: { "content-type": "application/grpc+proto" },
    });
    assert.deepEqual([called.status, called.body], [501, "The local CloudFront does not model gRPC.\n"]);
  });

  it("leads from no path out of the bucket's keys", async () => {
    assert.equal((await sendRequest(edge(), host, "/site/a.html")).body, "a page");
    const outside = [
      "/site/../secret",
      "/site/..%2fsecret",
      "/site/%2e%2e/secret",
      "/site/%2e%2e%2fetc%2fpasswd",
      "/site//a.html",
    ];
    for (const path of outside) {
      const answered = await sendRaw(edge(), host, head(`GET ${path} HTTP/1.1`, named));
      assert.doesNotMatch(answered, /not in the site|a page|root:/, path);
    }
    assert.equal(status(await sendRaw(edge(), host, head("GET /site/%zz HTTP/1.1", named))), 400);
  });

  it("lives on where viewers leave in the middle of what they send", async () => {
    const text = `POST / HTTP/1.1\r\n${named}\r\ncontent-length: 9\r\n\r\na`;
    const options = { host: "127.0.0.1", port: edge().port, servername: host, ca: readFileSync(edge().caFile) };
    const leaving = Array.from({ length: 20 }, async () => {
      const socket = connect(options);
      await once(socket, "secureConnect");
      await new Promise((written) => socket.write(text, written));
      socket.destroy();
    });
    assert.equal((await Promise.all(leaving)).length, 20);
  });
});
