import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultPorts, recordedPorts, recordPorts } from "../../local-aws/edge/servedPorts";
import { diagnose, Diagnosis, traceRequest } from "../../tools/diagnose/diagnose";
import { localAddress } from "../../tools/diagnose/localAddress";
import { ReceivedResponse } from "../../tools/diagnose/response";
import { RequestOptions, viewerRequest } from "../../tools/explain/viewerRequest";
import { State } from "../../tools/state";
import { Resource } from "../../policy-pack/program/resource";

const host = "www.example.org";
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const allViewerExceptHostHeader = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

const toBucket = { originId: "files", domainName: "pages.s3.eu-north-1.amazonaws.com", originAccessControlId: "OAC" };

function behaviorTo(targetOriginId: string): object {
  return {
    targetOriginId,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: cachingDisabled,
  };
}

/** A site with its bucket as the default origin, and another origin behind a pattern. */
function siteWith(pattern: string, origin: object, more: object = {}, others: readonly Resource[] = []): State {
  const props = {
    id: "E2",
    domainName: "d2.cloudfront.net",
    aliases: [host],
    origins: [toBucket, { originId: "other", ...origin }],
    defaultCacheBehavior: behaviorTo("files"),
    orderedCacheBehaviors: [
      {
        ...behaviorTo("other"),
        pathPattern: pattern,
        originRequestPolicyId: allViewerExceptHostHeader,
      },
    ],
    ...more,
  };
  const type = "aws:cloudfront/distribution:Distribution";
  return { resources: [{ type, urn: `urn:pulumi:s::p::${type}::web`, props }, ...others] };
}

function diagnosisOf(
  state: State,
  path: string,
  response: Omit<ReceivedResponse, "request">,
  options: RequestOptions = {},
): Diagnosis {
  const request = viewerRequest(`https://${host}${path}`, options);
  return diagnose({ request, ...response }, traceRequest(state, request));
}

const loadBalancer = {
  domainName: "backend.example.net",
  customOriginConfig: { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only" },
};

describe("localAddress", () => {
  it("is the address of npm start for a host that DNS would resolve, with the port of the URL", () => {
    const hosts = ["https://d3.cloudfront.net/a", "http://www.example.org/", "https://www.example.org:9443/"];
    const addresses = hosts.map((url) => localAddress(url, { port: 8443, httpPort: 8080 }));
    assert.deepEqual(addresses, ["127.0.0.1:8443", "127.0.0.1:8080", "127.0.0.1:9443"]);
    assert.equal(localAddress("https://d3.cloudfront.net.localhost:8443/a", defaultPorts), undefined);
  });

  it("has the ports that the last npm start recorded, and the default ones without a valid record", () => {
    const folder = mkdtempSync(join(tmpdir(), "ports-"));
    try {
      assert.deepEqual(recordedPorts(folder), defaultPorts);
      recordPorts(folder, { port: 9443, httpPort: 9080 });
      assert.equal(localAddress("https://d3.cloudfront.net/a", recordedPorts(folder)), "127.0.0.1:9443");
      writeFileSync(join(folder, "ports.json"), '{"port": 9443');
      assert.deepEqual(recordedPorts(folder), defaultPorts);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("npm run diagnose with a state", () => {
  it("reports a masked error of any origin, with the error pages of the distribution", () => {
    const state = siteWith("/v2/*", loadBalancer, {
      customErrorResponses: [{ errorCode: 404, responseCode: 200, responsePagePath: "/app.html" }],
    });
    const { isHealthy, causes } = diagnosisOf(state, "/v2/orders", {
      status: 200,
      headers: { "x-cache": "Error from cloudfront" },
      body: "<html></html>",
    });
    assert.equal(isHealthy, false);
    const [first] = causes;
    assert.equal(first?.certainty, "certain");
    assert.match(first.cause, /custom error response/);
    assert.ok(first.evidence.includes("customErrorResponses replaces 404 with /app.html"), first.evidence.join("\n"));
  });

  it("reports the behavior that matches the path only in another letter case", () => {
    const headers = { server: "AmazonS3", "content-type": "text/html", "x-cache": "Miss from cloudfront" };
    const response = { status: 404, headers, body: "<title>Lost</title>" };
    const state = siteWith("/Orders/*", loadBalancer);
    const [first, ...others] = diagnosisOf(state, "/orders/7", response).causes;
    assert.equal(first?.certainty, "certain");
    assert.match(first.cause, /^cache behavior "\/Orders\/\*" matches \/orders\/7 only in another letter case/);
    assert.deepEqual(first.evidence, ["status 404", "default cache behavior matches the path"]);
    assert.match(others[0]?.cause ?? "", /leads to the site/);
    assert.doesNotMatch(JSON.stringify(diagnosisOf(state, "/order/7", response).causes), /letter case/);
    assert.ok(diagnosisOf(state, "/orders/7", { ...response, status: 200 }).isHealthy);
  });

  it("attributes a wrong signature to the service of the state, whatever the headers", () => {
    const functionUrl = { domainName: "zyxwvutsrqponmlkjihgfedcba543210.lambda-url.ap-south-1.on.aws" };
    const api = { domainName: "q1w2e3r4t5.execute-api.ap-south-1.amazonaws.com" };
    const body = '{"message":"The request signature we calculated does not match the signature you provided."}';
    const layers = [functionUrl, api].map((origin) => {
      const state = siteWith("/fn/*", { ...loadBalancer, ...origin });
      return diagnosisOf(state, "/fn/a", { status: 403, headers: {}, body }, { method: "POST" }).layer;
    });
    assert.deepEqual(layers, ["a Lambda function URL", "API Gateway"]);
  });

  it("reports a rule that waits for a value as undetermined, not as violated", () => {
    const api = { domainName: "q1w2e3r4t5.execute-api.ap-south-1.amazonaws.com", originPath: "/live" };
    const behavior = { ...behaviorTo("other"), pathPattern: "/v2/*", cachePolicyId: "of-another-stack" };
    const state = siteWith("/v2/*", { ...loadBalancer, ...api }, { orderedCacheBehaviors: [behavior] });
    const { causes } = diagnosisOf(
      state,
      "/v2/orders",
      { status: 200, headers: { "x-cache": "Hit from cloudfront" }, body: "{}" },
      { header: ["authorization: Bearer abc"] },
    );
    const [shared] = causes.filter(({ rule }) => rule === "api-gateway-origin-shared-cache");
    assert.equal(shared?.certainty, "possible");
    const evidence = shared.evidence.join("\n");
    assert.match(
      evidence,
      /the rule is undetermined, because cache policy of-another-stack is neither managed nor part/,
    );
    assert.doesNotMatch(evidence, /violates/);
  });

  describe("of a request to the API's own hostname", () => {
    const functionArn = "arn:aws:lambda:sa-east-1:123456789012:function:orders";
    const resource = (type: string, props: object): Resource => ({
      type,
      urn: `urn:pulumi:s::p::${type}::orders`,
      props: { ...props },
    });
    const stateWith = (variables: object, arn = functionArn): State => ({
      resources: [
        resource("aws:apigatewayv2/api:Api", { id: "m1n2b3v4c5", protocolType: "HTTP" }),
        resource("aws:apigatewayv2/integration:Integration", { apiId: "m1n2b3v4c5", integrationUri: functionArn }),
        resource("aws:lambda/function:Function", { arn, environment: { variables } }),
      ],
    });
    const causesOf = (state?: State, body = '{"message":"Forbidden"}'): Diagnosis["causes"] => {
      const request = viewerRequest("https://m1n2b3v4c5.execute-api.sa-east-1.amazonaws.com/orders");
      const trace = state === undefined ? undefined : traceRequest(state, request);
      return diagnose({ request, status: 403, headers: {}, body }, trace).causes;
    };

    it("excludes the rules, which are about a distribution, also without a state", () => {
      for (const causes of [
        causesOf(),
        causesOf(stateWith({})),
        causesOf(undefined, '{"message":"Missing Authentication Token"}'),
      ]) {
        assert.deepEqual(
          causes.filter(({ rule }) => rule !== undefined),
          [],
        );
        assert.ok(causes.length > 0 && causes.every(({ certainty }) => certainty === "possible"));
      }
    });

    it("is certain of originVerify if the API's function has its secrets", () => {
      const [first, ...others] = causesOf(stateWith({ ORIGIN_VERIFY_SECRET_A: "a" }));
      assert.deepEqual([first?.certainty, others], ["certain", []]);
      assert.match(first?.cause ?? "", /originVerify/);
      const another = stateWith({ ORIGIN_VERIFY_SECRET_A: "a" }, `${functionArn}-2`);
      assert.equal(causesOf(another)[0]?.certainty, "possible");
    });
  });
});
