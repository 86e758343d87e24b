import assert from "node:assert/strict";
import { Account } from "../../../local/account";
import { putFunction, putHttpApi } from "../../support/account";
import { serving } from "../../support/edge";
import { ask } from "../../support/https";
import { behaviorTo, deployFront, shapes } from "../../support/shapes";

const account = new Account();
const domainName = putHttpApi(account, putFunction(account)).domainName;
const api = { domainName, customOriginConfig: { originProtocolPolicy: "https-only" } } as const;

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html
describe("the edge with a default root object", () => {
  const edge = serving(account);

  for (const shape of shapes) {
    it(`asks for it where the viewer asks for the root, by any method, and nowhere else (${shape})`, async () => {
      const defaultCacheBehavior = behaviorTo("api", { allowedMethods: ["GET", "HEAD", "OPTIONS"] });
      const host = deployFront(account, shape, { api }, { defaultRootObject: "index.html", defaultCacheBehavior });
      const path = async (asked: string, method = "GET") =>
        (await ask(edge(), host, asked, { method })).body.replace(`Hello from ${domainName}`, "");
      assert.equal(await path("/"), "/index.html");
      assert.equal(await path("/?a=1"), "/index.html");
      assert.equal(await path("/", "OPTIONS"), "/index.html");
      assert.equal(await path("/a/"), "/a/");
    });
  }
});
