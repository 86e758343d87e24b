import assert from "node:assert/strict";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { put, putWebsite } from "../../support/account";
import { sendRaw, serving } from "../../support/edge";
import { sendRequest } from "../../support/https";
import { allViewer } from "../../support/programs";
import { behaviorTo, deployDistribution } from "../../support/shapes";

const account = new Account();
const objects = {
  "index.html": "home",
  "docs/index.html": "docs",
  "error.html": "not here",
  "a b.txt": "with a space",
};
const index = { indexDocument: { suffix: "index.html" } };

/** A distribution in front of a website endpoint. @returns its hostname */
function front(website: string, settings = {}, aliases?: readonly string[]): string {
  const origin = { domainName: website, customOriginConfig: { originProtocolPolicy: "http-only" as const } };
  const rest = { defaultCacheBehavior: behaviorTo("origin", settings), ...(aliases && { aliases }) };
  return deployDistribution(account, "aws", { origin }, rest);
}

const configured = (configuration: JsonObject) => front(putWebsite(account, objects, configuration));

describe("An S3 website endpoint", () => {
  const edge = serving(account);
  const get = (host: string, path: string, method = "GET") => sendRequest(edge(), host, path, { method });

  const plain = configured(index);
  const withErrors = configured({ ...index, errorDocument: { key: "error.html" } });
  const moved = configured({ redirectAllRequestsTo: { hostName: "new.example.com", protocol: "https" } });
  const rules = configured({
    ...index,
    errorDocument: { key: "error.html" },
    routingRules: [
      { condition: { keyPrefixEquals: "old/" }, redirect: { replaceKeyPrefixWith: "docs/", httpRedirectCode: "302" } },
      {
        condition: { keyPrefixEquals: "app/", httpErrorCodeReturnedEquals: "404" },
        redirect: { replaceKeyWith: "index.html", hostName: "www.example.com", protocol: "https" },
      },
    ],
  });
  const closed = front(putWebsite(account, objects, index, "cloudfront"));

  const cases: readonly [behavior: string, host: string, path: string, status: number, expected: RegExp | string][] = [
    ["serves the index document for /", plain, "/", 200, /^home$/],
    ["serves the index document of a folder", plain, "/docs/", 200, /^docs$/],
    ["redirects a folder without slash", plain, "/docs", 302, "/docs/"],
    ["decodes keys", plain, "/a%20b.txt", 200, /^with a space$/],
    ["returns 404 with an HTML page", plain, "/none", 404, /<li>Code: NoSuchKey<\/li>[^]*<li>Key: none<\/li>/],
    ["returns 404 with the error document", withErrors, "/none", 404, /^not here$/],
    ["returns 403 if everyone may not read the bucket", closed, "/", 403, /<li>Code: AccessDenied<\/li>/],
    ["redirects all requests", moved, "/a", 301, "https://new.example.com/a"],
    ["redirects a prefix by a routing rule", rules, "/old/x", 302, "/docs/x"],
    ["redirects an error by a routing rule", rules, "/app/x", 301, "https://www.example.com/index.html"],
    ["applies a routing rule only to its errors", rules, "/x", 404, /^not here$/],
  ];
  for (const [behavior, host, path, status, expected] of cases) {
    it(behavior, async () => {
      const received = await get(host, path);
      assert.equal(received.status, status, received.body);
      if (typeof expected === "string") {
        assert.equal(received.headers.location, expected);
      } else {
        assert.match(received.body, expected);
      }
    });
  }

  it("rejects methods other than GET and HEAD", async () => {
    const host = front(putWebsite(account, objects), {
      allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    });
    assert.equal((await get(host, "/", "POST")).status, 405);
    assert.equal((await get(host, "/", "HEAD")).status, 200);
  });

  it("serves the bucket that has the name of the Host", async () => {
    const alias = "pages.example.com";
    const stored = account.get("aws:s3/bucket:Bucket", putWebsite(account, {}).split(".")[0] ?? "");
    assert.ok(stored);
    const bucketRegionalDomainName = `${alias}.s3.eu-west-1.amazonaws.com`;
    account.put({ ...stored, id: alias, outputs: { ...stored.outputs, bucketRegionalDomainName } });
    put(
      account,
      "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
      {
        redirectAllRequestsTo: { hostName: "found.example.com" },
      },
      { id: alias },
    );
    const host = front(putWebsite(account, {}), { originRequestPolicyId: allViewer }, [alias]);
    const { headers } = await get(host, "/");
    assert.equal(headers.location, "http://found.example.com/");
  });

  it("names the wrong region of a bucket, and a bucket without a website", async () => {
    const website = putWebsite(account, objects);
    const elsewhere = await get(front(website.replace("-eu-west-1", ".eu-central-1")), "/");
    assert.match(elsewhere.body, /<li>Code: IncorrectEndpoint<\/li>/);
    account.delete("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", website.split(".")[0] ?? "");
    assert.match((await get(front(website), "/")).body, /<li>Code: NoSuchWebsiteConfiguration<\/li>/);
  });

  it("does not complete a TLS handshake", async () => {
    await assert.rejects(sendRaw(edge(), putWebsite(account, objects), "GET / HTTP/1.1\r\n\r\n"));
  });
});
