import assert from "node:assert/strict";
import { Account } from "../../../local-aws/aws/account";
import { Resources } from "../../../local-aws/provider/resources";

const type = "aws:cloudfront/originRequestPolicy:OriginRequestPolicy";

function createWith(headers: number): void {
  const items = Array.from({ length: headers }, (_, at) => `X-${at}`);
  new Resources(new Account(), () => "us-east-1", "nested").create(type, {
    name: "many",
    headersConfig: { headerBehavior: "whitelist", headers: { items } },
    cookiesConfig: { cookieBehavior: "none" },
    queryStringsConfig: { queryStringBehavior: "none" },
  });
}

describe("The quota of headers of the local account", () => {
  afterEach(() => {
    delete process.env.LOCAL_AWS_HEADER_QUOTA;
  });

  it("is AWS's default, 10", () => {
    createWith(10);
    assert.throws(() => {
      createWith(11);
    }, /^Error: TooManyHeadersInOriginRequestPolicy: /);
  });

  it("is that of LOCAL_AWS_HEADER_QUOTA, as if AWS raised it", () => {
    process.env.LOCAL_AWS_HEADER_QUOTA = "20";
    createWith(20);
    assert.throws(() => {
      createWith(21);
    }, /^Error: TooManyHeadersInOriginRequestPolicy: /);
  });

  it("is not a value that is no number", () => {
    process.env.LOCAL_AWS_HEADER_QUOTA = "many";
    assert.throws(() => {
      createWith(1);
    }, /LOCAL_AWS_HEADER_QUOTA: "many" is not valid/);
  });
});
