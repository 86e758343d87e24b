import { isUnrecognized } from "../apigateway/endpoint";
import { possibleChange } from "../cloudfront/edgeChanges";
import { both, either, isKnown, map, not, Tristate, Unknown } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { goesToApi, toFindings } from "../findings/checkBehaviors";
import { checkErrorCaching } from "./errorCaching";
import { cut } from "../findings/message";
import { RoutedBehavior, RoutedDistribution } from "../findings/routedDistribution";
import { Finding, Rule } from "../findings/rule";
import { otherStacks } from "../findings/settings";

const maskedCodes = [403, 404];
const fix = "Remove responsePagePath, and rewrite the path in a viewer-request function of the site's behaviors.";

export const errorPagesMaskApi: Rule = {
  name: "error-pages-mask-api",
  displayName: "Error pages do not replace an API's errors",
  description:
    "A custom error page for 403 or 404 must not change the status of the errors of an API: API Gateway or a Lambda function URL.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "aws"],
  remediationSteps: fix,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html",
  failingRequest: "a request to which the API responds with 403 or 404: the viewer gets the page, with its status",
  decidedFrom: "inputs",
  config: otherStacks,
  check: (distribution) => [...checkPages(distribution), ...checkErrorCaching(distribution)],
};

function checkPages({ behaviors, errorResponses, program }: RoutedDistribution): Finding[] {
  const hasApi = map(behaviors, (known) => either(...known.map((behavior) => returnsApiErrors(behavior, program))));
  const canHaveApi = map(behaviors, (known) => either(hasApi, ...known.map(leadsToUnrecognized)));
  if (!isKnown(errorResponses)) {
    return toFindings("custom error responses", { fails: both(errorResponses, hasApi), problem: "" });
  }
  return errorResponses.flatMap(({ errorCode, responseCode, responsePagePath }) => {
    const code = isKnown(errorCode) ? String(errorCode ?? "") : "unknown";
    const isMasked = map(errorCode, (known) => known !== undefined && maskedCodes.includes(known));
    const hasPage = map(responsePagePath, (page) => page !== undefined);
    const keepsCode = map(errorCode, (error) => map(responseCode, (status) => status === error));
    const replaces = both(isMasked, hasPage, hasApi);
    return toFindings(
      `custom error response ${code}`,
      keepsCode === true
        ? {
            fails: replaces,
            kind: "weakness",
            problem: `its page replaces the body of ${code} responses of the API too, and keeps the status. ${fix}`,
          }
        : {
            fails: both(isMasked, hasPage, not(keepsCode), canHaveApi),
            problem: `its page replaces ${code} responses of the API too, because it applies to all behaviors. ${fix}`,
          },
    );
  });
}

/**
 * Whether CloudFront gets the errors of an API. A Lambda@Edge function can route the request elsewhere or change the status.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-updating-http-responses.html
 */
function returnsApiErrors(behavior: RoutedBehavior, program: ProgramIndex): Tristate {
  const leadsToApi = goesToApi(behavior, ["api-gateway", "lambda-url"]);
  return leadsToApi === false
    ? false
    : both(leadsToApi, possibleChange(["origin", "response status"], behavior, program) ?? true);
}

/** Another stack can own an API at the domain name of an unrecognized service. */
function leadsToUnrecognized({ routes }: RoutedBehavior): Tristate {
  const known = isKnown(routes) ? routes.filter(isKnown) : [];
  const route = known.find((one) => one !== undefined && isUnrecognized(one.endpoint));
  const name = isKnown(route?.origin.domainName) ? cut(route?.origin.domainName ?? "", 60) : "";
  return (
    route !== undefined &&
    new Unknown(`the service at ${name} is unknown, and the page would replace errors of an API`, undefined, {
      resolution: "Add the name to apiDomains or otherDomains.",
    })
  );
}
