import assert from "node:assert/strict";
import { Account } from "../../local-aws/aws/account";
import { CacheBehavior } from "../../local-aws/aws/cloudfront/distribution";
import { originRequest } from "../../local-aws/edge/cloudfront/forwarding";
import { forwardingOf as forwardingAtEdge } from "../../local-aws/edge/cloudfront/forwardingOf";
import { Forwarding, forwardingOf, forwardsValue, headerTreatment } from "../../policy-pack/cloudfront/forwarding";
import { managedCachePolicies, managedOriginRequestPolicies } from "../../policy-pack/cloudfront/managedPolicies";
import { isKnown } from "../../policy-pack/program/maybe";
import { awsDistribution, emptyProgram } from "../support/distributions";
import { allViewer, allViewerExceptHostHeader, cachingDisabled } from "../support/programs";
import { behaviorTo } from "../support/shapes";

const methods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

// Every header of the page's table, and some that it does not define.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
const headers = (
  "accept accept-charset accept-encoding accept-language authorization cache-control connection content-length " +
  "content-md5 content-type date expect from host if-match if-modified-since if-none-match if-range " +
  "if-unmodified-since max-forwards origin pragma proxy-authenticate proxy-authorization proxy-connection range " +
  "referer request-range te trailer transfer-encoding upgrade user-agent warning x-edge-result-type x-forwarded-proto " +
  "x-http-method-override x-real-ip content-encoding content-language keep-alive proxy-custom x-api-key x-custom"
).split(" ");

const selections: Readonly<Record<string, Partial<CacheBehavior>>> = {
  "a cache policy only": { cachePolicyId: cachingDisabled },
  AllViewer: { cachePolicyId: cachingDisabled, originRequestPolicyId: allViewer },
  AllViewerExceptHostHeader: { cachePolicyId: cachingDisabled, originRequestPolicyId: allViewerExceptHostHeader },
  "no legacy list": { forwardedValues: { queryString: false, cookies: { forward: "none" } } },
  "a legacy list": {
    forwardedValues: {
      headers: ["Authorization", "Proxy-Authorization", "X-Custom", "Referer"],
      queryString: true,
      cookies: { forward: "whitelist", whitelistedNames: ["a"] },
    },
  },
  'legacy "*"': { forwardedValues: { headers: ["*"], queryString: true, cookies: { forward: "all" } } },
};

function inPack(settings: Partial<CacheBehavior>): Forwarding {
  const { behaviors } = awsDistribution({
    defaultCacheBehavior: behaviorTo("site", settings),
    orderedCacheBehaviors: [],
  });
  assert.ok(isKnown(behaviors) && behaviors[0] !== undefined);
  return forwardingOf(behaviors[0], emptyProgram);
}

function atEdge(settings: Partial<CacheBehavior>, method: string, sent: Record<string, string>, url = "/") {
  const forwarding = forwardingAtEdge(behaviorTo("site", settings), new Account());
  const viewer = { method, url, headers: sent, address: "192.0.2.1" };
  return originRequest(viewer, forwarding, { originId: "site", domainName: "origin.example.com" }, "E1");
}

describe("Forwarding in the policy pack and at the edge", () => {
  for (const [name, settings] of Object.entries(selections)) {
    for (const cachedMethods of [methods.slice(0, 2), methods.slice(0, 3)]) {
      const title = `agrees on ${headers.length} headers and ${methods.length} methods: ${name}, cached methods ${cachedMethods.join(", ")}`;
      it(title, () => {
        const forwarding = inPack({ ...settings, cachedMethods });
        for (const method of methods) {
          for (const header of headers) {
            const treatment = headerTreatment(header, method, forwarding);
            const received = atEdge({ ...settings, cachedMethods }, method, { [header]: "value" }).headers[header];
            assert.equal(
              received === "value",
              treatment === "forwarded",
              `${method} ${header}: ${JSON.stringify(treatment)}`,
            );
          }
        }
      });
    }
  }

  it("agrees on Accept-Encoding, cookies and query strings of all pairs of managed policies", () => {
    for (const cachePolicyId of managedCachePolicies.keys()) {
      for (const originRequestPolicyId of [undefined, ...managedOriginRequestPolicies.keys()]) {
        const settings = { cachePolicyId, ...(originRequestPolicyId === undefined ? {} : { originRequestPolicyId }) };
        const forwarding = inPack(settings);
        const sent = { "accept-encoding": "gzip", cookie: "a=1; b=2" };
        const received = atEdge(settings, "GET", sent, "/?start=1&b=2");
        const pair = `${cachePolicyId} and ${String(originRequestPolicyId)}`;
        assert.equal(
          received.headers["accept-encoding"] === "gzip",
          headerTreatment("Accept-Encoding", "GET", forwarding) !== "removed",
          pair,
        );
        const kept = ["a=1", "b=2"].filter((part) => forwardsValue("cookies", part.charAt(0), forwarding) === true);
        assert.equal(received.headers.cookie ?? "", kept.join("; "), pair);
        const query = ["start=1", "b=2"].filter(
          (part) => forwardsValue("queryStrings", part.split("=")[0] ?? "", forwarding) === true,
        );
        assert.equal(received.path, query.length === 0 ? "/" : `/?${query.join("&")}`, pair);
      }
    }
  });
});
