import { endpointOf } from "../../apigateway/endpointOf";
import { apiTypes } from "../../apigateway/resources";
import { awsSuffixes, serviceOfName } from "../../apigateway/serviceNames";
import { both, either, isKnown, isSet, map, Tristate, Unknown } from "../../program/maybe";
import { accessControlTypes, originTypeOf } from "../accessControls";
import { Origin } from "../model";
import { describeOrigin } from "../target";
import { DistributionSubject } from "./certificates";
import { Refusal } from "./refusal";

const supported = "an S3 bucket, a Lambda function URL, MediaStore or MediaPackage v2";

// The types of an origin access control are s3, lambda, mediastore and mediapackagev2:
// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html
export const accessControlRefusals: readonly Refusal<DistributionSubject>[] = [
  refusal({
    error:
      "InvalidDomainNameForOriginAccessControl: An origin access control is associated with an origin whose domain name is not supported.",
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html",
    isRefusedFor: (origin) => both(isSet(origin.accessControlId), isUnsupported(origin)),
    problem: (origin) => `originAccessControlId on ${origin}: it is not ${supported}. Remove originAccessControlId.`,
  }),
  refusal({
    error: "InvalidArgument: Illegal configuration: The origin type and OAC origin type differ.",
    source: "https://github.com/aws/aws-cdk/issues/26405",
    isRefusedFor: isOfOtherType,
    problem: (origin) =>
      `the origin access control of ${origin}: it is for another type of origin. Set originAccessControlOriginType: "s3" for a bucket, "lambda" for a function URL.`,
  }),
  refusal({
    error:
      "IllegalOriginAccessConfiguration: An origin cannot contain both an origin access control (OAC) and an origin access identity (OAI).",
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html",
    isRefusedFor: ({ accessControlId, accessIdentity }) =>
      both(
        isSet(accessControlId),
        map(accessIdentity, (identity) => identity !== undefined),
      ),
    problem: (origin) =>
      `${origin}, which has originAccessControlId and originAccessIdentity. Remove originAccessIdentity.`,
  }),
];

interface OriginRefusal {
  readonly error: string;
  readonly source: string;
  readonly isRefusedFor: (origin: Origin, subject: DistributionSubject) => Tristate;
  /** What CloudFront rejects, and the fix. */
  readonly problem: (origin: string) => string;
}

function refusal({ error, source, isRefusedFor, problem }: OriginRefusal): Refusal<DistributionSubject> {
  const answers = (subject: DistributionSubject): readonly (readonly [Origin, Tristate])[] => {
    const { origins } = subject.distribution;
    return isKnown(origins) ? origins.map((origin) => [origin, isRefusedFor(origin, subject)]) : [];
  };
  return {
    error,
    source,
    part: "origin access control",
    isRefused: (subject) => either(...answers(subject).map(([, answer]) => answer)),
    problem: (subject) => {
      const [origin] = answers(subject).find(([, answer]) => answer === true) ?? [];
      const named = origin === undefined ? "an origin" : `origin ${describeOrigin(origin).slice(0, 80)}`;
      return `CloudFront rejects ${problem(named)}`;
    },
  };
}

/** The types of origin of services that the program recognizes. */
const originTypes = { s3: "s3", "lambda-url": "lambda" } as const;

/**
 * An unknown ID that can be one of several controls is not reported: an update shows it. An unknown name that comes from a
 * function URL is not certain, because a program can make the name of a bucket from its ID.
 */
function isOfOtherType(origin: Origin, { distribution, program }: DistributionSubject): Tristate {
  const type = origin.accessControlId === undefined ? undefined : originTypeOf(origin.accessControlId, program);
  const endpoint = endpointOf(origin, distribution, program);
  if (type === undefined || !isKnown(endpoint) || (endpoint.service !== "s3" && endpoint.service !== "lambda-url")) {
    return false;
  }
  const isCertain = endpoint.service === "s3" || isKnown(origin.domainName) || origin.domainName;
  return both(type !== originTypes[endpoint.service], isCertain);
}

function isUnsupported({ domainName, shape }: Origin): Tristate {
  if (domainName instanceof Unknown) {
    return comesFromApis(domainName) && domainName;
  }
  return domainName !== undefined && shape !== "vpc" && isUnsupportedName(domainName.toLowerCase());
}

/**
 * Only API Gateway's resources give the origin its name, which is an API's, or a bucket's with an API's ID in it. Other
 * rules report a name that is unknown otherwise.
 */
function comesFromApis({ candidates }: Unknown): boolean {
  const sources = candidates.filter(({ type }) => !accessControlTypes.includes(type));
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
