import assert from "node:assert/strict";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { CacheBehavior } from "../../../local-aws/aws/cloudfront/distribution";
import { put, putFunction, putHttpApi } from "../../support/account";
import { serving } from "../../support/edge";
import { sendRequest } from "../../support/https";
import { behaviorTo, deployDistribution } from "../../support/shapes";

const account = new Account();
// Responds with the headers in the path.
const echo = putFunction(
  account,
  `exports.handler = async (event) => ({
    statusCode: 200,
    headers: JSON.parse(decodeURIComponent(event.rawPath.slice(1)) || "{}"),
  });`,
);
const origin = {
  domainName: putHttpApi(account, echo).domainName,
  customOriginConfig: { originProtocolPolicy: "https-only" },
} as const;

function front(responseHeadersPolicyId: string, more: Partial<CacheBehavior> = {}): string {
  const settings = { responseHeadersPolicyId, allowedMethods: ["GET", "HEAD", "OPTIONS"], ...more };
  return deployDistribution(account, "aws", { origin }, { defaultCacheBehavior: behaviorTo("origin", settings) });
}

function custom(properties: JsonObject): string {
  return put(account, "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", properties);
}

const path = (headers: Readonly<Record<string, string>>) => `/${encodeURIComponent(JSON.stringify(headers))}`;

const security = {
  "referrer-policy": "strict-origin-when-cross-origin",
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
  "x-frame-options": "SAMEORIGIN",
  "x-xss-protection": "1; mode=block",
};
const allowAny = { "access-control-allow-origin": "*" };
const exposeAny = { "access-control-expose-headers": "*" };
const methods = { "access-control-allow-methods": "GET, HEAD, PUT, POST, PATCH, DELETE, OPTIONS" };

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
const managed: readonly (readonly [name: string, id: string, always: object, cors: object, preflight: object])[] = [
  ["SimpleCORS", "60669652-455b-4ae9-85a4-c4c02393f86c", {}, allowAny, {}],
  ["CORS-With-Preflight", "5cc3b908-e619-4b99-88e5-2cf7f45965bd", {}, { ...allowAny, ...exposeAny }, methods],
  ["SecurityHeadersPolicy", "67f7725c-6f97-4210-82d7-5512b31e9d03", security, {}, {}],
  ["CORS-and-SecurityHeadersPolicy", "e61eb60c-9c35-4d20-a928-2b84e02af89c", security, allowAny, {}],
  [
    "CORS-with-preflight-and-SecurityHeadersPolicy",
    "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
    security,
    { ...allowAny, ...exposeAny },
    methods,
  ],
];

describe("A response headers policy", () => {
  const edge = serving(account);

  /** The headers that a policy can add. */
  async function added(host: string, at = "/", headers: Record<string, string> = {}, method = "GET") {
    const received = await sendRequest(edge(), host, at, { method, headers });
    const ofPolicies = /^(access-control-|content-security|referrer|strict|vary|x-content-type|x-custom|x-frame|x-xss)/;
    return Object.fromEntries(Object.entries(received.headers).filter(([name]) => ofPolicies.test(name)));
  }

  for (const [name, id, always, cors, preflight] of managed) {
    it(`adds the headers of ${name}`, async () => {
      const host = front(id);
      const asking = { origin: "https://elsewhere.example.com" };
      assert.deepEqual(await added(host), always);
      assert.deepEqual(await added(host, "/", asking), { ...always, ...cors });
      const preflighted = { ...asking, "access-control-request-method": "PUT" };
      assert.deepEqual(await added(host, "/", preflighted, "OPTIONS"), { ...always, ...cors, ...preflight });
    });
  }

  describe("on a cached response", () => {
    const caching = { cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6" };
    const kept = path({ "Cache-Control": "max-age=60" });
    const held = async (host: string, headers: Record<string, string> = {}) => {
      assert.equal((await sendRequest(edge(), host, kept, { headers })).headers["x-cache"], "Hit from cloudfront");
      return added(host, kept, headers);
    };

    it("adds the CORS headers for each viewer's origin", async () => {
      const accessControlAllowOrigins = { items: ["https://one.example.com", "https://two.example.com"] };
      const host = front(custom({ corsConfig: { accessControlAllowOrigins, originOverride: true } }), caching);
      await sendRequest(edge(), host, kept);
      for (const origin of accessControlAllowOrigins.items) {
        const cors = { "access-control-allow-origin": origin, vary: "Origin" };
        assert.deepEqual(await held(host, { origin }), cors);
      }
      assert.deepEqual(await held(host), {});
    });

    it("adds the current headers after the policy changed", async () => {
      const says = (value: string) => ({
        customHeadersConfig: { items: [{ header: "X-Custom", value, override: true }] },
      });
      const id = custom(says("first"));
      const host = front(id, caching);
      await sendRequest(edge(), host, kept);
      assert.deepEqual(await held(host), { "x-custom": "first" });
      put(account, "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", says("second"), { id });
      assert.deepEqual(await held(host), { "x-custom": "second" });
    });
  });

  it("keeps the origin's header if it does not override it", async () => {
    const host = front("67f7725c-6f97-4210-82d7-5512b31e9d03");
    const own = path({ "X-Frame-Options": "DENY", "X-Content-Type-Options": "sniff" });
    assert.deepEqual(await added(host, own), { ...security, "x-frame-options": "DENY" });
  });

  it("formats each security header from its settings", async () => {
    const securityHeadersConfig = {
      contentSecurityPolicy: { contentSecurityPolicy: "default-src 'self'", override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: "DENY", override: false },
      referrerPolicy: { referrerPolicy: "no-referrer", override: false },
      strictTransportSecurity: { accessControlMaxAgeSec: 60, includeSubdomains: true, preload: true, override: true },
      xssProtection: { protection: true, reportUri: "/report", override: true },
    };
    assert.deepEqual(await added(front(custom({ securityHeadersConfig }))), {
      "content-security-policy": "default-src 'self'",
      "referrer-policy": "no-referrer",
      "strict-transport-security": "max-age=60; includeSubDomains; preload",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "x-xss-protection": "1; report=/report",
    });
  });

  it("removes headers, then adds headers", async () => {
    const host = front(
      custom({
        removeHeadersConfig: { items: [{ header: "X-Custom-Removed" }, { header: "X-Custom-Replaced" }] },
        customHeadersConfig: {
          items: [
            { header: "X-Custom-Replaced", value: "policy", override: false },
            { header: "X-Custom-Kept", value: "policy", override: false },
            { header: "X-Custom-Overridden", value: "policy", override: true },
          ],
        },
      }),
    );
    const own = path({
      "x-custom-removed": "origin",
      "x-custom-replaced": "origin",
      "x-custom-kept": "origin",
      "x-custom-overridden": "origin",
    });
    assert.deepEqual(await added(host, own), {
      "x-custom-replaced": "policy",
      "x-custom-kept": "origin",
      "x-custom-overridden": "policy",
    });
  });

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#understanding-response-headers-policies-cors
  describe("with CORS settings", () => {
    const corsConfig = (originOverride: boolean): JsonObject => ({
      accessControlAllowCredentials: true,
      accessControlAllowHeaders: { items: ["X-A", "X-B"] },
      accessControlAllowMethods: { items: ["GET", "POST"] },
      accessControlAllowOrigins: { items: ["https://a.example.com", "https://b.example.com"] },
      accessControlExposeHeaders: { items: ["X-C"] },
      accessControlMaxAgeSec: 600,
      originOverride,
    });
    const allowed = {
      "access-control-allow-origin": "https://b.example.com",
      "access-control-allow-credentials": "true",
      "access-control-expose-headers": "X-C",
      vary: "Origin",
    };
    const asking = { origin: "https://b.example.com" };

    it("allows the requesting origin only if it is listed", async () => {
      const host = front(custom({ corsConfig: corsConfig(true) }));
      assert.deepEqual(await added(host, "/", asking), allowed);
      assert.deepEqual(await added(host, "/", { origin: "https://c.example.com" }), {});
      assert.deepEqual(await added(host), {});
    });

    it("adds the allowed methods and headers to a preflight response", async () => {
      const preflighted = { ...asking, "access-control-request-method": "POST" };
      assert.deepEqual(await added(front(custom({ corsConfig: corsConfig(true) })), "/", preflighted, "OPTIONS"), {
        ...allowed,
        "access-control-allow-headers": "X-A, X-B",
        "access-control-allow-methods": "GET, POST",
        "access-control-max-age": "600",
      });
    });

    it("replaces the origin's CORS headers only if it overrides them", async () => {
      const own = path({ "Access-Control-Allow-Origin": "https://own.example.com" });
      assert.deepEqual(await added(front(custom({ corsConfig: corsConfig(false) })), own, asking), {
        "access-control-allow-origin": "https://own.example.com",
      });
      assert.deepEqual(await added(front(custom({ corsConfig: corsConfig(true) })), own, asking), allowed);
    });
  });
});
