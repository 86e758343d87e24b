import { ApiRoute } from "../apigateway/apis";
import { knownRoutesFor, routedApi } from "../apigateway/routes";
import { describeValue, forwardsEveryCredential, partOf, valueForwarding } from "../cloudfront/credentials";
import { Behavior } from "../cloudfront/model";
import { either, isKnown, not, Tristate, Unknown } from "../program/maybe";
import { checkApiRoutes, CheckResult } from "../findings/checkBehaviors";
import { apiPolicies, cachePolicy, originRequestPolicy } from "../findings/fixes";
import { cut, listOf } from "../findings/message";
import { Route } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";

const fix = `Set ${apiPolicies}.`;

export const apiGatewayOriginCredentials: Rule = {
  name: "api-gateway-origin-credentials",
  displayName: "An API receives the credentials that it requires",
  description: "A cache behavior for an API should forward the credentials that the API requires.",
  level: "advisory",
  severity: "medium",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps: `Set ${cachePolicy("CachingDisabled")} and ${originRequestPolicy("AllViewerExceptHostHeader")}.`,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization",
  failingRequest:
    "a GET with valid credentials: CloudFront removes Authorization, x-api-key or the query string, and the API returns 401 or 403 (a POST keeps Authorization)",
  decidedFrom: "program",
  check: (distribution) => checkApiRoutes(distribution, check),
};

function check(route: Route): CheckResult | undefined {
  const { behavior, apiEndpoint, origin } = route;
  const routed = routedApi(apiEndpoint, origin.originPath, behavior.pathPattern);
  if (!isKnown(routed)) {
    return { fails: ofUnknown([routed], route), problem: "", dependsOn: ["origin", "path"] };
  }
  if (routed === undefined || routed.api.routes.length === 0) {
    // Routes can be created elsewhere, for example by an OpenAPI document.
    return undefined;
  }
  const routes = knownRoutesFor(routed, behavior.pathPattern);
  const requests = isKnown(routes) ? routes.flatMap((known) => requestTo(known, behavior)) : [];
  const required = requests.flatMap(({ method, credentials }) =>
    isKnown(credentials) ? credentials.map((credential) => ({ method, credential })) : [],
  );
  const answers = required.map(({ method, credential }) => ({
    name: describeValue(credential),
    method,
    isRemoved: not(valueForwarding(credential, route, method).reachesOrigin),
  }));
  const removed = answers.filter(({ isRemoved }) => isRemoved === true);
  const named = cut(listOf(distinct(removed.map(({ name }) => name))));
  const methods = cut(listOf(distinct(removed.map(({ method }) => method))), 30);
  const unknown = [routes, ...routed.api.routes, ...requests.map(({ credentials }) => credentials)];
  return {
    fails: either(...answers.map(({ isRemoved }) => isRemoved), ofUnknown(unknown, route)),
    problem: `the API requires ${named}, which CloudFront does not forward on ${methods}: 401 or 403. ${fix}`,
    dependsOn: ["origin", "path", ...required.map(({ credential }) => partOf(credential))],
  };
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

type ApiRequest = Pick<ApiRoute, "method" | "credentials">;

/** A request for a route, by the methods that the behavior allows. A preflight request has no credentials. */
function requestTo({ method, credentials }: ApiRoute, { allowedMethods }: Behavior): ApiRequest[] {
  const requested = method === "ANY" ? "GET" : method;
  const isAllowed = !isKnown(allowedMethods) || !allowedMethods.every(isKnown) || allowedMethods.includes(requested);
  return isAllowed && requested !== "OPTIONS" ? [{ method: requested, credentials }] : [];
}

/** What an unknown part of the API requires is unknown. That does not matter if CloudFront forwards everything. */
function ofUnknown(parts: readonly unknown[], route: Route): Tristate {
  const unknown = parts.find((part) => part instanceof Unknown);
  return unknown instanceof Unknown && forwardsEveryCredential(route) !== true ? unknown : false;
}
