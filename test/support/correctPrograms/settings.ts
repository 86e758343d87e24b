import { Properties } from "../../../policy-pack/program/readValue";
import {
  allViewer,
  cachingDisabled,
  certificate,
  CorrectPrograms,
  custom,
  dependsOnFlag,
  distribution,
  edgeFunction,
  exceptHost,
  files,
  flag,
  forApi,
  forFiles,
  httpApi,
  httpHost,
  onViewerRequest,
  resource,
  restApi,
  restHost,
  site,
} from "./parts";
import { Declared, DeclaredResource, output, Output } from "../declared";

const api = custom("api", httpHost());
const aliased = { aliases: ["www.example.com"], viewerCertificate: certificate };

function requestPolicy(headerBehavior: string, ...items: string[]): DeclaredResource {
  return resource("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", "policy", {
    headersConfig: { headerBehavior, ...(items.length === 0 ? {} : { headers: { items } }) },
    cookiesConfig: { cookieBehavior: "all" },
    queryStringsConfig: { queryStringBehavior: "all" },
  });
}

const ownPolicy = { originRequestPolicyId: output("policy", "id") };

/** An origin-request function that can set Host, the path and the origin. */
const atOrigin = {
  lambdaFunctionAssociations: [
    { eventType: "origin-request", lambdaArn: "arn:aws:lambda:us-east-1:123456789012:function:route:1" },
  ],
};

function legacy(headers: readonly string[], more: Properties = {}): Properties {
  return {
    cachePolicyId: undefined,
    originRequestPolicyId: undefined,
    forwardedValues: { queryString: true, cookies: { forward: "all" }, headers },
    minTtl: 0,
    defaultTtl: 0,
    maxTtl: 0,
    ...more,
  };
}

const withApi = (...others: DeclaredResource[]): Declared => [...httpApi(), ...others];

/** What a behavior forwards, edge functions, and settings that are known late. */
export const correctSettings: CorrectPrograms = {
  "own policy with all headers except Host": withApi(requestPolicy("allExcept", "host"), site(api, ownPolicy)),
  "own policy with a list of headers": withApi(requestPolicy("whitelist", "Accept", "Origin"), site(api, ownPolicy)),
  "own policy without headers": withApi(requestPolicy("none"), site(api, ownPolicy)),
  "own policy of another stack": withApi(site(api, { originRequestPolicyId: "11111111-2222-3333-4444-555555555555" })),
  "own policy that forwards Host, for another origin": withApi(
    requestPolicy("allViewer"),
    distribution({
      origins: [api, custom("app", "shop-1.eu-west-1.elb.amazonaws.com")],
      defaultCacheBehavior: forApi("app", ownPolicy),
      orderedCacheBehaviors: [{ pathPattern: "/api*", ...forApi("api") }],
    }),
  ),
  "policy that depends on a flag": withApi(
    flag,
    requestPolicy("allViewer"),
    site(api, { originRequestPolicyId: dependsOnFlag(exceptHost, [["policy", "id"]]) }),
  ),
  "Authorization in the cache key": withApi(
    resource("aws:cloudfront/cachePolicy:CachePolicy", "policy", {
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: 1,
      parametersInCacheKeyAndForwardedToOrigin: {
        headersConfig: { headerBehavior: "whitelist", headers: { items: ["Authorization"] } },
        cookiesConfig: { cookieBehavior: "all" },
        queryStringsConfig: { queryStringBehavior: "all" },
      },
    }),
    site(api, { cachePolicyId: output("policy", "id"), originRequestPolicyId: undefined }),
  ),
  "legacy settings with a list of headers": withApi(site(api, legacy(["Authorization", "Origin"]))),
  "legacy settings without headers": withApi(site(api, legacy([]))),
  "legacy settings with every header, for a server": [
    distribution({
      origins: [custom("app", "shop-1.eu-west-1.elb.amazonaws.com")],
      defaultCacheBehavior: forApi("app", legacy(["*"])),
    }),
  ],
  "Lambda@Edge that sets Host, with AllViewer": withApi(site(api, { originRequestPolicyId: allViewer, ...atOrigin })),
  "Lambda@Edge that adds the stage": [...restApi("REGIONAL"), site(custom("api", restHost()), atOrigin)],
  "Lambda@Edge that sets the origin, with a placeholder as its name": [
    distribution({
      origins: [custom("any", "placeholder.example.com")],
      defaultCacheBehavior: forApi("any", { originRequestPolicyId: allViewer, ...atOrigin }),
    }),
  ],
  "function that sets Host, with AllViewer": withApi(
    edgeFunction(
      "route",
      'cf.updateRequestOrigin({ hostHeader: "abc.execute-api.eu-west-1.amazonaws.com" }); return request;',
    ),
    site(api, { originRequestPolicyId: allViewer, ...onViewerRequest("route") }),
  ),
  "function that strips the prefix": withApi(
    edgeFunction("strip", 'request.uri = request.uri.replace(/^[/]api/, "") || "/"; return request;'),
    site(api, onViewerRequest("strip")),
  ),
  "function that adds the stage": [
    ...restApi("REGIONAL"),
    edgeFunction("stage", "request.uri = `/live${request.uri}`; return request;"),
    site(custom("api", restHost()), onViewerRequest("stage")),
  ],
  "function that adds index.html for the files": withApi(
    edgeFunction("index", 'if (request.uri.endsWith("/")) { request.uri += "index.html"; } return request;'),
    site(api, {}, { defaultCacheBehavior: { ...forFiles("files"), ...onViewerRequest("index") } }),
  ),
  "function that redirects": withApi(
    edgeFunction("redirect", 'return { statusCode: 301, headers: { location: { value: "/" } } };', "cloudfront-js-1.0"),
    site(api, {}, { defaultCacheBehavior: { ...forFiles("files"), ...onViewerRequest("redirect") } }),
  ),
  "function that redirects every request of an API's behavior, with AllViewer": withApi(
    edgeFunction("moved", 'return { statusCode: 308, headers: { location: { value: "https://api.example.com" } } };'),
    site(api, { originRequestPolicyId: allViewer, ...onViewerRequest("moved") }),
  ),
  "function that keeps the viewer's hostname in another header": withApi(
    edgeFunction("forwarded", 'request.headers["x-forwarded-host"] = request.headers.host; return request;'),
    site(api, onViewerRequest("forwarded")),
  ),
  "function that selects the API for some requests": withApi(
    edgeFunction("select", 'if (request.headers["x-beta"]) { cf.selectRequestOriginById("api"); } return request;'),
    distribution({
      origins: [files, api],
      defaultCacheBehavior: { ...forApi("files", { originRequestPolicyId: undefined }), ...onViewerRequest("select") },
    }),
  ),
  "ordered behaviors that an apply builds": withApi(
    flag,
    distribution({
      origins: [files, api],
      defaultCacheBehavior: forFiles("files"),
      orderedCacheBehaviors: dependsOnFlag([{ pathPattern: "/api*", ...forApi("api") }]),
    }),
  ),
  "default behavior that an apply builds": withApi(
    flag,
    distribution({ origins: [files, api], defaultCacheBehavior: dependsOnFlag(forFiles("files")) }),
  ),
  "origins that an apply builds": withApi(
    flag,
    distribution({
      origins: new Output(
        [
          ["flag", "value"],
          ["orders", "apiEndpoint"],
        ],
        (_, url) => [files, custom("api", String(url).replace("https://", ""))],
      ),
      defaultCacheBehavior: forFiles("files"),
      orderedCacheBehaviors: [{ pathPattern: "/api*", ...forApi("api") }],
    }),
  ),
  "origin that an apply builds": withApi(
    flag,
    distribution({
      origins: [files, dependsOnFlag(custom("app", "shop-1.eu-west-1.elb.amazonaws.com"))],
      defaultCacheBehavior: forFiles("files"),
      orderedCacheBehaviors: [{ pathPattern: "/app*", ...forApi("app", { originRequestPolicyId: allViewer }) }],
    }),
  ),
  "behavior with an unknown pattern and target": withApi(
    flag,
    distribution({
      origins: [files, api],
      defaultCacheBehavior: forFiles("files"),
      orderedCacheBehaviors: [
        { ...forApi("api"), pathPattern: dependsOnFlag("/api/*"), targetOriginId: dependsOnFlag("api") },
        { pathPattern: "/api", ...forApi("api") },
      ],
    }),
  ),
  "certificate of the program": withApi(
    resource("aws:acm/certificate:Certificate", "certificate", { domainName: "www.example.com", region: "us-east-1" }),
    site(
      api,
      {},
      { ...aliased, viewerCertificate: { ...certificate, acmCertificateArn: output("certificate", "arn") } },
    ),
  ),
  "certificate of the program after its validation": withApi(
    resource("aws:acm/certificate:Certificate", "certificate", { domainName: "www.example.com", region: "us-east-1" }),
    resource("aws:acm/certificateValidation:CertificateValidation", "validated", {
      certificateArn: output("certificate", "arn"),
      region: "us-east-1",
    }),
    site(
      api,
      {},
      {
        ...aliased,
        viewerCertificate: { ...certificate, acmCertificateArn: output("validated", "certificateArn") },
      },
    ),
  ),
  "certificate of an explicit provider for us-east-1": withApi(
    resource("pulumi:providers:aws", "virginia", { region: "us-east-1" }),
    resource(
      "aws:acm/certificate:Certificate",
      "certificate",
      { domainName: "www.example.com" },
      { region: "us-east-1", arn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
    ),
    site(
      api,
      {},
      { ...aliased, viewerCertificate: { ...certificate, acmCertificateArn: output("certificate", "arn") } },
    ),
  ),
  "certificate of IAM": withApi(
    site(
      api,
      {},
      {
        aliases: ["www.example.com"],
        viewerCertificate: {
          iamCertificateId: "certificate-1",
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: "TLSv1.2_2021",
        },
      },
    ),
  ),
  "alias over HTTP in China": [
    distribution({
      aliases: ["www.example.com.cn"],
      origins: [custom("api", "abcdefghij.execute-api.cn-north-1.amazonaws.com.cn", { originPath: "/live" })],
      defaultCacheBehavior: forApi("api"),
    }),
  ],
  "web ACL with scope CLOUDFRONT": withApi(
    resource("aws:wafv2/webAcl:WebAcl", "firewall", { name: "shop", scope: "CLOUDFRONT", region: "us-east-1" }),
    site(api, {}, { webAclId: output("firewall", "arn") }),
  ),
  "log bucket that accepts ACLs": withApi(
    resource("aws:s3/bucket:Bucket", "logs", { bucket: "shop-logs" }),
    resource("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "ownership", {
      bucket: output("logs", "id"),
      rule: { objectOwnership: "BucketOwnerPreferred" },
    }),
    site(api, {}, { loggingConfig: { bucket: output("logs", "bucketDomainName"), prefix: "front/" } }),
  ),
  "secret header that only CloudFront sends": withApi(
    resource("random:index/randomPassword:RandomPassword", "secret", { length: 40, special: false }),
    site({ ...api, customHeaders: [{ name: "X-Origin-Verify", value: output("secret", "result") }] }),
  ),
  "error pages for server errors": withApi(
    site(api, {}, { customErrorResponses: [{ errorCode: 503, responseCode: 503, responsePagePath: "/error.html" }] }),
  ),
  "error page for missing files, without an API": [
    distribution({
      origins: [files],
      defaultCacheBehavior: forFiles("files"),
      customErrorResponses: [{ errorCode: 404, responseCode: 404, responsePagePath: "/404.html" }],
    }),
  ],
  "root object of the files": withApi(site(api, {}, { defaultRootObject: "index.html" })),
  "staging distribution of a continuous deployment": withApi(site(api, {}, { staging: true, ...aliased, aliases: [] })),
  "distribution with a continuous deployment policy": withApi(
    site(api, {}, { continuousDeploymentPolicyId: "11111111" }),
  ),
  "alias without the API's domain": withApi(site(api, {}, aliased)),
  "API with CORS preflight at the edge": withApi(
    site(api, {
      responseHeadersPolicyId: "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
      cachedMethods: ["GET", "HEAD", "OPTIONS"],
      cachePolicyId: cachingDisabled,
    }),
  ),
};
