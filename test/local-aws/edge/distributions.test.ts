import assert from "node:assert/strict";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { put, putDistribution, putFunction, putHttpApi, putTenant } from "../../support/account";
import { serving } from "../../support/edge";
import { sendRequest } from "../../support/https";
import { allViewerExceptHostHeader, cachingDisabled } from "../../support/programs";
import { behaviorTo, deployDistribution, shapes } from "../../support/shapes";

const account = new Account();
const https = { customOriginConfig: { originProtocolPolicy: "https-only" } } as const;
const api = { domainName: putHttpApi(account, putFunction(account)).domainName, ...https };
const echo = { domainName: putHttpApi(account, putFunction(account, "exports.handler = async (e) => e;")).domainName };

interface Event {
  readonly headers: Record<string, string>;
  readonly cookies?: string[];
  readonly queryStringParameters?: Record<string, string>;
}

describe("The edge", () => {
  const edge = serving(account);

  for (const shape of shapes) {
    it(`selects the behavior by path and sends the origin's custom headers (${shape})`, async () => {
      const customHeaders = [{ name: "X-Origin-Verify", value: "secret" }];
      const host = deployDistribution(
        account,
        shape,
        { api, echo: { ...echo, ...https, customHeaders } },
        { orderedCacheBehaviors: [{ pathPattern: "/echo/*", ...behaviorTo("echo") }] },
      );
      assert.equal((await sendRequest(edge(), host, "/a")).body, `Hello from ${api.domainName}/a`);
      const event = JSON.parse((await sendRequest(edge(), host, "/echo/a")).body) as Event;
      assert.equal(event.headers["x-origin-verify"], "secret");
      assert.equal((await sendRequest(edge(), host, "/a", { method: "POST" })).status, 403);
    });
  }

  const lists = (name: string): JsonObject => ({
    headersConfig: { headerBehavior: "whitelist", headers: [name] },
    cookiesConfig: { cookieBehavior: "whitelist", cookies: ["session"] },
    queryStringsConfig: { queryStringBehavior: "allExcept", queryStrings: ["utm"] },
  });

  it("applies policies of aws-native", async () => {
    const cachePolicyId = put(account, "aws-native:cloudfront:CachePolicy", {
      cachePolicyConfig: { minTtl: 0, parametersInCacheKeyAndForwardedToOrigin: lists("X-In-Key") },
    });
    const originRequestPolicyId = put(account, "aws-native:cloudfront:OriginRequestPolicy", {
      originRequestPolicyConfig: lists("X-Forwarded-Only"),
    });
    const defaultCacheBehavior = behaviorTo("echo", { cachePolicyId, originRequestPolicyId });
    const host = deployDistribution(account, "native", { echo: { ...echo, ...https } }, { defaultCacheBehavior });
    const headers = { "x-in-key": "1", "x-forwarded-only": "2", "x-other": "3", cookie: "session=s; other=o" };
    const event = JSON.parse((await sendRequest(edge(), host, "/?utm=1&q=2", { headers })).body) as Event;
    assert.deepEqual(
      ["x-in-key", "x-forwarded-only", "x-other"].map((name) => event.headers[name]),
      ["1", "2", undefined],
    );
    assert.deepEqual([event.cookies, event.queryStringParameters], [["session=s"], { q: "2" }]);
  });

  it("allows GET and HEAD by default in aws-native", async () => {
    const { domainName } = putDistribution(account, "aws-native:cloudfront:Distribution", {
      distributionConfig: {
        origins: [{ id: "api", ...api }],
        defaultCacheBehavior: {
          targetOriginId: "api",
          viewerProtocolPolicy: "https-only",
          cachePolicyId: cachingDisabled,
          originRequestPolicyId: allViewerExceptHostHeader,
        },
      },
    });
    assert.equal((await sendRequest(edge(), domainName, "/")).status, 200);
    assert.equal((await sendRequest(edge(), domainName, "/", { method: "OPTIONS" })).status, 403);
  });

  it("fills in the parameters of a multi-tenant distribution for each tenant", async () => {
    const { id } = putDistribution(account, "aws:cloudfront/multitenantDistribution:MultitenantDistribution", {
      origins: [{ id: "api", domainName: "{{api}}.execute-api.eu-west-1.amazonaws.com", originPath: "/{{stage}}" }],
      defaultCacheBehavior: {
        targetOriginId: "api",
        viewerProtocolPolicy: "https-only",
        allowedMethods: { items: ["GET", "HEAD"], cachedMethods: ["GET", "HEAD"] },
        cachePolicyId: cachingDisabled,
      },
    });
    putTenant(account, id, ["tenant.example.com"], { api: api.domainName.split(".")[0] ?? "", stage: "a" });
    putTenant(account, id, ["stranger.example.com"], { api: "unknown", stage: "a" });
    assert.equal((await sendRequest(edge(), "tenant.example.com", "/b")).body, `Hello from ${api.domainName}/a/b`);
    assert.equal((await sendRequest(edge(), "stranger.example.com", "/b")).status, 403);
  });
});
