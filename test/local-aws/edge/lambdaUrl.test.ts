import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Account } from "../../../local-aws/aws/account";
import {
  putCloudFrontPermissions,
  putDistribution,
  putFunction,
  putFunctionUrl,
  putOriginAccessControl,
} from "../../support/account";
import { change } from "../../support/apiGateway";
import { serving } from "../../support/edge";
import { sendRequest } from "../../support/https";

const account = new Account();
const echo = putFunction(account, "exports.handler = async (event) => event;");
const decodes = putFunction(
  account,
  `exports.handler = async ({ body, isBase64Encoded }) => {
    const text = body + " is " + Buffer.from(body, "base64");
    return { statusCode: 200, isBase64Encoded, body: Buffer.from(text).toString("base64") };
  };`,
);
const fails = putFunction(account, "exports.handler = async () => { throw new Error('no'); };");

describe("A Lambda function URL", () => {
  const edge = serving(account);

  it("invokes its function with an event of version 2.0", async () => {
    const host = putFunctionUrl(account, echo);
    const { status, body } = await sendRequest(edge(), host, "/a/b?c=1", { headers: { "x-custom": "1" } });
    assert.equal(status, 200);
    const event = JSON.parse(body) as Record<string, unknown>;
    assert.deepEqual(
      [event.version, event.routeKey, event.rawPath, event.rawQueryString],
      ["2.0", "$default", "/a/b", "c=1"],
    );
    assert.equal((event.headers as Record<string, string>)["x-custom"], "1");
    assert.equal((event.requestContext as Record<string, string>).domainName, host);
  });

  it("rejects an unknown host, and a caller without the required signature", async () => {
    for (const host of ["unknown.lambda-url.eu-west-1.on.aws", putFunctionUrl(account, echo, "AWS_IAM")]) {
      const { status, body } = await sendRequest(edge(), host, "/");
      assert.equal(status, 403);
      assert.match((JSON.parse(body) as { Message: string }).Message, /^Forbidden\. For troubleshooting Function URL/);
    }
  });

  it("sends a binary body in base64 and decodes a response in base64", async () => {
    const host = putFunctionUrl(account, decodes);
    const headers = { "content-type": "image/png" };
    const { body } = await sendRequest(edge(), host, "/", { method: "POST", headers, body: "hi" });
    assert.equal(body, "aGk= is hi");
  });

  it("returns 413 for an event over 6 MB and 429 over the reserved concurrency", async () => {
    const headers = { "content-type": "text/plain" };
    const large = { method: "POST", headers, body: "x".repeat(7 * 2 ** 20) };
    assert.equal((await sendRequest(edge(), putFunctionUrl(account, echo), "/", large)).status, 413);
    const none = putFunction(account);
    change(account, "aws:lambda/function:Function", none.split(":").at(-1) ?? "", { reservedConcurrentExecutions: 0 });
    assert.equal((await sendRequest(edge(), putFunctionUrl(account, none), "/")).status, 429);
  });

  it("returns 502 if its function fails", async () => {
    assert.equal((await sendRequest(edge(), putFunctionUrl(account, fails), "/")).status, 502);
  });

  describe("behind an origin access control", () => {
    const [invokeUrl, invoke] = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"];
    const originAccessControlId = putOriginAccessControl(account, "always");
    const behind = (...actions: string[]): string => {
      const functionArn = putFunction(account, "exports.handler = async ({ body }) => 'got ' + body;");
      putCloudFrontPermissions(account, functionArn, actions);
      const connection = { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only" } as const;
      return putDistribution(account, "aws:cloudfront/distribution:Distribution", {
        origins: [
          {
            originId: "url",
            domainName: putFunctionUrl(account, functionArn, "AWS_IAM"),
            originAccessControlId,
            customOriginConfig: connection,
          },
        ],
        defaultCacheBehavior: {
          targetOriginId: "url",
          viewerProtocolPolicy: "https-only",
          allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
          cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
          originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
        },
      }).domainName;
    };
    const text = { "content-type": "text/plain" };
    const sha256 = (body: string): string => createHash("sha256").update(body).digest("hex");

    it("rejects a body whose hash is missing or wrong", async () => {
      const host = behind(invokeUrl, invoke);
      for (const hash of [{}, { "x-amz-content-sha256": sha256("other") }]) {
        const sent = { method: "PUT", headers: { ...text, ...hash }, body: "stock=4" };
        const { status, body, headers } = await sendRequest(edge(), host, "/items", sent);
        assert.equal(status, 403);
        assert.match(body, /request signature we calculated does not match/);
        assert.equal(headers["x-amzn-errortype"], "InvalidSignatureException");
      }
    });

    it("accepts a body with its hash, and a request without a body", async () => {
      const host = behind(invokeUrl, invoke);
      const headers = { ...text, "x-amz-content-sha256": sha256("stock=4") };
      const put = await sendRequest(edge(), host, "/items", { method: "PUT", headers, body: "stock=4" });
      assert.deepEqual([put.status, put.body], [200, "got stock=4"]);
      assert.equal((await sendRequest(edge(), host, "/items")).status, 200);
    });

    it("rejects every request if one of the two permissions is missing", async () => {
      for (const actions of [[], [invokeUrl], [invoke]]) {
        assert.equal((await sendRequest(edge(), behind(...actions), "/items")).status, 403);
      }
    });
  });
});
