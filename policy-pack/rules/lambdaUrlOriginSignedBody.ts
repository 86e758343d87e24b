import { neverSigns } from "../cloudfront/accessControls";
import { Origin } from "../cloudfront/model";
import { functionUrlsAt, isUrlOfOthers } from "../lambda/functionUrls";
import { both, either, inCommon, isSet, map, not, Tristate } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { checkRoutes, CheckResult } from "../findings/checkBehaviors";
import { Route } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";

const fix =
  "Send the header x-amz-content-sha256 with the body's SHA-256 from the viewer, or set it in an origin-request Lambda@Edge function with includeBody.";

export const lambdaUrlOriginSignedBody: Rule = {
  name: "lambda-url-origin-signed-body",
  displayName: "Requests with a body to a signed Lambda function URL have the body's hash",
  description:
    "A POST or PUT through an origin access control to a Lambda function URL should have the hash of its body.",
  level: "advisory",
  severity: "medium",
  tags: ["cloudfront", "lambda"],
  remediationSteps: fix,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
  failingRequest:
    "a POST or PUT with a body but without x-amz-content-sha256: Lambda does not support unsigned payloads and returns 403",
  decidedFrom: "inputs",
  check: (distribution) => checkRoutes("lambda-url", distribution, check),
};

function check({ behavior: { allowedMethods }, origin, program }: Route): CheckResult {
  const hasBody = map(allowedMethods, (methods) =>
    either(...methods.map((method) => map(method, (known) => known === "POST" || known === "PUT"))),
  );
  const { accessControlId } = origin;
  const signs = accessControlId === undefined ? false : not(neverSigns(accessControlId, program));
  return {
    fails: both(isSet(accessControlId), hasBody, signs, requiresSignature(origin, program)),
    problem: `POST and PUT with a body return 403 without x-amz-content-sha256, because CloudFront does not hash the body. ${fix}`,
    dependsOn: ["origin", "signature", "header x-amz-content-sha256"],
  };
}

/** A function URL of another program is assumed to require a signature, because the origin has an access control. */
function requiresSignature({ domainName }: Origin, program: ProgramIndex): Tristate {
  const answers = functionUrlsAt(domainName, program).map(({ authType }) => map(authType, (type) => type !== "NONE"));
  return answers.length === 0
    ? isUrlOfOthers(domainName, program)
    : inCommon(answers, "not all function URLs that the origin can be require a signature");
}
