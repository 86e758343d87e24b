import { both, either, isKnown, map } from "../program/maybe";
import { goesToApi, toFindings } from "./checkBehaviors";
import { Rule } from "./rule";
import { otherStacks } from "./settings";

const masked = [403, 404];
const question = "whether an error page hides an API's errors";
const instead =
  "Leave responsePagePath out, and rewrite the path in a viewer-request function on the site's behaviors alone.";

export const errorPagesMaskApi: Rule = {
  name: "error-pages-mask-api",
  displayName: "Error pages do not hide an API's errors",
  description: "A custom error page for 403 or 404 must not replace the errors of an API Gateway origin.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "aws"],
  remediationSteps: instead,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html",
  failingRequest: "a request that the API answers with 403 or 404: the viewer gets the page instead, with its status",
  decidedFrom: "inputs",
  config: otherStacks,
  check: (distribution) => {
    const hasApi = map(distribution.behaviors, (behaviors) => either(...behaviors.map(goesToApi)));
    const { errorResponses } = distribution;
    if (!isKnown(errorResponses)) {
      const label = "custom error responses";
      return toFindings(label, label, question, { bad: both(errorResponses, hasApi), message: "" });
    }
    return errorResponses.flatMap(({ errorCode, responsePagePath }) => {
      const code = isKnown(errorCode) ? String(errorCode ?? "") : "not known yet";
      const label = `custom error response ${code}`;
      const masks = both(
        map(errorCode, (known) => known !== undefined && masked.includes(known)),
        map(responsePagePath, (page) => page !== undefined),
      );
      return toFindings(label, label, question, {
        bad: both(masks, hasApi),
        message: `it replaces the API's ${code} too, for every behavior of the distribution. ${instead}`,
      });
    });
  },
};
