import { covers, sameName } from "../apigateway/domainNames";
import { ApiEndpoint, isOf, isUnrecognized, nameOrTarget } from "../apigateway/endpoint";
import { hostVerdict } from "../cloudfront/hostVerdict";
import { describeOrigin } from "../cloudfront/target";
import { both, either, isKnown, map, not, Tristate, Unknown } from "../program/maybe";
import { checkApiRoutes, checkBehaviors, CheckResult, toFindings } from "../findings/checkBehaviors";
import { apiPolicies, cachePolicy, forwardsHost, originRequestPolicy, removeHostFrom } from "../findings/fixes";
import { removeHost } from "./hostRemediation";
import { cut } from "../findings/message";
import { RoutedBehavior, Route } from "../findings/routedDistribution";
import { Finding, Rule } from "../findings/rule";
import { matchingDomain, otherStacks, whenUnknown } from "../findings/settings";

export const apiGatewayOriginHostHeader: Rule = {
  name: "api-gateway-origin-host-header",
  displayName: "API Gateway origins do not receive the viewer's Host",
  description: "A cache behavior must not forward the viewer's Host header to an API Gateway origin.",
  level: "mandatory",
  severity: "critical",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps: `Set ${cachePolicy("CachingDisabled")} and ${originRequestPolicy("AllViewerExceptHostHeader")}. Or list the headers that the API needs, without Host.`,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html#managed-origin-request-policy-all-viewer-except-host-header",
  failingRequest:
    "any request of the behavior: API Gateway, or CloudFront in front of an edge-optimized API, has no API for the viewer's Host and returns 403; a regional custom domain as the origin fails with 502 or 403",
  decidedFrom: "inputs",
  config: { ...otherStacks, matchingDomain, whenUnknown },
  check: (distribution) => {
    const findings = checkApiRoutes(distribution, check);
    const found = new Set(findings.map(({ behavior }) => behavior));
    const others = checkBehaviors(distribution, (behavior) =>
      found.has(behavior.label) ? [] : [...checkUnrecognized(behavior), ...checkSelectable(behavior)].slice(0, 1),
    );
    return [...findings, ...others];
  },
  remediate: removeHost,
};

function check(route: Route): CheckResult {
  const { behavior, apiEndpoint, program } = route;
  const { forwards, setting } = hostVerdict(behavior, program);
  const works = apiEndpoint === undefined ? false : isMatchingDomain(apiEndpoint, route);
  const fix = removeHostFrom(setting, apiPolicies, originRequestPolicy("AllViewerExceptHostHeader"));
  const isAllowed = program.matchingDomain === "allow";
  return {
    // If the origin can also be a function URL, it is refused whichever it is.
    ...(isAllowed ? {} : { sameResultFor: ["lambda-url"] }),
    fails: isAllowed ? both(forwards, not(works)) : forwards,
    problem:
      works === true
        ? `${forwardsHost(setting)}. This works only for aliases that the API's domain covers. Use the API's own hostname and remove Host, or set "matchingDomain": "allow" for this rule.`
        : `${forwardsHost(setting)}; ${consequence(apiEndpoint)}. ${fix}`,
  };
}

/** Another stack can own an API at a domain name that nothing in the program or in the configuration recognizes. */
function checkUnrecognized({ label, routes }: RoutedBehavior): Finding[] {
  const known = isKnown(routes) ? routes.filter((route) => isKnown(route)) : [];
  const route = known.find((one) => one !== undefined && isUnrecognized(one.endpoint));
  if (route === undefined) {
    return [];
  }
  const { behavior, origin, program } = route;
  const { forwards, setting } = hostVerdict(behavior, program);
  if (forwards === false) {
    return [];
  }
  const isRefused = forwards === true && program.whenUnknown === "refuse" && program.hasRun;
  const name = isKnown(origin.domainName) ? cut(origin.domainName ?? "", 40) : "";
  const host = forwards === true ? forwardsHost(setting) : forwards.reason;
  const reason = `${host}, and the service at ${name} is unknown`;
  const resolution =
    `If ${forwards === true ? "it" : "Host is forwarded and it"} is API Gateway, every request fails: add the name to apiDomains. ` +
    "If not, add it to otherDomains.";
  const details = forwards === true ? { resolution } : { resolution, root: forwards.root };
  const fails = isRefused ? true : new Unknown(reason, undefined, details);
  return toFindings(label, { fails, problem: `${reason}. ${resolution}` }).map((finding) => ({
    ...finding,
    origin: `origin ${describeOrigin(origin)}`,
  }));
}

/** A viewer-request function can route requests of a behavior with another origin to the API. */
function checkSelectable({ label, selectable, ...behavior }: RoutedBehavior): Finding[] {
  const api = selectable.find(({ origin, endpoint }) => isOf("api-gateway", origin, endpoint) === true);
  if (api === undefined || hostVerdict({ label, ...behavior }, api.program).forwards === false) {
    return [];
  }
  const origin = describeOrigin(api.origin);
  const fails = new Unknown(`a viewer-request function can route requests to origin ${origin}`, undefined, {
    resolution: "Set hostHeader in the function, or stop forwarding Host.",
  });
  return toFindings(label, { fails, problem: "" });
}

/** States only what is certain: a regional custom domain fails in several ways, and another behavior can get a loop. */
function consequence(endpoint: ApiEndpoint | undefined): string {
  if (endpoint?.endpointType === "EDGE") {
    return "requests loop back to this distribution";
  }
  if (endpoint?.address === "custom-domain") {
    return "the API's domain does not serve that host";
  }
  if (endpoint === undefined) {
    return "neither an API nor a Lambda function URL serves that host";
  }
  if (endpoint.address === "one-of-several" || endpoint.address === "name-or-target") {
    return "API Gateway has no API for that host";
  }
  return "API Gateway returns 403 for that host";
}

/**
 * Whether the viewer's Host works: a regional custom domain covers every alias, and the origin's name leads to that
 * domain. It must not be an alias itself, because the DNS record of an alias points to the distribution.
 */
function isMatchingDomain({ address, endpointType, domain }: ApiEndpoint, { origin, distribution }: Route): Tristate {
  if (address === "default-endpoint" || address === "one-of-several" || endpointType === "EDGE") {
    return false;
  }
  if (address === "name-or-target") {
    return nameOrTarget;
  }
  if (domain === undefined) {
    return new Unknown("the API's custom domain is not part of this program and may not cover every alias", undefined, {
      resolution: "Check that it covers every alias.",
    });
  }
  return map(distribution.aliases, (aliases) => {
    const areCovered = aliases.map((alias) =>
      map(alias, (name) => map(domain.name, (domainName) => covers(domainName ?? "", name))),
    );
    const isAlias = either(
      ...aliases.map((alias) =>
        map(alias, (name) => map(origin.domainName, (originName) => sameName(name, originName))),
      ),
    );
    return both(aliases.length > 0, ...areCovered, address === "regional-target" ? true : not(isAlias));
  });
}
