import { hostOf } from "../choices";
import { cachingDisabled, https, resource, sevenMethods } from "../correctPrograms/parts";
import { output } from "../declared";
import {
  behavior,
  bucket,
  control,
  distributions,
  front,
  open,
  origin,
  plain,
  server,
  signedBucket,
  tenant,
  tenants,
} from "./cdkParts";
import { PublicProgram } from "./parts";

export const publicCdk: readonly PublicProgram[] = [
  {
    source: distributions("distribution-extensive"),
    program: [
      front(
        [origin("www.example.com", { originShield: { enabled: true, originShieldRegion: "us-west-2" } })],
        behavior(),
        {
          defaultRootObject: "index.html",
          httpVersion: "http2",
          ipv6Enabled: true,
          logging: { bucket: "logs-1.s3.eu-west-1.amazonaws.com", includeCookies: true, prefix: "logs/" },
          priceClass: "PriceClass_100",
          restrictions: { geoRestriction: { restrictionType: "whitelist", locations: ["US", "GB"] } },
        },
      ),
    ],
    violates: open,
  },
  {
    source: distributions("distribution-grpc"),
    program: [
      front([server], behavior({ allowedMethods: sevenMethods, grpcConfig: { enabled: true } }), {
        cacheBehaviors: [
          { pathPattern: "/second", ...behavior() },
          { pathPattern: "/third", ...behavior() },
        ],
      }),
    ],
    violates: open,
  },
  {
    source: distributions("distribution-policies"),
    program: [
      resource(
        "aws-native:cloudfront:CachePolicy",
        "cache",
        {
          cachePolicyConfig: {
            name: "ACustomCachePolicy",
            minTtl: 0,
            defaultTtl: 86400,
            maxTtl: 31536000,
            parametersInCacheKeyAndForwardedToOrigin: {
              enableAcceptEncodingGzip: false,
              enableAcceptEncodingBrotli: false,
              headersConfig: { headerBehavior: "none" },
              cookiesConfig: { cookieBehavior: "none" },
              queryStringsConfig: { queryStringBehavior: "none" },
            },
          },
        },
        { awsId: "11111111-2222-3333-4444-555555555555" },
      ),
      resource(
        "aws-native:cloudfront:OriginRequestPolicy",
        "request",
        {
          originRequestPolicyConfig: {
            name: "ACustomOriginRequestPolicy",
            headersConfig: {
              headerBehavior: "allViewerAndWhitelistCloudFront",
              headers: ["CloudFront-Forwarded-Proto"],
            },
            cookiesConfig: { cookieBehavior: "none" },
            queryStringsConfig: { queryStringBehavior: "none" },
          },
        },
        { awsId: "22222222-2222-3333-4444-555555555555" },
      ),
      front(
        [server],
        behavior({ cachePolicyId: output("cache", "awsId"), originRequestPolicyId: output("request", "awsId") }),
      ),
    ],
    violates: open,
  },
  {
    source: distributions("distribution-lambda"),
    program: [
      front(
        [server],
        behavior({
          cachePolicyId: cachingDisabled,
          lambdaFunctionAssociations: [
            { eventType: "origin-request", lambdaFunctionArn: "arn:aws:lambda:us-east-1:1:function:foo:1" },
          ],
        }),
      ),
    ],
    violates: open,
  },
  {
    source: distributions("distribution-function"),
    program: [
      resource(
        "aws-native:cloudfront:Function",
        "function",
        {
          name: "function",
          functionCode: "function handler(event) { return event.request }",
          functionConfig: { comment: "function", runtime: "cloudfront-js-2.0" },
        },
        { functionArn: "arn:aws:cloudfront::123456789012:function/function" },
      ),
      front(
        [server],
        behavior({
          cachePolicyId: cachingDisabled,
          functionAssociations: [{ eventType: "viewer-request", functionArn: output("function", "functionArn") }],
        }),
      ),
    ],
    violates: open,
  },
  {
    source: distributions("distribution-key-group"),
    program: [
      resource("aws-native:cloudfront:KeyGroup", "keys", {}, { awsId: "11111111-aaaa-bbbb-cccc-555555555555" }),
      front([server], behavior({ trustedKeyGroups: [output("keys", "awsId")] })),
    ],
    violates: open,
  },
  {
    source: distributions("cloudfront-with-webacl"),
    program: [
      resource(
        "aws-native:wafv2:WebAcl",
        "acl",
        { scope: "CLOUDFRONT" },
        {
          arn: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/acl/1",
        },
      ),
      front([server], behavior(), { webAclId: output("acl", "arn") }),
    ],
    violates: open,
  },
  {
    source: distributions("cloudfront-failover"),
    program: [
      bucket("near"),
      bucket("far"),
      control("s3", "near-control"),
      control("s3", "far-control"),
      front(
        [signedBucket("first", "near", "near-control"), signedBucket("second", "far", "far-control")],
        behavior({ targetOriginId: "group" }),
        {
          originGroups: {
            quantity: 1,
            items: [
              {
                id: "group",
                failoverCriteria: { statusCodes: { quantity: 1, items: [500] } },
                members: { quantity: 2, items: [{ originId: "first" }, { originId: "second" }] },
              },
            ],
          },
        },
      ),
    ],
    violates: open,
  },
  {
    source: distributions("cloudfront-custom-s3"),
    program: [
      bucket(),
      front(
        [origin(output("bucket", "websiteUrl", hostOf), { customOriginConfig: { ...https, ...plain } })],
        {
          targetOriginId: "origin",
          viewerProtocolPolicy: "redirect-to-https",
          forwardedValues: { queryString: false, cookies: { forward: "none" } },
        },
        { defaultRootObject: "index.html" },
      ),
    ],
  },
  {
    source: distributions("mt-distribution-multiple-tenants"),
    program: [
      front(
        [server],
        behavior(),
        tenants({
          viewerCertificate: {
            acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
            minimumProtocolVersion: "TLSv1.2_2021",
            sslSupportMethod: "sni-only",
          },
        }),
      ),
      tenant("integ1"),
      tenant("integ2"),
    ],
    violates: open,
  },
  {
    source: distributions("mt-distribution-extensive"),
    program: [
      front(
        [server],
        behavior(),
        tenants({
          defaultRootObject: "index.html",
          tenantConfig: {
            parameterDefinitions: [
              { name: "tenantName", definition: { stringSchema: { required: false, defaultValue: "root" } } },
            ],
          },
        }),
      ),
    ],
    violates: open,
  },
];
