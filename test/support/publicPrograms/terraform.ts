// The paths are names that their owners chose. cspell:ignoreRegExp /github\(\s*"[^"]*/gs

import { Properties } from "../../../policy-pack/program/readValue";
import { custom, distribution, https, sevenMethods } from "../correctPrograms/parts";
import { DeclaredResource, output } from "../declared";
import {
  apiHost,
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
  rest,
  restStage,
} from "./parts";

function failover(first: string, second: string, settings: Properties): DeclaredResource {
  return distribution({
    origins: [
      { originId: "first", domainName: files(first), ...identity },
      { originId: "second", domainName: files(second), ...identity },
    ],
    originGroups: [
      {
        originId: "group",
        failoverCriteria: { statusCodes: [403, 404, 500, 502] },
        members: [{ originId: "first" }, { originId: "second" }],
      },
    ],
    defaultCacheBehavior: settings,
  });
}

export const publicTerraform: readonly PublicProgram[] = [
  {
    source: github("KanchanSoni16/terraform-s3-lambda-apigatway/blob/HEAD/cloudfront.tf"),
    program: [
      rest,
      one(
        {
          originId: "api",
          domainName: apiHost,
          originPath: "/items/dev",
          customOriginConfig: { ...https, originSslProtocols: ["TLSv1", "TLSv1.1"] },
        },
        legacyBehavior("api", sevenMethods, true, {
          headers: ["Accept", "Referer", "Authorization", "Content-Type"],
          cookies: "all",
        }),
      ),
    ],
    violates: ["api-gateway-origin-https-only"],
  },
  {
    source: github("joshua-mcgregor/convertr/blob/HEAD/terraform/cloudfront.tf"),
    program: [
      http,
      one(
        custom(
          "api",
          output("api", "apiEndpoint", (url) => url.replace("https://", "")),
        ),
        legacyBehavior("api", sevenMethods, true, { headers: ["Authorization"] }),
      ),
    ],
  },
  {
    source: github("Shaffy1/Shafawu-F-Project/blob/HEAD/terraform/cloudfront.tf"),
    program: [
      rest,
      restStage("prod"),
      one(
        custom("api", apiHost, { originPath: "/prod", customOriginConfig: { ...https, httpPort: 443 } }),
        legacyBehavior("api", sevenMethods, true, {
          headers: ["Authorization", "Content-Type"],
          minTtl: 0,
          defaultTtl: 300,
          maxTtl: 86400,
        }),
      ),
    ],
  },
  {
    source: github("CloudFoodDelivery/order_app/blob/HEAD/sections/CloudFront/cloudfront.tf"),
    program: [
      bucket("site"),
      rest,
      distribution({
        origins: [{ originId: "site", domainName: files("site"), ...identity }, custom("api", apiHost)],
        defaultRootObject: "index.html",
        defaultCacheBehavior: legacyBehavior("site", reads, false),
        orderedCacheBehaviors: [
          {
            pathPattern: "/api/*",
            ...legacyBehavior("api", ["GET", "HEAD", "OPTIONS", "POST"], true, {
              cookies: "all",
              minTtl: 0,
              defaultTtl: 0,
              maxTtl: 0,
            }),
          },
        ],
      }),
    ],
  },
  {
    source: github("soundaryacshcl/UC-10-ETE-Project/blob/HEAD/modules/cloudfront/main.tf"),
    program: [
      balancer,
      one(custom("app", balancerHost), legacyBehavior("app", sevenMethods, true, { cookies: "all" })),
    ],
  },
  {
    source: github("qquanna1000/terraform-lv1/blob/HEAD/cloudfront.tf"),
    program: [
      balancer,
      one(
        { originId: "app", domainName: balancerHost, ...overHttp },
        legacyBehavior("app", reads, true, { headers: [], cookies: "all" }),
      ),
    ],
  },
  {
    source: github("cmoore1776/resume-showcase/blob/HEAD/terraform/modules/cloudfront/main.tf"),
    program: [
      balancer,
      one(
        { originId: "app", domainName: balancerHost, ...overHttp },
        legacyBehavior("app", sevenMethods, true, {
          headers: ["Host", "Origin", "Upgrade", "Sec-WebSocket-Key"],
          cookies: "all",
          minTtl: 0,
          defaultTtl: 0,
          maxTtl: 0,
        }),
      ),
    ],
  },
  {
    source: github(
      "wellcomecollection/wellcomecollection.org/blob/HEAD/terraform-modules/https_s3_website/cloudfront.tf",
    ),
    program: [
      one({ originId: "site", domainName: "site.s3.amazonaws.com" }, legacyBehavior("site", reads, false), {
        aliases: ["www.example.com"],
        viewerCertificate: {
          acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
          minimumProtocolVersion: "TLSv1",
        },
      }),
    ],
    violates: ["s3-origin-access-control", "viewer-transport"],
  },
  {
    source: github("Niedziela-Solutions/terraform-s3-static-website/blob/HEAD/cloudfront.tf"),
    program: [
      one(
        {
          originId: "site",
          domainName: "site.s3-website.eu-central-1.amazonaws.com",
          customHeaders: [{ name: "Referer", value: "cloudfront-site" }],
          customOriginConfig: {
            ...https,
            originProtocolPolicy: "http-only",
            originSslProtocols: ["TLSv1.1", "TLSv1.2"],
          },
        },
        legacyBehavior("site", reads, false, openViewers),
      ),
    ],
    violates: ["viewer-transport"],
  },
  {
    source: github(
      "h3poteto/h3poteto-terraform-aws/blob/HEAD/services/masudastream/prd/ap-northeast-1/aws_cloudfront_distribution.tf",
    ),
    program: [
      one(
        {
          originId: "site",
          domainName: "site.s3-website-ap-northeast-1.amazonaws.com",
          customOriginConfig: { ...https, originProtocolPolicy: "match-viewer", originSslProtocols: ["TLSv1"] },
        },
        legacyBehavior("site", sevenMethods, false, { headers: ["Origin"], ...openViewers }),
      ),
    ],
    violates: ["s3-website-origin-protocol", "viewer-transport"],
  },
  {
    source: github("dcoppari/magicvideos/blob/HEAD/05-distribution.tf"),
    program: [
      bucket("videos"),
      one(
        { originId: "videos", domainName: files("videos"), ...identity },
        legacyBehavior("videos", reads, true, { headers: ["Origin"], minTtl: 3600, defaultTtl: 86400 }),
      ),
    ],
  },
  {
    source: github("daisuke-tanabe/nextjs-on-lambda/blob/HEAD/infra/cloudfront.tf"),
    program: [
      one(
        custom("app", "abc.lambda-url.ap-northeast-1.on.aws", { originAccessControlId: "E1" }),
        legacyBehavior("app", sevenMethods, false, { minTtl: 0, defaultTtl: 0, maxTtl: 0, ...openViewers }),
      ),
    ],
    violates: ["viewer-transport"],
  },
  {
    source: github(
      "sum41k/ecc-aws-rulepack/blob/HEAD/terraform/ecc-aws-326-cloudfront_origin_failover_configured/green/cloudfront.tf",
    ),
    program: [
      bucket("first-bucket"),
      bucket("second-bucket"),
      failover("first-bucket", "second-bucket", legacyBehavior("group", readsAndOptions, false, openViewers)),
    ],
    violates: ["viewer-transport"],
  },
  {
    source: github("jpdrawneek/test7/blob/HEAD/terraform/main.tf"),
    program: [bucket("near"), bucket("far"), failover("near", "far", legacyBehavior("group", readsAndOptions, false))],
  },
  {
    source: github("kulwinder007/lab8-pulumi/blob/HEAD/index.ts"),
    program: [
      bucket("site"),
      one({ originId: "site", domainName: files("site"), ...identity }, legacyBehavior("site", reads, false), {
        defaultRootObject: "index.html",
      }),
    ],
  },
  {
    source: github("wkocjan/gatsby-contentful-portfolio/blob/HEAD/pulumi/index.js"),
    program: [
      bucket("site"),
      one(
        { originId: "site", domainName: files("site"), ...identity },
        legacyBehavior("site", sevenMethods, false, openViewers),
        {
          defaultRootObject: "index.html",
        },
      ),
    ],
    violates: ["viewer-transport"],
  },
];
