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
      // The provider rejects this distribution; only a test can put it into the account.
      { pathPattern: "/broken/*", ...behaviorTo("gone") },
      { pathPattern: "/site/*", ...behaviorTo("site") },
    ],
  },
);

const head = (line: string, ...headers: string[]) => `${[line, ...headers, "connection: close"].join("\r\n")}\r\n\r\n`;
const named = `host: ${host}`;

describe("The edge", () => {
  const edge = serving(account);

  afterEach(async () => {
    assert.equal((await sendRequest(edge(), host, "/")).status, 200, "the edge still serves requests");
  });

  const status = (received: string) => Number(/^HTTP\/1\.1 (\d+) /.exec(received)?.[1]);

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-general
  it("returns 494 for headers of 1 MB", async () => {
    const huge = await sendRaw(edge(), host, head("GET / HTTP/1.1", named, `x-large: ${"a".repeat(1_000_000)}`));
    assert.equal(status(huge), 494);
    assert.match(huge, /<H1>494 ERROR<\/H1>/);
  });

  it("returns 413 for a body over 64 MiB", async () => {
    const text = head("POST / HTTP/1.1", named, `content-length: ${100 * 1024 * 1024}`);
    const received = await sendRaw(edge(), host, text + "a".repeat(64 * 1024 * 1024 + 1));
    assert.equal(status(received), 413, received.slice(0, 300));
  });

  const malformed: readonly (readonly [what: string, text: string])[] = [
    ["bytes that are not HTTP", "hello\r\n\r\n"],
    ["a null byte in Host", head("GET / HTTP/1.1", `host: ${host}\0.example.com`)],
    ["no Host", head("GET / HTTP/1.1")],
    ["an empty Host", head("GET / HTTP/1.1", "host:")],
    ["a space in the path", head("GET /a b HTTP/1.1", named)],
    ["a path without its slash", head("GET a HTTP/1.1", named)],
    ["an absolute URL of another server", head("GET http://other.example.com/ HTTP/1.1", named)],
    ["a length that is not a number", head("POST / HTTP/1.1", named, "content-length: many")],
    ["two lengths of one body", head("POST / HTTP/1.1", named, "content-length: 1", "transfer-encoding: chunked")],
    ["a header without its colon", head("GET / HTTP/1.1", named, "nonsense")],
  ];
  for (const [what, text] of malformed) {
    it(`returns 400 for ${what}`, async () => {
      const received = await sendRaw(edge(), host, text);
      assert.equal(status(received), 400, received);
      assert.match(received, /<H1>400 ERROR<\/H1>/);
    });
  }

  it("returns 408 if a client does not complete its headers", async () => {
    const received = await sendRaw(edge(), host, `GET / HTTP/1.1\r\n${named}\r\nx-slow: `);
    assert.equal(status(received), 408);
  });

  it("returns 500 with the error, and prints it, if the model itself fails", async () => {
    const printed: unknown[] = [];
    const print = console.error;
    console.error = (...words) => printed.push(...words);
    try {
      const { status, body } = await sendRequest(edge(), host, "/broken/a");
      assert.equal(status, 500);
      assert.match(body, /^The local AWS failed, and not your stack\. .* has no origin "gone"\n$/);
    } finally {
      console.error = print;
    }
    assert.match(String(printed[1]), /has no origin "gone"/);
  });

  it("serves HTTP/1.0 over TLS", async () => {
    assert.equal(status(await sendRaw(edge(), host, head("GET / HTTP/1.0", named))), 200);
  });

  it("returns 501 for gRPC", async () => {
    const called = await sendRequest(edge(), host, "/", {
      method: "POST",
      headers: { "content-type": "application/grpc+proto" },
    });
    assert.deepEqual([called.status, called.body], [501, "The local AWS does not model gRPC.\n"]);
  });

  it("does not serve other files for paths with dot segments", async () => {
    assert.equal((await sendRequest(edge(), host, "/site/a.html")).body, "a page");
    const outside = [
      "/site/../secret",
      "/site/..%2fsecret",
      "/site/%2e%2e/secret",
      "/site/%2e%2e%2fetc%2fpasswd",
      "/site//a.html",
    ];
    for (const path of outside) {
      const received = await sendRaw(edge(), host, head(`GET ${path} HTTP/1.1`, named));
      assert.doesNotMatch(received, /not in the site|a page|root:/, path);
    }
    assert.equal(status(await sendRaw(edge(), host, head("GET /site/%zz HTTP/1.1", named))), 400);
  });

  it("still serves requests after viewers disconnect while sending", async () => {
    const text = `POST / HTTP/1.1\r\n${named}\r\ncontent-length: 9\r\n\r\na`;
    const options = {
      host: "127.0.0.1",
      port: edge().port,
      servername: host,
      ca: readFileSync(edge().hostnamesCaFile),
    };
    const leaving = Array.from({ length: 20 }, async () => {
      const socket = connect(options);
      await once(socket, "secureConnect");
      await new Promise((written) => socket.write(text, written));
      socket.destroy();
    });
    assert.equal((await Promise.all(leaving)).length, 20);
  });
});
