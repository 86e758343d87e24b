import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { request } from "node:https";
import { Account } from "../../../local-aws/aws/account";
import { Edge } from "../../../local-aws/edge";
import { put, putBucket, putFunction, putHttpApi, putOriginAccessControl } from "../../support/account";
import { serving } from "../../support/edge";
import { Received, receive } from "../../support/https";
import { deploy, behaviorTo, newAlias } from "../../support/shapes";

const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";

/** What a browser sends when it navigates. */
const navigates = { "sec-fetch-dest": "document", "accept-encoding": "gzip, br" };

function fromLocalhost(
  edge: Edge,
  host: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<Received> {
  const name = `${host}.localhost`;
  const ca = readFileSync(edge.caFile);
  const options = { host: "127.0.0.1", port: edge.port, servername: name, path, ca, agent: false };
  return receive(request({ ...options, headers: { host: `${name}:${edge.port}`, ...headers } }));
}

/** A distribution with a cached page of a bucket and an API that redirects to the URL in its query string. */
function putFront(account: Account): string {
  const alias = newAlias();
  const page = "<!doctype html><title>Page</title>";
  const bucket = putBucket(account, { "index.html": page, "data.json": "{}" }, "cloudfront");
  put(
    account,
    "aws:s3/bucketObjectv2:BucketObjectv2",
    { etag: "1", contentType: "text/html; charset=utf-8", cacheControl: "max-age=600" },
    { id: `${bucket.split(".")[0] ?? ""}/index.html`, files: { "": account.putBlob(Buffer.from(page)) } },
  );
  const redirects =
    "exports.handler = async ({ rawQueryString }) => ({ statusCode: 302, headers: { location: decodeURIComponent(rawQueryString) } });";
  const { domainName } = putHttpApi(account, putFunction(account, redirects));
  deploy(account, "aws", {
    aliases: [alias],
    origins: [
      { originId: "site", domainName: bucket, originAccessControlId: putOriginAccessControl(account, "always") },
      { originId: "api", domainName, customOriginConfig: { originProtocolPolicy: "https-only" } },
    ],
    defaultCacheBehavior: behaviorTo("site", { cachePolicyId: cachingOptimized, originRequestPolicyId: undefined }),
    orderedCacheBehaviors: [{ ...behaviorTo("api"), pathPattern: "/go" }],
  });
  return alias;
}

describe("A viewer under .localhost", () => {
  const account = new Account();
  const host = putFront(account);
  const edge = serving(account, { reloadsPages: true });

  it("gets redirects to a hostname of this account at the port where it is served", async () => {
    const location = async (target: string) =>
      (await fromLocalhost(edge(), host, `/go?${encodeURIComponent(target)}`)).headers.location;
    assert.equal(await location(`https://${host}/a?b=1#c`), `https://${host}.localhost:${edge().port}/a?b=1#c`);
    assert.equal(await location("https://elsewhere.example.net/a"), "https://elsewhere.example.net/a");
    assert.equal(await location("/relative"), "/relative");
  });

  it("gets the script that reloads pages in HTML that a browser navigates to, and nowhere else", async () => {
    const page = await fromLocalhost(edge(), host, "/index.html", navigates);
    assert.match(page.body, /<title>Page<\/title><script src="\/\.local-aws\/reload\.js"><\/script>$/);
    assert.equal(page.headers["content-length"], String(Buffer.byteLength(page.body)));
    const script = await fromLocalhost(edge(), host, "/.local-aws/reload.js");
    assert.equal(script.headers["content-type"], "text/javascript");
    for (const [path, headers] of [
      ["/index.html", {}],
      ["/data.json", navigates],
    ] as const) {
      assert.doesNotMatch((await fromLocalhost(edge(), host, path, headers)).body, /local-aws/, path);
    }
  });

  it("gets an event, and no cached response, after a refresh", async () => {
    const events: string[] = [];
    const stream = request({
      host: "127.0.0.1",
      port: edge().port,
      servername: `${host}.localhost`,
      ca: readFileSync(edge().caFile),
      path: "/.local-aws/events",
      headers: { host: `${host}.localhost` },
    });
    const nextEvent = new Promise<void>((resolve) => {
      stream.on("response", (response) => {
        response.on("data", (data: Buffer) => {
          events.push(data.toString());
          if (events.length === 1) {
            edge().refresh();
          } else {
            resolve();
          }
        });
      });
    });
    await fromLocalhost(edge(), host, "/index.html");
    const cached = await fromLocalhost(edge(), host, "/index.html");
    assert.equal(cached.headers["x-cache"], "Hit from cloudfront");
    stream.end();
    await nextEvent;
    stream.destroy();
    assert.match(events.join(""), /^data: [0-9a-f-]{36}\n\ndata: reload\n\n$/);
    const fetched = await fromLocalhost(edge(), host, "/index.html");
    assert.equal(fetched.headers["x-cache"], "Miss from cloudfront");
  });
});

describe("A viewer under .localhost of an edge that reloads no pages", () => {
  const account = new Account();
  const host = putFront(account);
  const edge = serving(account);

  it("gets the page as it is, and the path of the script from CloudFront", async () => {
    assert.doesNotMatch((await fromLocalhost(edge(), host, "/index.html", navigates)).body, /local-aws/);
    assert.equal((await fromLocalhost(edge(), host, "/.local-aws/reload.js")).status, 404);
  });
});
