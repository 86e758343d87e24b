import assert from "node:assert/strict";
import { Account } from "../../../local/account";
import { putFunction, putFunctionUrl } from "../../support/account";
import { serving } from "../../support/edge";
import { ask } from "../../support/https";

const account = new Account();
const echo = putFunction(account, "exports.handler = async (event) => event;");
const fails = putFunction(account, "exports.handler = async () => { throw new Error('no'); };");

describe("a Lambda function URL", () => {
  const edge = serving(account);

  it("invokes its function with an event of version 2.0", async () => {
    const host = putFunctionUrl(account, echo);
    const { status, body } = await ask(edge(), host, "/a/b?c=1", { headers: { "x-custom": "1" } });
    assert.equal(status, 200);
    const event = JSON.parse(body) as Record<string, unknown>;
    assert.deepEqual(
      [event.version, event.routeKey, event.rawPath, event.rawQueryString],
      ["2.0", "$default", "/a/b", "c=1"],
    );
    assert.equal((event.headers as Record<string, string>)["x-custom"], "1");
    assert.equal((event.requestContext as Record<string, string>).domainName, host);
  });

  it("refuses a Host that is nobody's, and a caller without the signature it asks for", async () => {
    for (const host of ["nobody.lambda-url.eu-west-1.on.aws", putFunctionUrl(account, echo, "AWS_IAM")]) {
      const { status, body } = await ask(edge(), host, "/");
      assert.equal(status, 403);
      assert.match((JSON.parse(body) as { Message: string }).Message, /^Forbidden\. For troubleshooting Function URL/);
    }
  });

  it("answers 502 where its function fails", async () => {
    assert.equal((await ask(edge(), putFunctionUrl(account, fails), "/")).status, 502);
  });
});
