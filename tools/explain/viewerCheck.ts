import { isKnown } from "../../policy-pack/program/maybe";
import { Behavior } from "../../policy-pack/cloudfront/model";
import { ViewerRequest } from "./viewerRequest";

/** What the viewer's edge location does before it looks into its cache or asks the origin. */
export interface ViewerCheck {
  readonly outcome: "goes on" | "redirected" | "refused" | "can't be known";
  /** Of the answer, where it is one. */
  readonly status?: number;
  readonly why: string;
}

/**
 * The longest path with query string that CloudFront accepts, in bytes.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-general
 */
export const longestUrl = 8192;

export function checkViewer(request: ViewerRequest, { viewerProtocolPolicy, allowedMethods }: Behavior): ViewerCheck {
  const { scheme, method, target } = request;
  if (target.length > longestUrl) {
    return { outcome: "refused", status: 414, why: `the URL is longer than ${longestUrl} bytes` };
  }
  if (!isKnown(viewerProtocolPolicy) || !isKnown(allowedMethods)) {
    return { outcome: "can't be known", why: "its viewerProtocolPolicy or its allowedMethods are not known" };
  }
  const methods = allowedMethods.filter(isKnown);
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html
  if (scheme === "http" && viewerProtocolPolicy === "https-only") {
    return { outcome: "refused", status: 403, why: 'viewerProtocolPolicy "https-only" takes no HTTP' };
  }
  if (scheme === "http" && viewerProtocolPolicy === "redirect-to-https") {
    const status = ["GET", "HEAD"].includes(method) ? 301 : 307;
    return { outcome: "redirected", status, why: 'viewerProtocolPolicy "redirect-to-https"' };
  }
  if (!methods.includes(method)) {
    return { outcome: "refused", status: 403, why: `allowedMethods are ${methods.join(", ")}` };
  }
  return { outcome: "goes on", why: `viewerProtocolPolicy "${viewerProtocolPolicy ?? ""}", ${method} is allowed` };
}
