// The paths are names that their owners chose. cspell:ignoreRegExp /github\(\s*"[^"]*/gs

import { hostOf } from "../choices";
import {
  certificate,
  control,
  custom,
  distribution,
  https,
  resource,
  sevenMethods,
  signed,
} from "../correctPrograms/parts";
import { output } from "../declared";
import {
  balancer,
  balancerHost,
  bucket,
  files,
  github,
  http,
  identity,
  legacyBehavior,
  one,
  openViewers,
  overHttp,
  PublicProgram,
  reads,
  readsAndOptions,
} from "./parts";

const { acmCertificateArn, sslSupportMethod } = certificate;
/** Without minimumProtocolVersion, which is then TLSv1. */
const oldProtocols = { aliases: ["www.example.com"], viewerCertificate: { acmCertificateArn, sslSupportMethod } };
const hour = { minTtl: 0, defaultTtl: 3600, maxTtl: 86400 };

export const publicServers: readonly PublicProgram[] = [
  {
    source: github("Droplr/serverless-api-cloudfront/blob/HEAD/resources.yml"),
    program: [
      resource(
        "aws-native:lambda:Url",
        "url",
        { authType: "NONE" },
        {
          functionUrl: "https://abc.lambda-url.eu-west-1.on.aws/",
        },
      ),
      resource("aws-native:cloudfront:Distribution", "front", {
        distributionConfig: {
          enabled: true,
          origins: [
            {
              id: "api",
              domainName: output("url", "functionUrl", hostOf),
              originPath: "/dev",
              customOriginConfig: { ...https, originSslProtocols: ["TLSv1", "TLSv1.1", "TLSv1.2"] },
            },
          ],
          defaultCacheBehavior: legacyBehavior("api", sevenMethods, true, {
            headers: [],
            cookies: "all",
            minTtl: 0,
            defaultTtl: 0,
          }),
          customErrorResponses: [],
          ...oldProtocols,
        },
      }),
    ],
    violates: ["viewer-transport"],
  },
  {
    source: github("pulumi/examples/blob/0dadd8f37e26a633638634b409177fd2608de8c4/aws-ts-static-website/index.ts"),
    program: [
      resource(
        "aws:s3/bucket:Bucket",
        "content",
        { bucket: "www.example.com", website: { indexDocument: "index.html" } },
        {
          websiteEndpoint: "www.example.com.s3-website-us-east-1.amazonaws.com",
        },
      ),
      resource("aws:s3/bucket:Bucket", "logs", { bucket: "www.example.com-logs", acl: "private" }),
      one(
        { originId: "site", domainName: output("content", "websiteEndpoint"), ...overHttp },
        legacyBehavior("site", readsAndOptions, false, { minTtl: 0, defaultTtl: 600, maxTtl: 600 }),
        {
          ...oldProtocols,
          defaultRootObject: "index.html",
          customErrorResponses: [{ errorCode: 404, responseCode: 404, responsePagePath: "/404.html" }],
          loggingConfig: { bucket: output("logs", "bucketDomainName"), includeCookies: false },
        },
      ),
    ],
    violates: ["viewer-transport"],
    // A new bucket accepts no ACLs without ownership controls.
    violatesWhenCreated: ["rejected-by-cloudfront"],
  },
  {
    source: github("johnzac/terraform-basic-aws-setup/blob/HEAD/createCloudFront.tf"),
    program: [
      bucket("demo"),
      one(
        {
          originId: "demo",
          domainName: output("demo", "id", (id) => `${id}.s3-us-west-2.amazonaws.com`),
          customOriginConfig: { ...https, originProtocolPolicy: "http-only" },
        },
        legacyBehavior("demo", readsAndOptions, false, { headers: ["Origin"], ...openViewers, ...hour }),
      ),
    ],
    violates: ["viewer-transport"],
    violatesWhenKnown: ["s3-origin-access-control"],
  },
  {
    // CloudFront takes an origin without settings for a bucket.
    source: github("upndr/terraform-ec2-as-rds/blob/HEAD/cloudfront.tf"),
    program: [
      balancer,
      one({ originId: "app", domainName: balancerHost }, legacyBehavior("app", reads, false), {
        defaultRootObject: "index.php",
      }),
    ],
    violatesWhenKnown: ["origin-domain-name"],
  },
  {
    source: github("butricops/tf-workload-docker/blob/HEAD/tf-aws-ec2/cloudfront.tf"),
    program: [
      balancer,
      one(
        { originId: "app", domainName: balancerHost, ...overHttp },
        legacyBehavior("app", readsAndOptions, true, {
          headers: [],
          cookies: "all",
          queryStringCacheKeys: ["param1"],
          ...hour,
        }),
      ),
    ],
  },
  {
    source: github("kernelv5/terraform-ecs-fargate/blob/HEAD/module/cloudfront-alb/main.tf"),
    program: [
      balancer,
      one(
        {
          originId: balancerHost,
          domainName: balancerHost,
          customOriginConfig: { ...https, originProtocolPolicy: "match-viewer" },
        },
        legacyBehavior("alb", sevenMethods, true, { headers: ["X-Origin-Token"], cookies: "all", ...hour }),
      ),
    ],
    violatesWhenKnown: ["behavior-target-origin"],
  },
  {
    source: github("exlymex/terraform/blob/HEAD/cloudfront.tf"),
    program: [
      bucket("site"),
      one(
        { originId: "site", domainName: files("site"), ...identity },
        legacyBehavior("site", readsAndOptions, true, openViewers),
        {
          defaultRootObject: "index.html",
          customErrorResponses: [404, 403].map((errorCode) => ({
            errorCode,
            responseCode: 200,
            responsePagePath: "/index.html",
            errorCachingMinTtl: 10,
          })),
        },
      ),
    ],
    violates: ["viewer-transport"],
  },
  {
    source: github("Eenrics/Udacity-Cloud_DevOps/blob/HEAD/CICD/create_s3_bucket_forWebHos.sh"),
    program: [
      resource("aws-native:cloudfront:Distribution", "front", {
        distributionConfig: {
          enabled: true,
          origins: [{ id: "webpage", domainName: "pipeline.s3.amazonaws.com", ...identity }],
          defaultRootObject: "index.html",
          defaultCacheBehavior: {
            targetOriginId: "webpage",
            viewerProtocolPolicy: "allow-all",
            forwardedValues: { queryString: false },
          },
        },
      }),
    ],
    violates: ["viewer-transport"],
  },
  {
    source: github("VilnaCRM-Org/website-infrastructure/blob/HEAD/terraform/app/modules/aws/cloudfront/main.tf"),
    program: [
      bucket("near"),
      bucket("far"),
      control,
      resource("aws:cloudfront/cachePolicy:CachePolicy", "cache", {
        minTtl: 0,
        defaultTtl: 3600,
        maxTtl: 86400,
        parametersInCacheKeyAndForwardedToOrigin: {
          enableAcceptEncodingGzip: true,
          headersConfig: { headerBehavior: "none" },
          cookiesConfig: { cookieBehavior: "none" },
          queryStringsConfig: { queryStringBehavior: "none" },
        },
      }),
      resource(
        "aws:wafv2/webAcl:WebAcl",
        "acl",
        { scope: "CLOUDFRONT", region: "us-east-1" },
        {
          arn: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/acl/1",
        },
      ),
      distribution({
        origins: [
          { originId: "near", domainName: files("near"), ...signed },
          { originId: "far", domainName: files("far"), ...signed },
        ],
        originGroups: [
          {
            originId: "group",
            failoverCriteria: { statusCodes: [500, 502] },
            members: [{ originId: "near" }, { originId: "far" }],
          },
        ],
        webAclId: output("acl", "arn"),
        defaultRootObject: "index.html",
        defaultCacheBehavior: {
          targetOriginId: "group",
          viewerProtocolPolicy: "redirect-to-https",
          allowedMethods: reads,
          cachedMethods: reads,
          cachePolicyId: output("cache", "id"),
          ...hour,
        },
        customErrorResponses: [403, 404].map((errorCode) => ({
          errorCode,
          responseCode: 404,
          responsePagePath: "/index.html",
        })),
        aliases: ["www.example.com", "example.com"],
        viewerCertificate: { ...certificate, minimumProtocolVersion: "TLSv1.2_2019" },
        loggingConfig: { bucket: "logs.s3.amazonaws.com", includeCookies: false },
      }),
    ],
  },
  {
    source: github(
      "webiny/webiny-js/blob/63a6abcdb63feaa931c8fef5268988023f49abd7/packages/pulumi-aws/src/apps/api/ApiCloudfront.ts",
    ),
    program: [
      http,
      resource("aws:apigatewayv2/stage:Stage", "stage", { apiId: output("api", "id"), name: "default" }),
      distribution({
        origins: [
          custom("api", output("stage", "invokeUrl", hostOf), {
            originPath: output("stage", "invokeUrl", (url) => new URL(url.replace("wss:", "https:")).pathname),
          }),
          custom("files", "files-object-lambda-ap-123456789012.s3-object-lambda.eu-central-1.amazonaws.com"),
        ],
        defaultCacheBehavior: legacyBehavior("api", sevenMethods, true, {
          headers: ["Accept", "Accept-Language"],
          ...openViewers,
          minTtl: 0,
          defaultTtl: 0,
          maxTtl: 86400,
        }),
        orderedCacheBehaviors: [
          {
            pathPattern: "/cms*",
            ...legacyBehavior("api", sevenMethods, true, { headers: ["Accept", "Accept-Language"], ...openViewers }),
          },
          {
            pathPattern: "/files/*",
            ...legacyBehavior("files", sevenMethods, true, {
              headers: ["Accept", "Accept-Language"],
              ...openViewers,
              lambdaFunctionAssociations: [
                { eventType: "origin-request", lambdaArn: "arn:aws:lambda:us-east-1:1:function:origin:1" },
              ],
            }),
          },
        ],
      }),
    ],
    violates: ["viewer-transport"],
  },
  {
    source: github("word-list/infrastructure/blob/HEAD/cloudfront.tf"),
    program: [
      bucket("frontend"),
      distribution({
        origins: [
          { originId: "site", domainName: files("frontend") },
          custom("api", "abcdefghij.execute-api.eu-west-1.amazonaws.com"),
        ],
        defaultCacheBehavior: {
          targetOriginId: "site",
          viewerProtocolPolicy: "redirect-to-https",
          allowedMethods: readsAndOptions,
          cachedMethods: reads,
        },
        orderedCacheBehaviors: [
          {
            pathPattern: "/api/*",
            targetOriginId: "api",
            viewerProtocolPolicy: "https-only",
            allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "DELETE"],
            cachedMethods: reads,
          },
        ],
        aliases: ["staging.example.com"],
        viewerCertificate: certificate,
      }),
    ],
    violates: ["behavior-cache-settings", "s3-origin-access-control"],
  },
];
