import assert from "node:assert/strict";
import { readDistribution } from "../../../policy-pack/cloudfront/readers/distribution";
import { indexProgram } from "../../../policy-pack/program/programIndex";
import { Properties } from "../../../policy-pack/program/readValue";
import { Resource } from "../../../policy-pack/program/resource";
import { rules } from "../../../policy-pack/rules";
import { routeDistribution } from "../../../policy-pack/findings/routedDistribution";

const distributionType = "aws:cloudfront/distribution:Distribution";
const allMethods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const allViewer = "216adef6-5c7f-47e4-b989-5492eafa07d3";
const exceptHost = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

function resource(type: string, name: string, props: Properties): Resource {
  return { type, urn: `urn:pulumi:prod::shop::${type}::${name}`, props };
}

const api = resource("aws:apigateway/restApi:RestApi", "orders", {
  id: "q1w2e3r4t5",
  disableExecuteApiEndpoint: true,
  endpointConfiguration: { types: "REGIONAL" },
});
const program: readonly Resource[] = [
  api,
  resource("aws:apigateway/stage:Stage", "live", { restApi: "q1w2e3r4t5", stageName: "live" }),
];
const https = { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] };
const apiOrigin = {
  originId: "orders",
  domainName: "q1w2e3r4t5.execute-api.eu-central-1.amazonaws.com",
  customOriginConfig: https,
};
const otherApi = { ...apiOrigin, domainName: "z9y8x7w6v5.execute-api.eu-central-1.amazonaws.com", originPath: "/live" };
const bucketOrigin = { originId: "orders", domainName: "orders-files.s3.eu-central-1.amazonaws.com" };
const balancer = {
  originId: "shop",
  domainName: "shop-123.eu-central-1.elb.amazonaws.com",
  customOriginConfig: https,
};

interface Association {
  readonly code: string;
  readonly runtime?: string;
}

/** What a rule finds of a distribution whose default behavior has a viewer-request function. */
function findingOf(rule: string, origins: readonly object[], settings: object, fn: Association): string {
  const functionArn = "arn:aws:cloudfront::123456789012:function/edge";
  const props = {
    origins,
    defaultCacheBehavior: {
      targetOriginId: "orders",
      viewerProtocolPolicy: "https-only",
      allowedMethods: allMethods,
      cachePolicyId: cachingDisabled,
      functionAssociations: [{ eventType: "viewer-request", functionArn }],
      ...settings,
    },
  };
  const edge = resource("aws:cloudfront/function:Function", "edge", {
    arn: functionArn,
    runtime: "cloudfront-js-2.0",
    ...fn,
  });
  const distribution = readDistribution(distributionType, props);
  const check = rules.find(({ name }) => name === rule)?.check;
  assert.ok(distribution !== undefined && check !== undefined);
  const [finding] = check(routeDistribution(distribution, indexProgram([...program, edge])));
  return finding?.kind ?? "silent";
}

const handler = (body: string): string =>
  `import cf from "cloudfront"; async function handler(event) { const request = event.request; ${body} return request; }`;
const log = handler("console.log(request.uri);");

describe("A rule about a behavior with a viewer-request function", () => {
  const cases: readonly [rule: string, origins: readonly object[], settings: object, code: string, what: string][] = [
    [
      "api-gateway-origin-host-header",
      [otherApi],
      { originRequestPolicyId: allViewer },
      "cf.updateRequestOrigin({ hostHeader: name });",
      "sets Host",
    ],
    ["api-gateway-origin-stage-path", [apiOrigin], {}, "request.uri = `/live${request.uri}`;", "adds the stage"],
    [
      "api-gateway-origin-stage-path",
      [apiOrigin],
      {},
      'cf.updateRequestOrigin({ originPath: "/live" });',
      "sets the origin path",
    ],
    [
      "api-gateway-origin-endpoint-enabled",
      [{ ...apiOrigin, originPath: "/live" }],
      {},
      'cf.updateRequestOrigin({ domainName: "orders.example.org" });',
      "sets the origin's domain name",
    ],
    [
      "api-gateway-origin-https-only",
      [{ ...otherApi, customOriginConfig: { ...https, httpsPort: 8443 } }],
      {},
      "cf.updateRequestOrigin({ customOriginConfig: { port: 443 } });",
      "sets the port",
    ],
    [
      "api-gateway-origin-shared-cache",
      [otherApi],
      { cachePolicyId: cachingOptimized, originRequestPolicyId: exceptHost },
      "delete request.headers.authorization; request.cookies = {};",
      "removes credentials",
    ],
    [
      "s3-origin-host-header",
      [bucketOrigin],
      { originRequestPolicyId: allViewer },
      "cf[helper](event);",
      "calls a helper by a computed name",
    ],
    [
      "s3-origin-access-control",
      [{ ...bucketOrigin, s3OriginConfig: {} }],
      {},
      "cf.updateRequestOrigin({ originAccessControlConfig: { enabled: true } });",
      "signs requests",
    ],
  ];
  for (const [rule, origins, settings, code, what] of cases) {
    it(`${rule} is undetermined if the function ${what}`, () => {
      assert.equal(findingOf(rule, origins, settings, { code: handler(code) }), "undetermined");
    });

    it(`${rule} is certain if the function changes nothing, unlike one that ${what}`, () => {
      assert.equal(findingOf(rule, origins, settings, { code: log }), "violation");
    });
  }

  it("api-gateway-origin-host-header is certain for runtime 1.0, which has no origin helpers", () => {
    const fn = {
      code: "function handler(e) { cf.updateRequestOrigin({ hostHeader: 'a' }); }",
      runtime: "cloudfront-js-1.0",
    };
    const settings = { originRequestPolicyId: allViewer };
    assert.equal(findingOf("api-gateway-origin-host-header", [otherApi], settings, fn), "violation");
  });

  it("api-gateway-origin-host-header is undetermined if the function sets the viewer's Host, which is not forwarded", () => {
    const code = handler("cf.updateRequestOrigin({ hostHeader: request.headers.host.value });");
    const settings = { originRequestPolicyId: exceptHost };
    assert.equal(findingOf("api-gateway-origin-host-header", [otherApi], settings, { code }), "undetermined");
  });

  it("api-gateway-origin-host-header is silent if the function sets a literal Host, and Host is not forwarded", () => {
    const code = handler(`cf.updateRequestOrigin({ hostHeader: "${otherApi.domainName}" });`);
    const settings = { originRequestPolicyId: exceptHost };
    assert.equal(findingOf("api-gateway-origin-host-header", [otherApi], settings, { code }), "silent");
  });

  const forwarding = { targetOriginId: "shop", originRequestPolicyId: allViewer };
  it("api-gateway-origin-host-header is undetermined if the function selects an API's origin by its ID", () => {
    const code = handler('if (request.uri.startsWith("/v2")) { cf.selectRequestOriginById("orders"); }');
    assert.equal(
      findingOf("api-gateway-origin-host-header", [balancer, otherApi], forwarding, { code }),
      "undetermined",
    );
  });

  it("api-gateway-origin-host-header is silent if the function selects an origin that is no API's", () => {
    const code = handler('cf.selectRequestOriginById("files");');
    const files = { ...bucketOrigin, originId: "files" };
    assert.equal(
      findingOf("api-gateway-origin-host-header", [balancer, files, otherApi], forwarding, { code }),
      "silent",
    );
  });

  it("api-gateway-origin-host-header is silent if the function selects an API's origin and Host is not forwarded", () => {
    const code = handler('cf.selectRequestOriginById("orders");');
    const settings = { targetOriginId: "shop", originRequestPolicyId: exceptHost };
    assert.equal(findingOf("api-gateway-origin-host-header", [balancer, otherApi], settings, { code }), "silent");
  });
});
