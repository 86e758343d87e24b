import * as aws from "@pulumi/aws";
import * as apigateway from "@pulumi/aws/apigateway";
import * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as lambda from "@pulumi/aws/lambda";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { Program } from "../../local-aws/engine/project";
import { allViewer, allViewerExceptHostHeader, cachingDisabled } from "./programs";

type Behavior = aws.types.input.cloudfront.DistributionDefaultCacheBehavior;
type Origin = Partial<aws.types.input.cloudfront.DistributionOrigin>;

/** Changes to the valid distribution. */
interface Changes {
  readonly origin: Origin;
  readonly behavior?: Partial<Behavior>;
  readonly ordered?: cloudfront.DistributionArgs["orderedCacheBehaviors"];
  readonly more?: Partial<cloudfront.DistributionArgs>;
}

const https = { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] };
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const good: Behavior = {
  targetOriginId: "origin",
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
  cachedMethods: ["GET", "HEAD"],
  cachePolicyId: cachingDisabled,
  originRequestPolicyId: allViewerExceptHostHeader,
};
/** A behavior with legacy settings and no caching. */
function legacy(targetOriginId: string, { headers }: { readonly headers?: string[] }): Behavior {
  return {
    ...good,
    cachePolicyId: undefined,
    originRequestPolicyId: undefined,
    targetOriginId,
    forwardedValues: { ...(headers === undefined ? {} : { headers }), queryString: true, cookies: { forward: "all" } },
    minTtl: 0,
    defaultTtl: 0,
    maxTtl: 0,
  };
}
const elsewhere = { originId: "elsewhere", domainName: "lb.example.com", customOriginConfig: https };

/** Creates the valid distribution with changes. */
function distribution(name: string, { origin, behavior = {}, ordered = [], more = {} }: Changes): void {
  new cloudfront.Distribution(name, {
    enabled: true,
    origins: [{ originId: "origin", domainName: "", customOriginConfig: https, ...origin }, elsewhere],
    defaultCacheBehavior: { ...good, ...behavior },
    orderedCacheBehaviors: ordered,
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
    ...more,
  });
}

/** Domain names that are unknown before the program has run. */
interface Names {
  readonly http: pulumi.Output<string>;
  readonly closed: pulumi.Output<string>;
  readonly rest: pulumi.Output<string>;
  readonly target: pulumi.Output<string>;
  readonly bucket: pulumi.Output<string>;
  readonly functionUrl: pulumi.Output<string>;
  readonly accessControl: pulumi.Output<string>;
}

/** For each rule, a distribution that violates only that rule. */
const mistakes: Readonly<Record<string, (names: Names) => Changes>> = {
  "api-gateway-origin-host-header": ({ http }) => ({
    origin: { domainName: http },
    behavior: { originRequestPolicyId: allViewer },
  }),
  "api-gateway-origin-https-only": ({ http }) => ({
    origin: { domainName: http, customOriginConfig: { ...https, originProtocolPolicy: "http-only" } },
  }),
  "api-gateway-origin-stage-path": ({ rest }) => ({ origin: { domainName: rest } }),
  "api-gateway-origin-endpoint-enabled": ({ closed }) => ({ origin: { domainName: closed } }),
  "api-gateway-origin-invocable": () => ({
    origin: { domainName: "d-a1b2c3d4e5.execute-api.us-east-1.amazonaws.com" },
  }),
  "api-gateway-origin-client-certificate": () => ({ origin: { domainName: "mutual.example.com" } }),
  "api-gateway-origin-route": ({ http }) => ({
    origin: { domainName: http },
    behavior: { targetOriginId: "elsewhere" },
    ordered: [{ pathPattern: "/api*", ...good }],
  }),
  "api-gateway-origin-methods": ({ http }) => ({
    origin: { domainName: http },
    behavior: { allowedMethods: ["GET", "HEAD"] },
  }),
  "api-gateway-origin-credentials": ({ http }) => ({
    origin: { domainName: http },
    behavior: { originRequestPolicyId: "775133bc-15f2-49f9-abea-afb2e0bf67d2" },
  }),
  "api-gateway-origin-query-strings": () => ({
    origin: { domainName: "abcdefghij.execute-api.us-east-1.amazonaws.com", originPath: "/prod" },
    behavior: { originRequestPolicyId: "59781a5b-3903-41f3-afcb-af62929ccde1" },
  }),
  "api-gateway-origin-shared-cache": ({ http }) => ({
    origin: { domainName: http },
    behavior: { cachePolicyId: cachingOptimized },
  }),
  "lambda-url-origin-host-header": () => ({
    origin: { domainName: "abc.lambda-url.us-east-1.on.aws" },
    behavior: { originRequestPolicyId: allViewer },
  }),
  "lambda-url-origin-signed-body": () => ({
    origin: { domainName: "abc.lambda-url.us-east-1.on.aws", originAccessControlId: "E1" },
  }),
  "lambda-url-origin-permission": ({ functionUrl, accessControl }) => ({
    origin: { domainName: functionUrl, originAccessControlId: accessControl },
    behavior: { allowedMethods: ["GET", "HEAD"] },
  }),
  "s3-origin-host-header": () => ({
    origin: { domainName: "bucket.s3.us-east-1.amazonaws.com", originAccessControlId: "E1" },
    behavior: { originRequestPolicyId: allViewer },
  }),
  "s3-origin-access-control": ({ bucket }) => ({
    origin: { domainName: bucket, s3OriginConfig: { originAccessIdentity: "" } },
  }),
  "s3-website-origin-protocol": () => ({ origin: { domainName: "pages.s3-website.eu-west-3.amazonaws.com" } }),
  "origin-domain-name": () => ({ origin: { domainName: "https://lb2.example.com/shop" } }),
  "behavior-target-origin": () => ({
    origin: { domainName: "lb2.example.com" },
    behavior: { targetOriginId: "nowhere" },
  }),
  "behavior-cache-settings": () => ({
    origin: { domainName: "lb2.example.com" },
    behavior: { forwardedValues: { queryString: true, cookies: { forward: "none" } } },
  }),
  "behavior-legacy-headers-unstated": () => ({
    origin: { domainName: "abcdefghij.execute-api.us-east-1.amazonaws.com", originPath: "/prod" },
    ordered: [
      { pathPattern: "/shop/*", ...legacy("elsewhere", { headers: ["Host"] }) },
      { pathPattern: "/hooks", ...legacy("origin", {}) },
    ],
    more: {
      origins: [
        {
          originId: "origin",
          domainName: "abcdefghij.execute-api.us-east-1.amazonaws.com",
          originPath: "/prod",
          customOriginConfig: https,
        },
        { ...elsewhere, domainName: "shop-1234567890.us-east-1.elb.amazonaws.com" },
      ],
    },
  }),
  "behavior-path-shadowed": () => ({
    origin: { domainName: "lb2.example.com" },
    ordered: ["/a*", "/a/b"].map((pathPattern) => ({ pathPattern, ...good })),
  }),
  "rejected-by-cloudfront": () => ({
    origin: { domainName: "lb2.example.com" },
    more: {
      viewerCertificate: {
        acmCertificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/1",
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
    },
  }),
  "error-pages-mask-api": ({ http }) => ({
    origin: { domainName: http },
    more: { customErrorResponses: [{ errorCode: 404, responseCode: 200, responsePagePath: "/index.html" }] },
  }),
  "viewer-transport": () => ({
    origin: { domainName: "lb2.example.com" },
    behavior: { viewerProtocolPolicy: "allow-all" },
  }),
};

export const brokenRules = Object.keys(mistakes);

/**
 * A program that violates rules, each with a distribution of the rule's name.
 * @param which the rules; all of them by default
 */
export function breaking(...which: readonly string[]): Program {
  return () => {
    const names = createNames();
    for (const rule of which.length > 0 ? which : brokenRules) {
      distribution(rule, mistakes[rule]!(names));
    }
    return Promise.resolve({});
  };
}

function createNames(): Names {
  const http = new apigatewayv2.Api("http", { protocolType: "HTTP" });
  const target = new apigatewayv2.Integration("integration", { apiId: http.id, integrationType: "AWS_PROXY" }).id;
  const route = (name: string, routeKey: string, authorizationType?: string) =>
    new apigatewayv2.Route(name, {
      apiId: http.id,
      routeKey,
      target: pulumi.interpolate`integrations/${target}`,
      ...(authorizationType === undefined ? {} : { authorizationType }),
    });
  route("pets", "ANY /pets");
  route("guarded", "GET /mine", "AWS_IAM");
  new apigatewayv2.Stage("default", { apiId: http.id, name: "$default", autoDeploy: true });
  const closed = new apigatewayv2.Api("closed", { protocolType: "HTTP", disableExecuteApiEndpoint: true });
  const rest = new apigateway.RestApi("rest", { endpointConfiguration: { types: "REGIONAL" } });
  const deployment = new apigateway.Deployment("deployment", { restApi: rest.id });
  const stage = new apigateway.Stage("prod", { restApi: rest.id, deployment: deployment.id, stageName: "prod" });
  const domain = new apigatewayv2.DomainName("domain", {
    domainName: "api.example.com",
    domainNameConfiguration: {
      certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
      endpointType: "REGIONAL",
      securityPolicy: "TLS_1_2",
    },
  });
  new apigatewayv2.DomainName("mutual", {
    domainName: "mutual.example.com",
    domainNameConfiguration: {
      certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
      endpointType: "REGIONAL",
      securityPolicy: "TLS_1_2",
    },
    mutualTlsAuthentication: { truststoreUri: "s3://bucket/truststore.pem" },
  });
  const invoked = new lambda.Function("function", {
    role: "arn:aws:iam::123456789012:role/function",
    runtime: "nodejs24.x",
    handler: "index.handler",
    code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = () => ({});") }),
  });
  const functionUrl = new lambda.FunctionUrl("url", { functionName: invoked.name, authorizationType: "AWS_IAM" });
  const accessControl = new cloudfront.OriginAccessControl("signs", {
    originAccessControlOriginType: "lambda",
    signingBehavior: "always",
    signingProtocol: "sigv4",
  });
  const host = (url: pulumi.Output<string>) => url.apply((text) => text.replace(/^https:\/\/([^/]+).*$/, "$1"));
  return {
    http: host(http.apiEndpoint),
    closed: host(closed.apiEndpoint),
    rest: host(stage.invokeUrl),
    target: domain.domainNameConfiguration.targetDomainName,
    bucket: new s3.Bucket("bucket").bucketRegionalDomainName,
    functionUrl: host(functionUrl.functionUrl),
    accessControl: accessControl.id,
  };
}
