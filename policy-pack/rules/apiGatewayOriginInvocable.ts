import { sameName } from "../apigateway/domainNames";
import { ApiEndpoint, nameOrTarget } from "../apigateway/endpoint";
import { hostVerdict } from "../cloudfront/hostVerdict";
import { both, either, isKnown, map, not, Unknown } from "../program/maybe";
import { checkApiRoutes, CheckResult } from "../findings/checkBehaviors";
import { cut } from "../findings/message";
import { Route } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";
import { otherStacks } from "../findings/settings";

export const apiGatewayOriginInvocable: Rule = {
  name: "api-gateway-origin-invocable",
  displayName: "An API Gateway origin is a hostname of a public API",
  description: "An API Gateway origin must be a hostname that an API serves on the internet.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps:
    "Use the API's custom domain or its default endpoint as the origin: not the DNS target of a custom domain, not a private API, not an alias of the distribution.",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-regional-api-custom-domain-create.html",
  failingRequest:
    "any request of the behavior: API Gateway serves no API at the DNS target of a custom domain (403), CloudFront cannot reach a private API, and requests to an alias of the distribution loop back to it (403)",
  decidedFrom: "program",
  config: otherStacks,
  check: (distribution) => checkApiRoutes(distribution, check),
};

function check(route: Route): CheckResult | undefined {
  const { behavior, apiEndpoint, program } = route;
  if (apiEndpoint === undefined) {
    return undefined;
  }
  const { fails, problem } = checkName(route, apiEndpoint);
  // The rule api-gateway-origin-host-header reports a forwarded Host, whatever the origin's own name leads to.
  const sendsOwnHost = not(hostVerdict(behavior, program).forwards);
  return { fails: both(fails, sendsOwnHost), problem, dependsOn: ["Host", "origin"] };
}

function checkName({ origin, distribution }: Route, endpoint: ApiEndpoint): CheckResult {
  const { address, domain } = endpoint;
  if (address === "regional-target" || address === "edge-target" || address === "name-or-target") {
    const isTarget = address === "name-or-target" ? nameOrTarget : true;
    const name = isKnown(domain?.name) ? domain?.name : undefined;
    const fix = name === undefined ? "domainName to the custom domain" : `domainName: "${cut(name)}"`;
    return {
      fails: isTarget,
      problem: `its domain name is the DNS target of a custom domain, which no API serves: 403. Set ${fix}.`,
    };
  }
  if (endpoint.hasRecordOfDefaultEndpoint === true) {
    const reason = "its DNS record leads to a default endpoint, which serves only its own hostname";
    const resolution = "Set domainName to the default endpoint, or check that a custom domain has this name.";
    return { fails: new Unknown(reason, undefined, { resolution }), problem: "" };
  }
  if (endpoint.endpointType === "PRIVATE" && origin.shape !== "vpc") {
    return {
      fails: true,
      problem: "the API is private, and CloudFront reaches only public APIs. Make the API regional.",
    };
  }
  // With a wildcard alias, the origin's name can have a more specific DNS record that leads to the API.
  const isAlias = map(distribution.aliases, (aliases) =>
    either(...aliases.map((alias) => map(alias, (name) => map(origin.domainName, (own) => sameName(name, own))))),
  );
  return {
    fails: address === "custom-domain" ? isAlias : false,
    problem:
      "its domain name is an alias of this distribution, so requests loop back to it: 403. Give the API a hostname that is not an alias.",
  };
}
