import { Properties } from "../../../policy-pack/program/readValue";
import {
  allViewer,
  cachingDisabled,
  carrier,
  control,
  CorrectPrograms,
  custom,
  distribution,
  exceptHost,
  files,
  forApi,
  forFiles,
  https,
  httpApi,
  httpHost,
  resource,
  signed,
  site,
} from "./parts";
import { Declared, DeclaredResource, output } from "../declared";
import { hostOf } from "../choices";

const nativeHost = (id: string) => `${id}.execute-api.eu-west-1.amazonaws.com`;

/** An HTTP API of aws-native. */
const nativeApi: Declared = [
  resource(
    "aws-native:apigatewayv2:Api",
    "orders",
    { protocolType: "HTTP" },
    {
      apiId: "orders123",
      apiEndpoint: `https://${nativeHost("orders123")}`,
    },
  ),
  resource("aws-native:apigatewayv2:Stage", "stage", { apiId: output("orders", "apiId"), stageName: "$default" }),
];

const nativeRest: Declared = [
  resource(
    "aws-native:apigateway:RestApi",
    "rest",
    { endpointConfiguration: { types: ["REGIONAL"] } },
    {
      restApiId: "orders456",
      rootResourceId: "root",
    },
  ),
  resource("aws-native:apigateway:Stage", "stage", { restApiId: output("rest", "restApiId"), stageName: "live" }),
];

const nativeOrigin = (id: string, domainName: unknown, more: Properties = {}): Properties => ({
  id,
  domainName,
  customOriginConfig: https,
  ...more,
});

function nativeFront(origins: readonly Properties[], behavior: Properties, more: Properties = {}): DeclaredResource {
  const { viewerCertificate = { cloudFrontDefaultCertificate: true }, ...rest } = more;
  const distributionConfig = { enabled: true, origins, defaultCacheBehavior: behavior, viewerCertificate, ...rest };
  return resource("aws-native:cloudfront:Distribution", "front", { distributionConfig });
}

const nativePolicy = (headersConfig: Properties): DeclaredResource =>
  resource(
    "aws-native:cloudfront:OriginRequestPolicy",
    "policy",
    {
      originRequestPolicyConfig: {
        name: "policy",
        headersConfig,
        cookiesConfig: { cookieBehavior: "all" },
        queryStringsConfig: { queryStringBehavior: "all" },
      },
    },
    { awsId: "22222222-2222-3333-4444-555555555555" },
  );

function multitenant(domainName: string, behavior: Properties, more: Properties = {}): DeclaredResource {
  const { allowedMethods: items, cachedMethods, ...rest } = forApi("api", behavior);
  return resource("aws:cloudfront/multitenantDistribution:MultitenantDistribution", "front", {
    enabled: true,
    origins: [{ id: "api", domainName, customOriginConfigs: [https], ...more }],
    defaultCacheBehavior: { ...rest, allowedMethods: { items, cachedMethods } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
}

/** Programs of other providers, of components, and of other languages. */
export const correctProviders: CorrectPrograms = {
  "aws-native HTTP API and distribution": [
    ...nativeApi,
    nativeFront([nativeOrigin("api", output("orders", "apiEndpoint", hostOf))], forApi("api")),
  ],
  "aws-native REST API and distribution": [
    ...nativeRest,
    nativeFront([nativeOrigin("api", output("rest", "restApiId", nativeHost), { originPath: "/live" })], forApi("api")),
  ],
  "aws-native distribution with a policy of aws-native": [
    ...nativeApi,
    nativePolicy({ headerBehavior: "allExcept", headers: ["Host"] }),
    nativeFront(
      [nativeOrigin("api", output("orders", "apiEndpoint", hostOf))],
      forApi("api", { originRequestPolicyId: output("policy", "awsId") }),
    ),
  ],
  "aws-native distribution with an API of aws": [
    ...httpApi(),
    nativeFront([nativeOrigin("api", httpHost())], forApi("api")),
  ],
  "aws distribution with an API of aws-native": [
    ...nativeApi,
    site(custom("api", output("orders", "apiEndpoint", hostOf))),
  ],
  "aws-native distribution with a bucket": [
    nativeFront(
      [
        {
          id: "files",
          domainName: "shop-files.s3.eu-west-1.amazonaws.com",
          s3OriginConfig: { originAccessIdentity: "" },
          originAccessControlId: "E1",
        },
      ],
      forFiles("files"),
    ),
  ],
  "aws-native distribution with an origin group": [
    nativeFront(
      [
        nativeOrigin("near", "abcdefghij.execute-api.eu-west-1.amazonaws.com", { originPath: "/live" }),
        nativeOrigin("far", "shop123456.execute-api.us-west-2.amazonaws.com", { originPath: "/live" }),
      ],
      forApi("group", { allowedMethods: ["GET", "HEAD", "OPTIONS"] }),
      {
        originGroups: {
          quantity: 1,
          items: [
            {
              id: "group",
              failoverCriteria: { statusCodes: { quantity: 1, items: [500] } },
              members: { quantity: 2, items: [{ originId: "near" }, { originId: "far" }] },
            },
          ],
        },
      },
    ),
  ],
  "aws-native load balancer that gets the viewer's Host": [
    resource("aws-native:elasticloadbalancingv2:LoadBalancer", "balancer", {}, { dnsName: "shop-1.elb.amazonaws.com" }),
    nativeFront(
      [nativeOrigin("app", output("balancer", "dnsName"))],
      forApi("app", { originRequestPolicyId: allViewer }),
    ),
  ],
  "aws-native bucket with an access control, and a function URL": [
    resource("aws-native:s3:Bucket", "files", {}, { regionalDomainName: "shop.s3.eu-west-1.amazonaws.com" }),
    resource("aws:lambda/functionUrl:FunctionUrl", "url", { functionName: "render", authorizationType: "NONE" }),
    control,
    distribution({
      origins: [
        { originId: "files", domainName: output("files", "regionalDomainName"), ...signed },
        custom("app", output("url", "functionUrl", hostOf)),
      ],
      defaultCacheBehavior: forFiles("files"),
      orderedCacheBehaviors: [{ pathPattern: "/app*", ...forApi("app") }],
    }),
  ],
  "aws-native function URL": [
    resource(
      "aws-native:lambda:Url",
      "url",
      { authType: "NONE" },
      {
        functionUrl: "https://nativeurl.lambda-url.eu-west-1.on.aws/",
      },
    ),
    nativeFront([nativeOrigin("app", output("url", "functionUrl", hostOf))], forApi("app")),
  ],
  "multi-tenant distribution of an API": [
    multitenant("abcdefghij.execute-api.eu-west-1.amazonaws.com", {}, { originPath: "/live" }),
  ],
  "multi-tenant distribution with a parameter": [
    multitenant("{{tenant}}.example.com", { originRequestPolicyId: allViewer }),
  ],
  "multi-tenant distribution with an API for each tenant": [
    multitenant("{{api}}.execute-api.eu-west-1.amazonaws.com", {}, { originPath: "/{{stage}}" }),
  ],
  "API of the component of @pulumi/aws-apigateway": [
    resource("aws-apigateway:index:RestAPI", "component"),
    resource("aws:apigateway/restApi:RestApi", "rest", { body: '{"swagger":"2.0","paths":{}}' }),
    resource("aws:apigateway/deployment:Deployment", "deployment", { restApi: output("rest", "id") }),
    resource("aws:apigateway/stage:Stage", "stage", { restApi: output("rest", "id"), stageName: "stage" }),
    site(custom("api", output("stage", "invokeUrl", hostOf), { originPath: "/stage" })),
  ],
  "names from a dynamic provider": [
    carrier("pulumi-python:dynamic:Resource", "settings", "shop-1.eu-west-1.elb.amazonaws.com"),
    distribution({
      origins: [custom("app", output("settings", "value"))],
      defaultCacheBehavior: forApi("app", { originRequestPolicyId: allViewer }),
    }),
  ],
  "policy from a company's own provider": [
    ...httpApi(),
    carrier("acme:edge:Policy", "policy", exceptHost),
    site(custom("api", httpHost()), { originRequestPolicyId: output("policy", "value") }),
  ],
  "policy from the state of Terraform": [
    ...httpApi(),
    carrier("terraform:state:RemoteStateReference", "network", cachingDisabled),
    site(custom("api", httpHost()), { cachePolicyId: output("network", "value") }),
  ],
  "DNS record of another provider": [
    ...httpApi(),
    resource("aws:apigatewayv2/domainName:DomainName", "domain", {
      domainName: "api.example.com",
      domainNameConfiguration: { endpointType: "REGIONAL", securityPolicy: "TLS_1_2" },
    }),
    resource("aws:apigatewayv2/apiMapping:ApiMapping", "mapping", {
      domainName: output("domain", "id"),
      apiId: output("orders", "id"),
      stage: "$default",
    }),
    carrier("cloudflare:index/record:Record", "record", "api.example.com"),
    site(custom("api", output("record", "value"))),
  ],
  "API of the serverless framework, through CloudFormation": [
    carrier("aws:cloudformation/stack:Stack", "stack", "abcdefghij.execute-api.eu-west-1.amazonaws.com"),
    site(custom("api", output("stack", "value"), { originPath: "/dev" })),
  ],
  "API, function URL and bucket next to secrets and random names": [
    ...httpApi(),
    resource("random:index/randomId:RandomId", "suffix", { byteLength: 4 }, { hex: "0a0b0c0d" }),
    resource("random:index/randomUuid:RandomUuid", "key", {}, { result: "11111111-2222-3333-4444-555555555555" }),
    distribution({
      origins: [
        { ...files, originId: "files", customHeaders: [{ name: "X-Release", value: output("suffix", "hex") }] },
        custom("api", httpHost(), { customHeaders: [{ name: "X-Key", value: output("key", "result") }] }),
      ],
      defaultCacheBehavior: forFiles("files"),
      orderedCacheBehaviors: [{ pathPattern: "/api*", ...forApi("api") }],
    }),
  ],
};
