import * as aws from "@pulumi/aws";
import * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import { Program } from "../../local-aws/engine/project";

type BehaviorArgs = Partial<aws.types.input.cloudfront.DistributionDefaultCacheBehavior>;

export const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
export const allViewer = "216adef6-5c7f-47e4-b989-5492eafa07d3";
export const allViewerExceptHostHeader = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/** A program without the components: a distribution with an HTTP API, whose domain name is unknown in a preview. */
export function handWritten(behavior: () => BehaviorArgs, name = "hand-written"): Program {
  return () => {
    const api = new apigatewayv2.Api(`${name}-api`, { protocolType: "HTTP" });
    new apigatewayv2.Stage(`${name}-stage`, { apiId: api.id, name: "$default", autoDeploy: true });
    new cloudfront.Distribution(name, {
      enabled: true,
      origins: [
        {
          originId: "api",
          domainName: api.apiEndpoint.apply((url) => url.replace("https://", "")),
          customOriginConfig: {
            httpPort: 80,
            httpsPort: 443,
            originProtocolPolicy: "https-only",
            originSslProtocols: ["TLSv1.2"],
          },
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: "api",
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: cachingDisabled,
        ...behavior(),
      },
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: { cloudfrontDefaultCertificate: true },
    });
    return Promise.resolve({});
  };
}

/** A custom origin request policy of the same program. */
export function originRequestPolicy(
  name: string,
  headersConfig: cloudfront.OriginRequestPolicyArgs["headersConfig"],
): pulumi.Output<string> {
  return new cloudfront.OriginRequestPolicy(name, {
    headersConfig,
    cookiesConfig: { cookieBehavior: "all" },
    queryStringsConfig: { queryStringBehavior: "all" },
  }).id;
}

/** A custom cache policy of the same program that has these headers in its key. */
export function cachePolicy(name: string, ...headers: string[]): pulumi.Output<string> {
  return new cloudfront.CachePolicy(name, {
    minTtl: 0,
    // A response is cached only if the origin sends a header that allows it.
    defaultTtl: 0,
    maxTtl: 60,
    parametersInCacheKeyAndForwardedToOrigin: {
      headersConfig: { headerBehavior: "whitelist", headers: { items: headers } },
      cookiesConfig: { cookieBehavior: "none" },
      queryStringsConfig: { queryStringBehavior: "none" },
    },
  }).id;
}
