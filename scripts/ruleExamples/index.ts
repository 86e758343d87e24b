import { Example, Properties, Reference, Resource } from "./program";
import * as parts from "./parts";
import { apiDomain, behavior, front, httpApi, httpApiHostname, https, mapping, restApi, stageHostname } from "./parts";

const server = { domainName: "server.example.com" };
const lambdaUrl = { domainName: "abc.lambda-url.us-east-1.on.aws" };
const bucket = { name: "bucket", type: ["s3", "Bucket"], properties: {} } as const;
const bucketName = new Reference("bucket", "bucketRegionalDomainName");
const allMethods = behavior.allowedMethods;

/** For each rule an example that violates only this rule, and passes all rules with the fix. */
export const examples: Readonly<Record<string, Example>> = {
  "api-gateway-origin-host-header": {
    before: front(
      { origin: { domainName: httpApiHostname }, behavior: { originRequestPolicyId: parts.allViewer } },
      ...httpApi(),
    ),
    after: front({ origin: { domainName: httpApiHostname } }, ...httpApi()),
  },
  "api-gateway-origin-https-only": {
    before: front(
      { origin: { domainName: httpApiHostname, customOriginConfig: { ...https, originProtocolPolicy: "http-only" } } },
      ...httpApi(),
    ),
    after: front({ origin: { domainName: httpApiHostname, customOriginConfig: https } }, ...httpApi()),
  },
  "api-gateway-origin-stage-path": {
    before: front({ origin: { domainName: stageHostname } }, ...restApi()),
    after: front({ origin: { domainName: stageHostname, originPath: "/prod" } }, ...restApi()),
  },
  "api-gateway-origin-endpoint-enabled": {
    before: front(
      { origin: { domainName: httpApiHostname } },
      ...httpApi(undefined, { disableExecuteApiEndpoint: true }),
      apiDomain("orders.example.com"),
      mapping,
    ),
    after: front(
      { origin: { domainName: new Reference("domain", "domainName") } },
      ...httpApi(undefined, { disableExecuteApiEndpoint: true }),
      apiDomain("orders.example.com"),
      mapping,
    ),
  },
  "api-gateway-origin-invocable": {
    before: front(
      { origin: { domainName: "d-a1b2c3d4e5.execute-api.us-east-1.amazonaws.com" } },
      ...httpApi(),
      apiDomain("api.example.com"),
      mapping,
    ),
    after: front(
      { origin: { domainName: new Reference("domain", "domainName") } },
      ...httpApi(),
      apiDomain("api.example.com"),
      mapping,
    ),
  },
  "api-gateway-origin-client-certificate": clientCertificate(),
  "api-gateway-origin-route": {
    before: front(
      {
        origin: { domainName: httpApiHostname },
        more: { orderedCacheBehaviors: [{ pathPattern: "/api*", ...behavior }] },
      },
      ...httpApi({ routeKey: "ANY /pets" }),
    ),
    after: front(
      {
        origin: { domainName: httpApiHostname },
        more: { orderedCacheBehaviors: [{ pathPattern: "/api*", ...behavior }] },
      },
      ...httpApi({ routeKey: "ANY /api/pets" }),
    ),
  },
  "api-gateway-origin-methods": {
    before: front(
      { origin: { domainName: httpApiHostname }, behavior: { allowedMethods: ["GET", "HEAD"] } },
      ...httpApi(),
    ),
    after: front({ origin: { domainName: httpApiHostname }, behavior: { allowedMethods: allMethods } }, ...httpApi()),
  },
  "api-gateway-origin-credentials": {
    before: front(
      { origin: { domainName: httpApiHostname }, behavior: { originRequestPolicyId: parts.elementalMediaTailor } },
      ...httpApi({ routeKey: "GET /mine", authorizationType: "AWS_IAM" }),
    ),
    after: front(
      { origin: { domainName: httpApiHostname } },
      ...httpApi({ routeKey: "GET /mine", authorizationType: "AWS_IAM" }),
    ),
  },
  "api-gateway-origin-query-strings": {
    before: front(
      {
        origin: { domainName: httpApiHostname },
        behavior: { originRequestPolicyId: parts.corsCustomOrigin },
      },
      ...httpApi(),
    ),
    after: front({ origin: { domainName: httpApiHostname } }, ...httpApi()),
  },
  "api-gateway-origin-timeout": timeout(),
  "api-gateway-origin-shared-cache": {
    before: front(
      { origin: { domainName: httpApiHostname }, behavior: { cachePolicyId: parts.cachingOptimized } },
      ...httpApi(),
    ),
    after: front({ origin: { domainName: httpApiHostname } }, ...httpApi()),
  },
  "lambda-url-origin-host-header": {
    before: front({ origin: lambdaUrl, behavior: { originRequestPolicyId: parts.allViewer } }),
    after: front({ origin: lambdaUrl }),
  },
  "lambda-url-origin-signed-body": {
    before: front({ origin: { ...lambdaUrl, originAccessControlId: "E1" } }),
    after: front({
      origin: { ...lambdaUrl, originAccessControlId: "E1" },
      behavior: { allowedMethods: ["GET", "HEAD"] },
    }),
  },
  "lambda-url-origin-permission": functionPermission(),
  "s3-origin-host-header": {
    before: front({
      origin: { domainName: "bucket.s3.us-east-1.amazonaws.com", originAccessControlId: "E1" },
      behavior: { originRequestPolicyId: parts.allViewer },
    }),
    after: front({
      origin: { domainName: "bucket.s3.us-east-1.amazonaws.com", originAccessControlId: "E1" },
    }),
  },
  "s3-origin-access-control": accessControl(),
  "s3-website-origin-protocol": {
    before: front({ origin: { domainName: "pages.s3-website.eu-west-3.amazonaws.com" } }),
    after: front({
      origin: {
        domainName: "pages.s3-website.eu-west-3.amazonaws.com",
        customOriginConfig: { ...https, originProtocolPolicy: "http-only" },
      },
    }),
  },
  "origin-domain-name": {
    before: front({ origin: { domainName: "https://server.example.com/shop" } }),
    after: front({ origin: { domainName: "server.example.com", originPath: "/shop" } }),
  },
  "behavior-target-origin": {
    before: front({ origin: server, behavior: { targetOriginId: "site" } }),
    after: front({ origin: server }),
  },
  "behavior-cache-settings": {
    before: front({
      origin: server,
      behavior: { forwardedValues: { queryString: true, cookies: { forward: "none" } } },
    }),
    after: front({ origin: server }),
  },
  "behavior-legacy-headers-unstated": unstatedHeaders(),
  "behavior-path-shadowed": {
    before: ordered("/a*", "/a/b"),
    after: ordered("/a/b", "/a*"),
  },
  "rejected-by-cloudfront": {
    before: certificate("eu-central-1"),
    after: certificate("us-east-1"),
  },
  "error-pages-mask-api": {
    before: front(
      {
        origin: { domainName: httpApiHostname },
        more: { customErrorResponses: [{ errorCode: 404, responseCode: 200, responsePagePath: "/index.html" }] },
      },
      ...httpApi(),
    ),
    after: front({ origin: { domainName: httpApiHostname } }, ...httpApi()),
  },
  "viewer-transport": {
    before: front({ origin: server, behavior: { viewerProtocolPolicy: "allow-all" } }),
    after: front({ origin: server, behavior: { viewerProtocolPolicy: "redirect-to-https" } }),
  },
};

function functionPermission(): Example {
  const handler = {
    name: "handler",
    type: ["lambda", "Function"],
    properties: {
      packageType: "Image",
      imageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/handler:1",
      role: "arn:aws:iam::123456789012:role/handler",
    },
  } as const;
  const functionName = new Reference("handler", "name");
  const url = {
    name: "url",
    type: ["lambda", "FunctionUrl"],
    properties: { functionName, authorizationType: "AWS_IAM" },
  } as const;
  const control = {
    name: "control",
    type: ["cloudfront", "OriginAccessControl"],
    properties: { originAccessControlOriginType: "lambda", signingBehavior: "always", signingProtocol: "sigv4" },
  } as const;
  const permission = (name: string, properties: Properties): Resource => ({
    name,
    type: ["lambda", "Permission"],
    properties: {
      function: functionName,
      principal: "cloudfront.amazonaws.com",
      sourceArn: new Reference("front", "arn"),
      ...properties,
    },
  });
  const before = front(
    {
      origin: {
        domainName: new Reference("url", "functionUrl", "hostname"),
        originAccessControlId: new Reference("control", "id"),
      },
      behavior: { allowedMethods: ["GET", "HEAD"] },
    },
    handler,
    url,
    control,
  );
  return {
    before,
    after: [
      ...before,
      permission("invokeUrl", { action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "AWS_IAM" }),
      permission("invoke", { action: "lambda:InvokeFunction" }),
    ],
  };
}

function timeout(): Example {
  const integrated = { restApi: new Reference("api", "id"), resourceId: new Reference("api", "rootResourceId") };
  const reports: Resource[] = [
    ...restApi(),
    {
      name: "reports",
      type: ["lambda", "Function"],
      properties: {
        role: "arn:aws:iam::123456789012:role/reports",
        packageType: "Image",
        imageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/reports:1",
        timeout: 25,
      },
    },
    {
      name: "method",
      type: ["apigateway", "Method"],
      properties: { ...integrated, httpMethod: "ANY", authorization: "NONE" },
    },
    {
      name: "integration",
      type: ["apigateway", "Integration"],
      properties: {
        ...integrated,
        httpMethod: new Reference("method", "httpMethod"),
        type: "AWS_PROXY",
        integrationHttpMethod: "POST",
        uri: new Reference("reports", "invokeArn"),
      },
    },
  ];
  const waiting = (originReadTimeout: number) =>
    front(
      {
        origin: {
          domainName: stageHostname,
          originPath: "/prod",
          customOriginConfig: { ...https, originReadTimeout },
        },
      },
      ...reports,
    );
  return { before: waiting(10), after: waiting(25) };
}

function clientCertificate(): Example {
  const others = [
    ...httpApi(undefined, { disableExecuteApiEndpoint: true }),
    apiDomain("mutual.example.com", { mutualTlsAuthentication: { truststoreUri: "s3://bucket/truststore.pem" } }),
    mapping,
  ];
  const origin = { domainName: new Reference("domain", "domainName") };
  const clientCertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/2";
  return {
    before: front({ origin: { ...origin, customOriginConfig: https } }, ...others),
    after: front(
      { origin: { ...origin, customOriginConfig: { ...https, originMtlsConfig: { clientCertificateArn } } } },
      ...others,
    ),
  };
}

function unstatedHeaders(): Example {
  const forwardedValues = { queryString: true, cookies: { forward: "all" } };
  const legacy = { ...parts.behaviorWithoutPolicies, minTtl: 0, defaultTtl: 0, maxTtl: 0, forwardedValues };
  const hooks = (settings: Properties) =>
    front({
      origin: { domainName: "abcdefghij.execute-api.us-east-1.amazonaws.com", originPath: "/prod" },
      otherOrigins: [
        { originId: "shop", domainName: "shop-1234567890.us-east-1.elb.amazonaws.com", customOriginConfig: https },
      ],
      more: {
        orderedCacheBehaviors: [
          {
            pathPattern: "/shop/*",
            ...legacy,
            targetOriginId: "shop",
            forwardedValues: { ...forwardedValues, headers: ["Host"] },
          },
          { pathPattern: "/hooks", ...settings },
        ],
      },
    });
  return { before: hooks(legacy), after: hooks(behavior) };
}

function accessControl(): Example {
  const control = {
    name: "control",
    type: ["cloudfront", "OriginAccessControl"],
    properties: { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
  } as const;
  return {
    before: front({ origin: { domainName: bucketName, s3OriginConfig: { originAccessIdentity: "" } } }, bucket),
    after: front(
      {
        origin: {
          domainName: bucketName,
          s3OriginConfig: { originAccessIdentity: "" },
          originAccessControlId: new Reference("control", "id"),
        },
      },
      bucket,
      control,
    ),
  };
}

function ordered(...pathPatterns: string[]): Example["before"] {
  const orderedCacheBehaviors: Properties[] = pathPatterns.map((pathPattern) => ({ pathPattern, ...behavior }));
  return front({ origin: server, more: { orderedCacheBehaviors } });
}

function certificate(region: string): Example["before"] {
  const acmCertificateArn = `arn:aws:acm:${region}:123456789012:certificate/1`;
  return front({
    origin: server,
    more: {
      viewerCertificate: { acmCertificateArn, sslSupportMethod: "sni-only", minimumProtocolVersion: "TLSv1.2_2021" },
    },
  });
}
