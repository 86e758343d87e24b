import * as aws from "@pulumi/aws";
import { ApiGatewayOrigin, Origin, S3Origin } from "../origin";
import { problem, Problem } from "../problems";

/** How requests to an API are handled: never cached, all seven methods, HTTPS only. */
export interface ApiBehavior {
  readonly origin: ApiGatewayOrigin;
  /**
   * The viewer's headers that reach the API. A list is sent as legacy `forwardedValues` with TTL 0, the only setting
   * that forwards listed headers without caching; it may not hold `Host`.
   * @default all but Host (origin request policy AllViewerExceptHostHeader)
   */
  readonly forwardHeaders?: readonly string[];
}

/** How requests for files are handled: cached, compressed, GET, HEAD and OPTIONS only, HTTP redirected to HTTPS. */
export interface StaticBehavior {
  readonly origin: S3Origin;
}

export type Behavior = ApiBehavior | StaticBehavior;

type BehaviorArgs = aws.types.input.cloudfront.DistributionDefaultCacheBehavior;

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
const allViewerExceptHostHeader = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
const securityHeaders = "67f7725c-6f97-4210-82d7-5512b31e9d03";

export function checkBehavior(behavior: Behavior, path: string): Problem[] {
  if (!isApi(behavior)) {
    return [];
  }
  return (behavior.forwardHeaders ?? []).flatMap((header, index) =>
    checkForwardedHeader(header, `${path}forwardHeaders[${index}]`),
  );
}

function checkForwardedHeader(header: string, path: string): Problem[] {
  if (header.toLowerCase() === "host") {
    return [
      problem(
        path,
        header,
        "leave it out: API Gateway finds the API by Host and answers 403 to the distribution's own name",
      ),
    ];
  }
  // `*` stands for all headers, Host among them.
  return /^[A-Za-z0-9!#$%&'+.^_`|~-]+$/.test(header)
    ? []
    : [problem(path, header, "write one header's name, or leave forwardHeaders out to forward all but Host")];
}

export function cacheBehavior(behavior: Behavior): BehaviorArgs {
  return isApi(behavior) ? apiBehavior(behavior) : staticBehavior(behavior);
}

function isApi(behavior: Behavior): behavior is ApiBehavior {
  const origin: Origin = behavior.origin;
  return origin.kind === "api-gateway";
}

function apiBehavior(behavior: ApiBehavior): BehaviorArgs {
  return {
    targetOriginId: behavior.origin.name,
    // A redirect would answer a request whose credentials have already travelled in the clear.
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    ...(behavior.forwardHeaders === undefined
      ? { cachePolicyId: cachingDisabled, originRequestPolicyId: allViewerExceptHostHeader }
      : listedHeaders(behavior.forwardHeaders)),
  };
}

/** A cache policy refuses listed headers with TTL 0, so this takes the legacy settings. */
function listedHeaders(headers: readonly string[]): Partial<BehaviorArgs> {
  return {
    forwardedValues: { headers: [...headers], queryString: true, cookies: { forward: "all" } },
    minTtl: 0,
    defaultTtl: 0,
    maxTtl: 0,
  };
}

function staticBehavior(behavior: StaticBehavior): BehaviorArgs {
  return {
    targetOriginId: behavior.origin.name,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD", "OPTIONS"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId: cachingOptimized,
    responseHeadersPolicyId: securityHeaders,
  };
}
