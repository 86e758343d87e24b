import { covers, sameName } from "../apigateway/domainNames";
import { ApiEndpoint } from "../apigateway/endpoint";
import { hostVerdict } from "../cloudfront/hostVerdict";
import { Tristate, both, either, isKnown, map, not, Unknown } from "../program/maybe";
import { Distribution } from "../cloudfront/model";
import { checkApiRoutes, CheckResult } from "./checkBehaviors";
import { removeHost } from "./hostRemediation";
import { Route } from "./routedDistribution";
import { Rule } from "./rule";
import { matchingDomain, otherStacks } from "./settings";

const instead =
  "Write cachePolicyId 4135ea2d-6df8-44a3-9df3-4b5a84be39ad (CachingDisabled) and " +
  "originRequestPolicyId b689b0a8-53d0-40ab-baf2-68738e2966ac (AllViewerExceptHostHeader) instead, " +
  "or list the headers the API needs without Host.";

export const apiGatewayOriginHostHeader: Rule = {
  name: "api-gateway-origin-host-header",
  displayName: "An API Gateway origin gets its own Host",
  description: "A cache behavior must not forward the viewer's Host header to an API Gateway origin.",
  level: "mandatory",
  severity: "critical",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps: instead,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html#managed-origin-request-policy-all-viewer-except-host-header",
  failingRequest:
    "any request of the behavior: API Gateway, or the CloudFront in front of an edge-optimized API, finds no API by the viewer's Host and answers 403; a regional custom domain called by its own name fails with 502 or 403",
  decidedFrom: "inputs",
  config: { ...otherStacks, matchingDomain },
  check: (distribution) =>
    checkApiRoutes(distribution, "whether the viewer's Host reaches an API Gateway origin", check),
  remediate: removeHost,
};

function check(route: Route): CheckResult {
  const { behavior, apiEndpoint, distribution, program } = route;
  const { forwards, by } = hostVerdict(behavior, program);
  const answers = apiEndpoint === undefined ? false : matchingArrangement(apiEndpoint, route);
  return {
    bad: program.matchingDomain === "allow" ? both(forwards, not(answers)) : forwards,
    message: answers === true ? arrangementMessage(by) : `${by}; ${whatAnswers(apiEndpoint, distribution)}. ${instead}`,
  };
}

/** Only what is certain of each address; how a regional custom domain fails is reported in two ways. */
function whatAnswers(apiEndpoint: ApiEndpoint | undefined, { aliases }: Distribution): string {
  if (apiEndpoint?.endpointType === "EDGE") {
    return 'the request comes back to this distribution, and CloudFront cuts the loop with 403 "The request could not be satisfied", or another behavior answers in the API\'s place';
  }
  if (apiEndpoint?.address === "custom-domain") {
    const domain = isKnown(aliases) && aliases.length > 0 ? "the distribution's aliases" : "the distribution's name";
    return `API Gateway does not hold ${domain} there: the certificate or the API does not match, and the request fails`;
  }
  if (apiEndpoint === undefined || apiEndpoint.address === "one-of-several") {
    return "API Gateway finds the API by Host and does not hold this one, and the request fails";
  }
  return "API Gateway finds the API by Host, does not hold this one and answers 403";
}

function arrangementMessage(by: string): string {
  return (
    `${by}; this answers for now, since the API's custom domain covers every alias, but the distribution's own name and ` +
    `any later alias get 403. If that is what you want, set matchingDomain to "allow" in this rule's configuration. ` +
    `Otherwise make the API's own name the origin. ${instead}`
  );
}

/**
 * The one arrangement that answers: a regional custom domain that covers every alias, and an origin that leads to it
 * without being an alias itself, whose DNS points back at the distribution.
 */
function matchingArrangement(
  { address, endpointType, domain }: ApiEndpoint,
  { origin, distribution }: Route,
): Tristate {
  if (address === "default-endpoint" || address === "one-of-several" || endpointType === "EDGE") {
    return false;
  }
  if (domain === undefined) {
    return new Unknown("the API's custom domain is not one of this program, and may not cover every alias");
  }
  const byTarget = address === "regional-target";
  return map(distribution.aliases, (aliases) => {
    const covered = aliases.map((alias) =>
      map(alias, (name) => map(domain.name, (domainName) => covers(domainName ?? "", name))),
    );
    const isAlias = aliases.map((alias) =>
      map(alias, (name) => map(origin.domainName, (originName) => sameName(name, originName))),
    );
    const ownName = either(...isAlias);
    return both(aliases.length > 0, ...covered, byTarget ? true : map(ownName, (own) => !own));
  });
}
