import { apiTypes } from "../../apigateway/resources";
import { awsSuffixes, serviceOfName } from "../../apigateway/serviceNames";
import { both, either, isKnown, isSet, Tristate, Unknown } from "../../program/maybe";
import { accessControlTypes } from "../accessControls";
import { Origin } from "../model";
import { describeOrigin } from "../target";
import { DistributionSubject } from "./certificates";
import { Refusal } from "./refusal";

const supported = "an S3 bucket, a Lambda function URL, MediaStore or MediaPackage v2";

// The types of an origin access control are s3, lambda, mediastore and mediapackagev2:
// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html
export const accessControlRefusals: readonly Refusal<DistributionSubject>[] = [
  {
    error:
      "InvalidDomainNameForOriginAccessControl: An origin access control is associated with an origin whose domain name is not supported.",
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html",
    part: "origin access control",
    isRefused: ({ distribution: { origins } }) => isKnown(origins) && either(...origins.map(isRefusedFor)),
    problem: ({ distribution: { origins } }) => {
      const origin = isKnown(origins) ? origins.find((one) => isRefusedFor(one) === true) : undefined;
      const named = origin === undefined ? "an origin" : `origin ${describeOrigin(origin).slice(0, 80)}`;
      return `CloudFront rejects originAccessControlId on ${named}: it is not ${supported}. Remove originAccessControlId.`;
    },
  },
];

function isRefusedFor(origin: Origin): Tristate {
  return both(isSet(origin.accessControlId), isUnsupported(origin));
}

function isUnsupported({ domainName, shape }: Origin): Tristate {
  if (domainName instanceof Unknown) {
    return comesFromApis(domainName);
  }
  return domainName !== undefined && shape !== "vpc" && isUnsupportedName(domainName.toLowerCase());
}

/** Only API Gateway's resources give the origin its name. Other rules report a name that is unknown otherwise. */
function comesFromApis({ candidates }: Unknown): boolean {
  const isControl = (type: string): boolean => accessControlTypes.some((known) => known === type);
  const sources = candidates.filter(({ type }) => !isControl(type));
  return sources.length > 0 && sources.every(({ type }) => apiTypes.includes(type));
}

/** Rule s3-website-origin-protocol reports a website endpoint. A tenant's parameter (`{{name}}`) can complete any name. */
function isUnsupportedName(name: string): Tristate {
  const service = serviceOfName(name)?.service;
  if (service !== undefined) {
    return service === "api-gateway";
  }
  if (name.includes("{{") || /\.(mediastore|mediapackagev2|s3[a-z0-9-]*|lambda-url)\./.test(name)) {
    return false;
  }
  return awsSuffixes.some((suffix) => name.endsWith(`.${suffix}`)) ? otherService(name) : true;
}

function otherService(name: string): Unknown {
  const resolution = "If CloudFront rejects the distribution, remove originAccessControlId.";
  return new Unknown(`AWS can add origin access control for ${name}`, undefined, { resolution });
}
