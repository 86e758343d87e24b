// The paths are names that their owners chose. cspell:ignoreRegExp /github\(\s*"[^"]*/gs

import { hostOf } from "../choices";
import {
  allViewer,
  cachingDisabled,
  cachingOptimized,
  certificate,
  custom,
  distribution,
  resource,
  sevenMethods,
} from "../correctPrograms/parts";
import { output } from "../declared";
import {
  apiHost,
  balancer,
  balancerHost,
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
  rest,
  restStage,
} from "./parts";

const aliased = { aliases: ["www.example.com"], viewerCertificate: certificate };
const invokeHost = output("stage", "invokeUrl", hostOf);
const hour = { minTtl: 0, defaultTtl: 3600, maxTtl: 86400 };
const uncached = { minTtl: 0, defaultTtl: 0, maxTtl: 0 };

export const publicSites: readonly PublicProgram[] = [
  {
    source: github("aws-samples/serverless-patterns/blob/HEAD/apigw-http-api-waf-cloudfront-terraform/cloudfront.tf"),
    program: [
      http,
      resource("aws:apigatewayv2/stage:Stage", "stage", { apiId: output("api", "id"), name: "$default" }),
      resource("aws:apigatewayv2/route:Route", "route", { apiId: output("api", "id"), routeKey: "ANY /" }),
      one(
        custom("api", apiHost, { customHeaders: [{ name: "X-Origin-Verify", value: "waf-http-api" }] }),
        legacyBehavior("api", reads, false, {
          headers: ["Authorization"],
          ...hour,
          lambdaFunctionAssociations: [
            { eventType: "origin-request", lambdaArn: "arn:aws:lambda:us-east-1:1:function:edge:1" },
          ],
        }),
        { webAclId: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/http/1" },
      ),
    ],
  },
  {
    source: github("ACC-DDD/DDD-terraform/blob/2a92777808abbcb708dceaaef5eb690c38c5bb43/modules/cloudfront/main.tf"),
    program: [
      http,
      resource("aws:apigatewayv2/route:Route", "route", { apiId: output("api", "id"), routeKey: "ANY /{proxy+}" }),
      resource("aws:apigatewayv2/stage:Stage", "stage", { apiId: output("api", "id"), name: "default" }),
      distribution({
        origins: [
          { originId: "site", domainName: "s3-website-ddd.s3-website-ap-northeast-2.amazonaws.com" },
          { originId: "api", domainName: output("stage", "invokeUrl") },
        ],
        defaultRootObject: "index.html",
        defaultCacheBehavior: legacyBehavior("site", reads, false),
        orderedCacheBehaviors: [
          { pathPattern: "/api/*", ...legacyBehavior("api", sevenMethods, true, { cookies: "all" }) },
        ],
      }),
    ],
    violates: ["s3-website-origin-protocol"],
    violatesWhenKnown: ["origin-domain-name"],
    // Without the path of its URL, the origin lacks the stage.
    violatesWhenCreated: ["api-gateway-origin-stage-path"],
  },
  {
    source: github("itba-cloud/2022Q1-G10/blob/HEAD/module/cloudfront/main.tf"),
    program: [
      rest,
      restStage("DEV"),
      distribution({
        origins: [
          { originId: "site", domainName: "site.s3.us-east-1.amazonaws.com", ...identity },
          custom("api", invokeHost),
        ],
        defaultRootObject: "index.html",
        defaultCacheBehavior: legacyBehavior("site", readsAndOptions, false, { ...openViewers, ...hour }),
        orderedCacheBehaviors: [
          {
            pathPattern: "/api/*",
            ...legacyBehavior("api", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"], true, {
              minTtl: 0,
              defaultTtl: 0,
              maxTtl: 86400,
            }),
          },
        ],
      }),
    ],
    violates: ["viewer-transport"],
    // After deployment, another program can have added a stage "api".
    violatesWhenCreated: ["api-gateway-origin-stage-path"],
  },
  {
    source: github("jhmartin/PySpy-WebTerraform/blob/HEAD/cloudfront.tf"),
    program: [
      rest,
      restStage("dev"),
      one(
        { originId: "api", domainName: invokeHost },
        legacyBehavior("api", readsAndOptions, true, { ...openViewers, minTtl: 0, defaultTtl: 5, maxTtl: 5 }),
      ),
    ],
    violates: ["api-gateway-origin-stage-path", "viewer-transport"],
    violatesWhenKnown: ["origin-domain-name"],
  },
  {
    source: github("vitrstudio/planter-infra/blob/HEAD/infra/modules/cloudfront/api/main.tf"),
    program: [
      balancer,
      one(
        { originId: "api", domainName: balancerHost, ...overHttp },
        {
          targetOriginId: "api",
          viewerProtocolPolicy: "redirect-to-https",
          allowedMethods: sevenMethods,
          cachedMethods: reads,
          cachePolicyId: cachingDisabled,
          originRequestPolicyId: allViewer,
        },
        aliased,
      ),
    ],
  },
  {
    // Requests loop back once DNS resolves the alias to the distribution. Before, another server can respond.
    source: github("vitrstudio/planter-infra/blob/HEAD/modules/cloudfront/main.tf"),
    program: [
      distribution({
        origins: [{ originId: "api", domainName: "www.example.com", ...overHttp }],
        defaultRootObject: "index.html",
        defaultCacheBehavior: legacyBehavior("api", reads, false),
        orderedCacheBehaviors: [
          {
            pathPattern: "/api/*",
            targetOriginId: "api",
            viewerProtocolPolicy: "redirect-to-https",
            allowedMethods: sevenMethods,
            cachedMethods: reads,
            cachePolicyId: "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
            originRequestPolicyId: allViewer,
          },
        ],
        ...aliased,
      }),
    ],
  },
  {
    source: github("alisrios/bia-terraform/blob/HEAD/cloudfront.tf"),
    program: [
      balancer,
      distribution({
        origins: [
          {
            originId: "app",
            domainName: balancerHost,
            originAccessControlId: "",
            vpcOriginConfig: { vpcOriginId: "vo_1", originKeepaliveTimeout: 5, originReadTimeout: 30 },
          },
        ],
        defaultRootObject: "index.html",
        defaultCacheBehavior: {
          targetOriginId: "app",
          viewerProtocolPolicy: "redirect-to-https",
          allowedMethods: readsAndOptions,
          cachedMethods: reads,
          cachePolicyId: cachingOptimized,
          originRequestPolicyId: allViewer,
          ...uncached,
        },
        orderedCacheBehaviors: [
          {
            pathPattern: "/api*",
            targetOriginId: "app",
            viewerProtocolPolicy: "redirect-to-https",
            allowedMethods: sevenMethods,
            cachedMethods: reads,
            cachePolicyId: cachingDisabled,
            originRequestPolicyId: allViewer,
            ...uncached,
          },
        ],
        ...aliased,
      }),
    ],
  },
  {
    source: github(
      "davidbowland/jokes-ui/blob/5de853fda05ce01d831eb7ade20fc94e8030fa2c/infrastructure/cloudfront/distributions.ts",
    ),
    program: [
      one(
        {
          originId: "site",
          domainName: "site.s3.us-east-2.amazonaws.com",
          originPath: "/jokes-ui",
          customHeaders: [],
        },
        {
          targetOriginId: "site",
          viewerProtocolPolicy: "redirect-to-https",
          allowedMethods: reads,
          cachedMethods: reads,
          cachePolicyId: cachingOptimized,
          originRequestPolicyId: "",
          functionAssociations: [],
          lambdaFunctionAssociations: [],
          ...uncached,
        },
        {
          ...aliased,
          defaultRootObject: "index.html",
          customErrorResponses: [400, 403, 404, 500].map((errorCode) => ({
            errorCode,
            responseCode: errorCode,
            responsePagePath: `/${errorCode}.html`,
          })),
        },
      ),
    ],
    violates: ["s3-origin-access-control"],
  },
  {
    source: github("davidbowland/jokes-ui/blob/HEAD/template.yaml"),
    program: [
      resource("aws-native:s3:Bucket", "site", {}, { regionalDomainName: "site.s3.us-east-2.amazonaws.com" }),
      resource("aws-native:cloudfront:CloudFrontOriginAccessIdentity", "identity"),
      resource("aws-native:cloudfront:Distribution", "front", {
        distributionConfig: {
          enabled: true,
          aliases: ["www.example.com"],
          origins: [
            {
              id: "site",
              domainName: output("site", "regionalDomainName"),
              s3OriginConfig: {
                originAccessIdentity: output("identity", "id", (id) => `origin-access-identity/cloudfront/${id}`),
              },
            },
          ],
          defaultRootObject: "index.html",
          defaultCacheBehavior: {
            targetOriginId: "site",
            viewerProtocolPolicy: "redirect-to-https",
            allowedMethods: readsAndOptions,
            cachePolicyId: cachingOptimized,
            defaultTtl: 0,
          },
          customErrorResponses: [
            { errorCode: 403, responseCode: 403, responsePagePath: "/403/index.html" },
            { errorCode: 404, responseCode: 404, responsePagePath: "/404/index.html" },
          ],
          viewerCertificate: certificate,
        },
      }),
    ],
  },
];
