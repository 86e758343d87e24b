import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { present } from "../present";
import { ApiBehavior, Behavior, byOriginKind, CustomBehavior, Methods, StaticBehavior } from "./behavior";
import { listsByLegacy } from "./caching";
import { CustomPolicies } from "./policies";
import { targetOriginId } from "./origins";

export type BehaviorArgs = aws.types.input.cloudfront.DistributionDefaultCacheBehavior;

/** The resources that a behavior references. */
export interface BehaviorParts {
  readonly policies: CustomPolicies;
  readonly functionAssociations: aws.types.input.cloudfront.DistributionDefaultCacheBehaviorFunctionAssociation[];
}

type Caching = Pick<BehaviorArgs, "cachePolicyId" | "originRequestPolicyId" | "compress"> &
  Pick<BehaviorArgs, "forwardedValues" | "minTtl" | "defaultTtl" | "maxTtl">;

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
const allViewer = "216adef6-5c7f-47e4-b989-5492eafa07d3";
const allViewerExceptHostHeader = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
const securityHeaders = "67f7725c-6f97-4210-82d7-5512b31e9d03";

const read = ["GET", "HEAD", "OPTIONS"];
const allowedMethods: Readonly<Record<Methods, string[]>> = { read, all: [...read, "PUT", "POST", "PATCH", "DELETE"] };
const cachedMethods = ["GET", "HEAD"];

export function cacheBehavior(behavior: Behavior, { policies, functionAssociations }: BehaviorParts): BehaviorArgs {
  const ofOrigin = byOriginKind(behavior, {
    "api-gateway": (api) => apiBehavior(api, policies),
    s3: (files) => staticBehavior(files, policies),
    custom: (host) => customBehavior(host, policies),
  });
  return { ...ofOrigin, ...(functionAssociations.length === 0 ? {} : { functionAssociations }) };
}

function apiBehavior(behavior: ApiBehavior, policies: CustomPolicies): BehaviorArgs {
  const hasPages = behavior.origin.webSocketPath === undefined;
  return {
    targetOriginId: targetOriginId(behavior),
    // A redirect would come too late: the request over HTTP has already sent its credentials in plain text.
    viewerProtocolPolicy: "https-only",
    allowedMethods: allowedMethods[behavior.methods ?? "all"],
    cachedMethods,
    ...(behavior.cache === undefined ? uncached(behavior, policies) : cached(policies)),
    ...present({
      responseHeadersPolicyId:
        behavior.responseHeadersPolicyId ?? ((behavior.securityHeaders ?? hasPages) ? securityHeaders : undefined),
    }),
  };
}

function staticBehavior(behavior: StaticBehavior, policies: CustomPolicies): BehaviorArgs {
  return {
    targetOriginId: targetOriginId(behavior),
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: allowedMethods.read,
    cachedMethods,
    ...(behavior.cache === undefined ? { compress: true, cachePolicyId: cachingOptimized } : cached(policies)),
    responseHeadersPolicyId: behavior.responseHeadersPolicyId ?? securityHeaders,
  };
}

function customBehavior(behavior: CustomBehavior, policies: CustomPolicies): BehaviorArgs {
  const originRequestPolicyId = behavior.forwardHost === true ? allViewer : allViewerExceptHostHeader;
  return {
    targetOriginId: targetOriginId(behavior),
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: allowedMethods[behavior.methods ?? "all"],
    cachedMethods,
    ...(behavior.cache === undefined ? { cachePolicyId: cachingDisabled, originRequestPolicyId } : cached(policies)),
    ...present({ responseHeadersPolicyId: behavior.responseHeadersPolicyId }),
  };
}

function uncached(behavior: ApiBehavior, policies: CustomPolicies): Caching {
  const { forwardHeaders } = behavior;
  if (forwardHeaders !== undefined && listsByLegacy(behavior)) {
    return {
      forwardedValues: { headers: [...forwardHeaders], queryString: true, cookies: { forward: "all" } },
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: 0,
    };
  }
  const originRequestPolicyId: pulumi.Input<string> = policies.originRequestPolicyId ?? allViewerExceptHostHeader;
  return { cachePolicyId: cachingDisabled, originRequestPolicyId };
}

function cached({ cachePolicyId, originRequestPolicyId }: CustomPolicies): Caching {
  return {
    compress: true,
    cachePolicyId,
    originRequestPolicyId,
  };
}
