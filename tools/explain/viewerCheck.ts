import { isKnown } from "../../policy-pack/program/maybe";
import { Behavior } from "../../policy-pack/cloudfront/model";
import { ViewerRequest } from "./viewerRequest";

/** What CloudFront does with a request before it looks up the cache. */
export interface ViewerCheck {
  readonly outcome: "allowed" | "redirected" | "rejected" | "unknown";
  /** The status of the response if CloudFront redirects or rejects the request. */
  readonly status?: number;
  readonly reason: string;
}

/**
 * The longest path with query string that CloudFront accepts, in bytes.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-general
 */
export const longestUrl = 8192;

export function checkViewer(request: ViewerRequest, { viewerProtocolPolicy, allowedMethods }: Behavior): ViewerCheck {
  const { scheme, method, target } = request;
  if (target.length > longestUrl) {
    return { outcome: "rejected", status: 414, reason: `the URL is longer than ${longestUrl} bytes` };
  }
  if (!isKnown(viewerProtocolPolicy) || !isKnown(allowedMethods)) {
    return { outcome: "unknown", reason: "viewerProtocolPolicy or allowedMethods is unknown" };
  }
  const methods = allowedMethods.filter(isKnown);
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html
  if (scheme === "http" && viewerProtocolPolicy === "https-only") {
    return { outcome: "rejected", status: 403, reason: 'viewerProtocolPolicy "https-only" rejects HTTP' };
  }
  if (scheme === "http" && viewerProtocolPolicy === "redirect-to-https") {
    const status = ["GET", "HEAD"].includes(method) ? 301 : 307;
    return { outcome: "redirected", status, reason: 'viewerProtocolPolicy "redirect-to-https"' };
  }
  if (!methods.includes(method)) {
    return {
      outcome: "rejected",
      status: 403,
      reason: `${method} is not one of allowedMethods: ${methods.join(", ")}`,
    };
  }
  return { outcome: "allowed", reason: `viewerProtocolPolicy "${viewerProtocolPolicy ?? ""}", ${method} is allowed` };
}
