import { both, either, isKnown, isSet, map, Maybe, not, Tristate, Unknown } from "../../program/maybe";
import { ProgramIndex } from "../../program/programIndex";
import { readString } from "../../program/readValue";
import { sameName } from "../../apigateway/domainNames";
import { Distribution } from "../model";
import { Refusal } from "./refusal";

export interface DistributionSubject {
  readonly distribution: Distribution;
  readonly program: ProgramIndex;
}

const requirements =
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html";
const aliasRequirements =
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements";

/** Other resources whose output `certificateArn` is the ARN of a certificate. */
const validation = "aws:acm/certificateValidation:CertificateValidation";
const certificate = "aws:acm/certificate:Certificate";
export const certificateTypes = [certificate, validation] as const;

export const certificateRefusals: readonly Refusal<DistributionSubject>[] = [
  {
    error:
      "InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
    source: requirements,
    part: "viewer certificate",
    isRefused: ({ distribution }) =>
      map(certificateRegion(distribution.viewerCertificate.acmCertificateArn), (region) =>
        region === undefined ? false : region !== "us-east-1",
      ),
    problem: ({ distribution }) =>
      `CloudFront rejects the certificate, because it is in ${describe(certificateRegion(distribution.viewerCertificate.acmCertificateArn))}. Create the certificate in us-east-1: set region: "us-east-1" on it.`,
  },
  {
    error:
      "InvalidViewerCertificate: To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name.",
    source: aliasRequirements,
    part: "viewer certificate",
    isRefused: ({ distribution }) => {
      const { aliases, viewerCertificate } = distribution;
      return both(
        // The aliases of a multi-tenant distribution belong to its tenants, which can have their own certificates.
        isKnown(aliases) && either(...aliases.map((name) => map(name, () => true))),
        not(isSet(viewerCertificate.acmCertificateArn)),
        not(isSet(viewerCertificate.iamCertificateId)),
        not(isAllowedInChina(distribution)),
      );
    },
    problem: () =>
      "the distribution has aliases and no certificate, so CloudFront rejects it. Set acmCertificateArn to a certificate in us-east-1 that covers the aliases.",
  },
  {
    error:
      "CNAMEAlreadyExists: One or more of the CNAMEs you provided are already associated with a different resource.",
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html",
    part: "aliases",
    isRefused: (subject) => takenAlias(subject) !== undefined,
    problem: (subject) =>
      `the alias ${describe(takenAlias(subject))} is also the name of an edge-optimized API domain, which CloudFront serves. Use different names, or make the API domain REGIONAL.`,
  },
];

/**
 * In China, every distribution has an alias, and one that viewers use over HTTP needs no certificate. A hostname or an ARN
 * in the distribution can show where it is.
 * https://docs.amazonaws.cn/en_us/aws/latest/userguide/cloudfront.html
 */
function isAllowedInChina(distribution: Distribution): Tristate {
  const { behaviors, origins, logBucket, webAclId } = distribution;
  const list = isKnown(behaviors) ? behaviors : [];
  const servesHttp = either(
    ...list.map(({ viewerProtocolPolicy }) => map(viewerProtocolPolicy, (policy) => policy === "allow-all")),
  );
  const names = [
    ...(isKnown(origins) ? origins : []).map(({ domainName }) => domainName),
    ...list.flatMap(({ edgeFunctions }) => (isKnown(edgeFunctions) ? edgeFunctions : []).map(({ arn }) => arn)),
    logBucket,
    webAclId,
  ].filter((name) => isKnown(name) && name !== undefined);
  const shows = (sign: RegExp): boolean => names.some((name) => sign.test(name));
  if (shows(/\.amazonaws\.com\.cn$|^arn:aws-cn:/)) {
    return true;
  }
  return shows(/\.amazonaws\.com$|\.on\.aws$|^arn:aws:/)
    ? false
    : both(servesHttp, new Unknown("in China, where the distribution may be, HTTP needs no certificate"));
}

/** The region of a certificate; undefined if it is none of ACM's, or if nothing shows its region. */
export function certificateRegion(arn: Maybe<string | undefined>): Maybe<string | undefined> {
  if (isKnown(arn)) {
    const [, partition, service, region] = (arn ?? "").split(":");
    return partition === "aws" && service === "acm" ? region : undefined;
  }
  const sources = arn.candidates;
  if (sources.length === 0 || !sources.every(({ type }) => certificateTypes.some((known) => known === type))) {
    return undefined;
  }
  const regions = new Set(sources.map(({ props }) => readString(props, "region")));
  const [region, ...others] = regions;
  return others.length === 0 && isKnown(region) ? region : undefined;
}

/** An alias that is the name of an edge-optimized domain of the program. */
function takenAlias({ distribution: { aliases }, program }: DistributionSubject): string | undefined {
  const names = (isKnown(aliases) ? aliases : []).filter(isKnown);
  return names.find((alias) =>
    program.apiDomains.some(({ name, endpointType }) => endpointType === "EDGE" && sameName(name, alias)),
  );
}

function describe(value: Maybe<string | undefined>): string {
  return value instanceof Unknown || value === undefined ? "(unknown)" : value;
}
