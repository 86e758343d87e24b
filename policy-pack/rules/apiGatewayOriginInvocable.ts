import { ApiEndpoint } from "../apigateway/endpoint";
import { edgeFunctionThatMayRewriteHost } from "../cloudfront/edgeFunctions";
import { sameName } from "../apigateway/domainNames";
import { hostVerdict } from "../cloudfront/hostVerdict";
import { both, either, map, not, Unknown } from "../program/maybe";
import { checkApiRoutes, CheckResult } from "./checkBehaviors";
import { Route } from "./routedDistribution";
import { Rule } from "./rule";
import { otherStacks } from "./settings";

export const apiGatewayOriginInvocable: Rule = {
  name: "api-gateway-origin-invocable",
  displayName: "An API Gateway origin is a name that can be called",
  description: "An API Gateway origin must be a name that an API answers to, from the internet.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps:
    "Make the API's custom domain or its default endpoint the origin: a name that is neither where DNS of a custom domain points, nor a private API's, nor an alias of the distribution.",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-regional-api-custom-domain-create.html",
  failingRequest:
    "any request of the behavior: the DNS target of a custom domain is not a name that API Gateway holds (403), a private API can't be reached from CloudFront, and an alias of the distribution comes back to it (403)",
  decidedFrom: "program",
  config: otherStacks,
  check: (distribution) => checkApiRoutes(distribution, "whether an API answers to the origin's name", check),
};

function check(route: Route): CheckResult | undefined {
  const { behavior, apiEndpoint, program } = route;
  if (apiEndpoint === undefined) {
    return undefined;
  }
  const { bad, message } = checkName(route, apiEndpoint);
  const rewriter = edgeFunctionThatMayRewriteHost(behavior, program);
  // A forwarded Host is the Host rule's, whatever the origin's own name would have led to.
  const ownHost = not(hostVerdict(behavior, program).forwards);
  return { bad: both(bad, ownHost, rewriter === undefined ? true : new Unknown(rewriter)), message };
}

function checkName({ origin, distribution }: Route, apiEndpoint: ApiEndpoint): CheckResult {
  if (apiEndpoint.address === "regional-target" || apiEndpoint.address === "edge-target") {
    return {
      bad: true,
      message:
        "this is where DNS of a custom domain points, not a name that an API answers to: 403. Write the custom domain's own name.",
    };
  }
  if (apiEndpoint.endpointType === "PRIVATE") {
    return {
      bad: true,
      message: "the API is private, and CloudFront reaches only public ones. Make the API regional.",
    };
  }
  if (apiEndpoint.address !== "custom-domain") {
    return { bad: false, message: "" };
  }
  // Under a wildcard alias the origin's name may have a record of its own, which is more specific.
  const isAlias = map(distribution.aliases, (aliases) =>
    either(...aliases.map((alias) => map(alias, (name) => map(origin.domainName, (own) => sameName(name, own))))),
  );
  return {
    bad: isAlias,
    message:
      "the origin's name is an alias of this distribution, so a request comes back to it: 403. Give the API a name of its own.",
  };
}
