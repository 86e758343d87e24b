import {
  allViewer,
  cachingDisabled,
  cachingOptimized,
  carrier,
  certificate,
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
  only,
  reads,
  resource,
  signed,
  site,
} from "./parts";
import { output } from "../declared";

const withHost = { originRequestPolicyId: allViewer };

const balancer = resource("aws:lb/loadBalancer:LoadBalancer", "balancer", { name: "shop" });
const bucket = resource("aws:s3/bucket:Bucket", "files", { bucket: "shop-files" });
/** Origins that are not API Gateway, by themselves and next to an API. */
export const correctOrigins: CorrectPrograms = {
  "load balancer that gets the viewer's Host": [
    balancer,
    only(custom("app", output("balancer", "dnsName")), forApi("app", withHost)),
  ],
  "load balancer with UseOriginCacheControlHeaders": [
    balancer,
    only(
      custom("app", output("balancer", "dnsName")),
      forApi("app", { cachePolicyId: "83da9c7e-98b4-4e11-a168-04f0df8e2c65", ...withHost }),
    ),
  ],
  "load balancer with Host next to an API without it": [
    ...httpApi(),
    balancer,
    distribution({
      origins: [custom("app", output("balancer", "dnsName")), custom("api", httpHost())],
      defaultCacheBehavior: forApi("app", withHost),
      orderedCacheBehaviors: [{ pathPattern: "/api*", ...forApi("api") }],
    }),
  ],
  "load balancer in a VPC with Host next to an API": [
    ...httpApi(),
    balancer,
    resource("aws:cloudfront/vpcOrigin:VpcOrigin", "vpc", {
      vpcOriginEndpointConfig: { arn: output("balancer", "arn") },
    }),
    distribution({
      origins: [
        {
          originId: "app",
          domainName: output("balancer", "dnsName"),
          vpcOriginConfig: { vpcOriginId: output("vpc", "id") },
        },
        custom("api", httpHost()),
      ],
      defaultCacheBehavior: forApi("app", withHost),
      orderedCacheBehaviors: [{ pathPattern: "/api*", ...forApi("api") }],
    }),
  ],
  "private API behind a load balancer in a VPC": [
    only(
      {
        originId: "api",
        domainName: "internal-shop-1.eu-west-1.elb.amazonaws.com",
        customHeaders: [{ name: "x-apigw-api-id", value: "abcdefghij" }],
        vpcOriginConfig: { vpcOriginId: "vo_1" },
      },
      forApi("api"),
    ),
  ],
  "ingress of a Kubernetes cluster with Host": [
    carrier("kubernetes:core/v1:Service", "ingress", "k8s-shop-1.elb.eu-west-1.amazonaws.com"),
    only(custom("app", output("ingress", "value")), forApi("app", withHost)),
  ],
  "server of another cloud with Host": [only(custom("app", "shop.azurewebsites.net"), forApi("app", withHost))],
  "server of another stack with Host": [only(custom("app", "origin.example.com"), forApi("app", withHost))],
  "server in otherDomains with Host": {
    config: { otherDomainNames: ["origin.example.com"], whenUnknown: "refuse" },
    program: [only(custom("app", "origin.example.com"), forApi("app", withHost))],
  },
  "server at the address of an Elastic IP": [
    resource("aws:ec2/eip:Eip", "address", {}, { publicIp: "198.51.100.7" }),
    resource("aws:route53/record:Record", "record", {
      zoneId: "Z1",
      name: "origin.example.com",
      type: "A",
      records: [output("address", "publicIp")],
    }),
    only(custom("app", "origin.example.com"), forApi("app", withHost)),
  ],
  "bucket with an origin access control": [
    bucket,
    control,
    only({ originId: "files", domainName: output("files", "bucketRegionalDomainName"), ...signed }, forFiles("files")),
  ],
  "bucket with an origin access control and empty S3 settings": [
    bucket,
    control,
    only(
      {
        originId: "files",
        domainName: output("files", "bucketRegionalDomainName"),
        s3OriginConfig: { originAccessIdentity: "" },
        ...signed,
      },
      forFiles("files"),
    ),
  ],
  "bucket with an origin access identity": [
    bucket,
    resource(
      "aws:cloudfront/originAccessIdentity:OriginAccessIdentity",
      "identity",
      {},
      {
        cloudfrontAccessIdentityPath: "origin-access-identity/cloudfront/E1",
      },
    ),
    only(
      {
        originId: "files",
        domainName: output("files", "bucketRegionalDomainName"),
        s3OriginConfig: { originAccessIdentity: output("identity", "cloudfrontAccessIdentityPath") },
      },
      forFiles("files"),
    ),
  ],
  "bucket with CORS headers for S3": [
    only(files, forFiles("files", { originRequestPolicyId: "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf" })),
  ],
  "bucket signed by Lambda@Edge": [
    only(
      { originId: "files", domainName: "shop-files.s3.eu-west-1.amazonaws.com", customOriginConfig: https },
      forFiles("files", {
        lambdaFunctionAssociations: [
          { eventType: "origin-request", lambdaArn: "arn:aws:lambda:us-east-1:1:function:sign:1" },
        ],
      }),
    ),
  ],
  "access point with an origin access control": [
    only({ ...files, domainName: "shop-123456789012.s3-accesspoint.eu-west-1.amazonaws.com" }, forFiles("files")),
  ],
  "Multi-Region Access Point with an origin access control": [
    only({ ...files, domainName: "orders23abc.mrap.accesspoint.s3-global.amazonaws.com" }, forFiles("files")),
  ],
  "bucket at a dual-stack name": [
    only({ ...files, domainName: "shop-files.s3.dualstack.eu-west-1.amazonaws.com" }, forFiles("files")),
  ],
  "website endpoint over HTTP with a secret Referer": [
    bucket,
    resource(
      "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
      "website",
      { bucket: output("files", "id"), indexDocument: { suffix: "index.html" } },
      { websiteEndpoint: "shop-files.s3-website-eu-west-1.amazonaws.com" },
    ),
    resource("random:index/randomPassword:RandomPassword", "referer", { length: 32 }),
    only(
      {
        originId: "site",
        domainName: output("website", "websiteEndpoint"),
        customHeaders: [{ name: "Referer", value: output("referer", "result") }],
        customOriginConfig: { ...https, originProtocolPolicy: "http-only" },
      },
      forFiles("site"),
    ),
  ],
  "bucket whose policy requires a secret Referer": [
    bucket,
    resource("random:index/randomPassword:RandomPassword", "referer", { length: 32 }),
    resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {
      bucket: output("files", "id"),
      policy: output("referer", "result", (secret) =>
        JSON.stringify({ Condition: { StringEquals: { "aws:Referer": secret } } }),
      ),
    }),
    only(
      custom("files", output("files", "bucketRegionalDomainName"), {
        customHeaders: [{ name: "Referer", value: output("referer", "result") }],
      }),
      forFiles("files"),
    ),
  ],
  "website endpoint whose bucket has the alias's name": [
    only(
      {
        originId: "site",
        domainName: "www.example.com.s3-website-eu-west-1.amazonaws.com",
        customOriginConfig: { ...https, originProtocolPolicy: "http-only" },
      },
      forFiles("site", { cachePolicyId: cachingDisabled, ...withHost }),
      { aliases: ["www.example.com"], viewerCertificate: certificate },
    ),
  ],
  "website endpoint of the bucket resource": [
    resource(
      "aws:s3/bucketV2:BucketV2",
      "files",
      { bucket: "shop-files" },
      {
        websiteEndpoint: "shop-files.s3-website.eu-central-1.amazonaws.com",
      },
    ),
    only(
      {
        originId: "site",
        domainName: output("files", "websiteEndpoint"),
        customOriginConfig: { ...https, originProtocolPolicy: "http-only" },
      },
      forFiles("site"),
    ),
  ],
  "bucket of another stack": [
    carrier("pulumi:pulumi:StackReference", "other", "shop-files.s3.eu-west-1.amazonaws.com"),
    only({ ...files, domainName: output("other", "value") }, forFiles("files")),
  ],
  "media package origin": [
    only(custom("media", "abc.egress.1.mediapackage.eu-west-1.amazonaws.com"), {
      ...forFiles("media"),
      cachePolicyId: "08627262-05a9-4f76-9ded-b50ca2e3a84f",
    }),
  ],
  "media store with an origin access control": [
    only(
      { ...custom("media", "abc.data.mediastore.eu-west-1.amazonaws.com"), originAccessControlId: "E1" },
      forFiles("media"),
    ),
  ],
  "GraphQL API of AppSync": [only(custom("graphql", "abc.appsync-api.eu-west-1.amazonaws.com"), forApi("graphql"))],
  "another CloudFront distribution as an origin": [
    only(custom("other", "d111111abcdef8.cloudfront.net"), forApi("other")),
  ],
  "failover from one bucket to another": [
    distribution({
      origins: [files, { ...files, originId: "copy", domainName: "copy.s3.us-west-2.amazonaws.com" }],
      originGroups: [
        {
          originId: "group",
          failoverCriteria: { statusCodes: [500, 502] },
          members: [{ originId: "files" }, { originId: "copy" }],
        },
      ],
      defaultCacheBehavior: forFiles("group"),
    }),
  ],
  "failover from an API to a bucket, for reads": [
    ...httpApi(),
    distribution({
      origins: [custom("api", httpHost()), files],
      originGroups: [
        {
          originId: "group",
          failoverCriteria: { statusCodes: [502, 503, 504] },
          members: [{ originId: "api" }, { originId: "files" }],
        },
      ],
      defaultCacheBehavior: forFiles("group"),
    }),
  ],
  "public API responses in the cache, by query string": [
    ...httpApi(),
    resource("aws:cloudfront/cachePolicy:CachePolicy", "policy", {
      minTtl: 0,
      defaultTtl: 60,
      maxTtl: 600,
      parametersInCacheKeyAndForwardedToOrigin: {
        enableAcceptEncodingGzip: true,
        enableAcceptEncodingBrotli: true,
        headersConfig: { headerBehavior: "none" },
        cookiesConfig: { cookieBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "all" },
      },
    }),
    site(custom("api", httpHost()), {
      cachePolicyId: output("policy", "id"),
      originRequestPolicyId: undefined,
      ...reads,
    }),
  ],
  "files with CachingOptimized and an API with AllViewerExceptHostHeader": [
    ...httpApi(),
    site(
      custom("api", httpHost()),
      { cachePolicyId: cachingDisabled, originRequestPolicyId: exceptHost },
      {
        defaultCacheBehavior: forFiles("files", { cachePolicyId: cachingOptimized }),
      },
    ),
  ],
};
