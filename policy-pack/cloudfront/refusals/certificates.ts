import { both, either, isKnown, isSet, map, Maybe, not, Tristate, Unknown } from "../../program/maybe";
import { ProgramIndex } from "../../program/programIndex";
import { readString, readStrings } from "../../program/readValue";
import { Resource } from "../../program/resource";
import { covers } from "../../apigateway/domainNames";
import { Distribution } from "../model";
import { Refusal } from "./refusal";

export interface DistributionSubject {
  readonly distribution: Distribution;
  readonly program: ProgramIndex;
  /** The URN of the distribution; undefined if it is not one resource of the program. */
  readonly urn: string | undefined;
}

const requirements =
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html";
const aliasRequirements =
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements";

/** Other resources whose output `certificateArn` is the ARN of a certificate. */
const validation = "aws:acm/certificateValidation:CertificateValidation";
const certificate = "aws:acm/certificate:Certificate";
/** Only inside of CloudFormation stacks. */
const nativeCertificate = "aws-native:certificatemanager:Certificate";
export const certificateTypes: readonly string[] = [certificate, nativeCertificate, validation];

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
      "InvalidViewerCertificate: The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add.",
    source: aliasRequirements,
    part: "viewer certificate",
    isRefused: (subject) => either(...coverage(subject).map(([, isCovered]) => not(isCovered))),
    problem: (subject) => {
      const [name = "an alias"] = coverage(subject).find(([, isCovered]) => isCovered === false) ?? [];
      return `the certificate does not cover the alias ${name.slice(0, 100)}, so CloudFront rejects it. Add the alias to subjectAlternativeNames of the certificate; a wildcard covers one label.`;
    },
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
    : both(
        servesHttp,
        new Unknown("in China, where the distribution may be, HTTP needs no certificate", undefined, {
          resolution: "Set acmCertificateArn, unless it is there.",
        }),
      );
}

/** The region of a certificate; undefined if it is none of ACM's, or if nothing shows its region. */
export function certificateRegion(arn: Maybe<string | undefined>): Maybe<string | undefined> {
  if (isKnown(arn)) {
    const [, partition, service, region] = (arn ?? "").split(":");
    return partition === "aws" && service === "acm" ? region : undefined;
  }
  const sources = arn.candidates;
  if (sources.length === 0 || !sources.every(({ type }) => certificateTypes.includes(type))) {
    return undefined;
  }
  const regions = new Set(sources.map(({ props }) => readString(props, "region")));
  const [region, ...others] = regions;
  return others.length === 0 && isKnown(region) ? region : undefined;
}

/** The known aliases, and whether the certificate of the program covers each; none if the certificate can be any other. */
function coverage({ distribution, program }: DistributionSubject): readonly (readonly [string, Tristate])[] {
  const certificates = certificatesOf(distribution.viewerCertificate.acmCertificateArn, program);
  const aliases = isKnown(distribution.aliases) ? distribution.aliases.filter(isKnown) : [];
  return certificates.length === 0
    ? []
    : aliases.map((alias) => [alias, either(...certificates.map((one) => isCovered(alias, one)))]);
}

/** The certificates that an ARN can be the one of. */
function certificatesOf(arn: Maybe<string | undefined>, program: ProgramIndex): readonly Resource[] {
  if (isKnown(arn)) {
    const found = program.find(certificate, arn) ?? program.find(certificate, arn, "arn");
    return found === undefined ? [] : [found];
  }
  const found = arn.candidates.map((source) =>
    source.type === validation ? certificatesOf(readString(source.props, "certificateArn"), program) : [source],
  );
  const all = found.flat();
  return found.every(({ length }) => length > 0) && all.every(({ type }) => isCertificate(type)) ? all : [];
}

function isCertificate(type: string): boolean {
  return type === certificate || type === nativeCertificate;
}

/** The names of an imported certificate are inside it. Once it exists, the provider has them. */
function isCovered(alias: string, { props }: Resource): Tristate {
  const others = readStrings(props, "subjectAlternativeNames");
  const domainName = readString(props, "domainName");
  const isImported = ["certificateBody", "privateKey"].some((key) => isSet(readString(props, key)) !== false);
  if (domainName === undefined || (isImported && (!isKnown(others) || others === undefined))) {
    return true;
  }
  return either(...[domainName, ...listed(others)].map((name) => map(name, (known) => covers(known, alias))));
}

function listed(names: Maybe<readonly Maybe<string>[] | undefined>): readonly Maybe<string>[] {
  return isKnown(names) ? (names ?? []) : [names];
}

function describe(value: Maybe<string | undefined>): string {
  return value instanceof Unknown || value === undefined ? "(unknown)" : value;
}
