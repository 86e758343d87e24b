import { both, either, isSet, map, not } from "../program/maybe";
import { checkRoutes, CheckResult } from "../findings/checkBehaviors";
import { cut } from "../findings/message";
import { Route } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";

const fix = 'customOriginConfig.originProtocolPolicy: "http-only"';
const alternative = "or use bucketRegionalDomainName with an origin access control";

export const s3WebsiteOriginProtocol: Rule = {
  name: "s3-website-origin-protocol",
  displayName: "CloudFront connects to an S3 website endpoint over HTTP",
  description:
    "An origin that is an S3 website endpoint must be a custom origin over HTTP, without an origin access control.",
  level: "mandatory",
  severity: "medium",
  tags: ["cloudfront", "aws"],
  remediationSteps: `Set ${fix} and remove originAccessControlId, ${alternative}.`,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-s3-origin.html",
  failingRequest:
    "any request over HTTPS: a website endpoint supports only HTTP, and CloudFront returns 504; with an origin access control, CloudFront rejects the distribution (InvalidDomainNameForOriginAccessControl)",
  decidedFrom: "inputs",
  check: (distribution) => checkRoutes("s3-website", distribution, check),
};

function check({ origin }: Route): CheckResult {
  const { accessControlId, hasCustomSettings, protocolPolicy, shape } = origin;
  const isSigned = isSet(accessControlId);
  const hasNoSettings = shape === "vpc" ? false : not(hasCustomSettings);
  const isHttps = map(protocolPolicy, (policy) => policy === "https-only" || policy === "match-viewer");
  if (isSigned === true) {
    return {
      fails: true,
      problem: `CloudFront rejects an origin access control on an S3 website endpoint. Remove originAccessControlId and set ${fix}, ${alternative}.`,
    };
  }
  if (hasNoSettings === true) {
    return {
      fails: true,
      problem: `CloudFront rejects an S3 website endpoint without customOriginConfig. Set ${fix}, ${alternative}.`,
    };
  }
  const policy = typeof protocolPolicy === "string" ? `"${cut(protocolPolicy, 20)}"` : "this setting";
  return {
    // The function of a behavior can select another origin, but CloudFront rejects the other two in any case.
    fails: either(both(isHttps, not(isSigned)), isSigned, hasNoSettings),
    problem: `an S3 website endpoint supports only HTTP, and with originProtocolPolicy ${policy} CloudFront returns 504. Set originProtocolPolicy: "http-only", ${alternative}.`,
    dependsOn: ["origin"],
  };
}
