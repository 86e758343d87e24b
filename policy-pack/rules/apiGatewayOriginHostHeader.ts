import { ApiEndpoint, apiEndpointOf } from "../cloudfront/apiGateway";
import { hostVerdict } from "../cloudfront/hostVerdict";
import { Knowledge } from "../cloudfront/knowledge";
import { both, isKnown, Unknown } from "../cloudfront/maybe";
import { Behavior, Distribution } from "../cloudfront/model";
import { describeOrigin, targetOf } from "../cloudfront/target";
import { Finding, Rule } from "./rule";

const instead =
  "Write cachePolicyId 4135ea2d-6df8-44a3-9df3-4b5a84be39ad (CachingDisabled) and " +
  "originRequestPolicyId b689b0a8-53d0-40ab-baf2-68738e2966ac (AllViewerExceptHostHeader) instead, " +
  "or list the headers the API needs without Host.";

// Only what is certain of each kind; how a regional custom domain fails is reported in two ways.
const answers: Readonly<Record<ApiEndpoint, string>> = {
  "default-endpoint": "API Gateway finds the API by Host, does not hold this one and answers 403",
  "edge-optimized-endpoint":
    'the request comes back to this distribution and CloudFront answers 403 "The request could not be satisfied"',
  "edge-optimized-custom-domain":
    'the request comes back to this distribution and CloudFront answers 403 "The request could not be satisfied"',
  "regional-target": "API Gateway finds the API by Host, does not hold this one and answers 403",
  "regional-custom-domain":
    "API Gateway does not hold that name: the certificate or the API does not match, and the request fails",
};

export const apiGatewayOriginHostHeader: Rule = {
  name: "api-gateway-origin-host-header",
  displayName: "API Gateway origin gets its own Host",
  description: "A cache behavior must not forward the viewer's Host header to an API Gateway origin.",
  level: "mandatory",
  severity: "critical",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps: instead,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html#managed-origin-request-policy-all-viewer-except-host-header",
  judge: (distribution, knowledge) => {
    const { behaviors } = distribution;
    return isKnown(behaviors)
      ? behaviors.flatMap((behavior) => judgeBehavior(behavior, distribution, knowledge))
      : [undetermined("cache behaviors", behaviors.reason)];
  },
};

function judgeBehavior(behavior: Behavior, distribution: Distribution, knowledge: Knowledge): Finding[] {
  const target = targetOf(behavior, distribution);
  const endpoint = isKnown(target) ? target && apiEndpointOf(target, distribution, knowledge) : target;
  const { forwards, by } = hostVerdict(behavior, knowledge);
  const verdict = both(endpoint instanceof Unknown ? endpoint : endpoint !== undefined, forwards);
  if (verdict instanceof Unknown) {
    return [undetermined(behavior.label, verdict.reason)];
  }
  if (!verdict || !isKnown(target) || !isKnown(endpoint) || endpoint === undefined) {
    return [];
  }
  const message = `${behavior.label} -> origin ${describeOrigin(target)}: ${by}; ${answers[endpoint]}. ${instead}`;
  return [{ behavior: behavior.label, kind: "violation", message }];
}

function undetermined(behavior: string, reason: string): Finding {
  const message = `${behavior}: whether the viewer's Host reaches an API Gateway origin can't be known: ${reason}`;
  return { behavior, kind: "undetermined", message };
}
