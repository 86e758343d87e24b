import { readOriginName, readOriginPath } from "../cloudfront/readers/originName";
import { sameName } from "../apigateway/domainNames";
import { endpointOf } from "../apigateway/endpointOf";
import { Distribution, Origin } from "../cloudfront/model";
import { viewsOf } from "../cloudfront/tenants";
import { ProgramIndex } from "../program/programIndex";
import { both, isKnown, map, Maybe, not } from "../program/maybe";
import { readString } from "../program/readValue";
import { bucketTypes } from "../s3/buckets";
import { toFindings } from "../findings/checkBehaviors";
import { cut } from "../findings/message";
import { misledName } from "./originDnsRecord";
import { RoutedDistribution } from "../findings/routedDistribution";
import { Finding, Rule } from "../findings/rule";
import { otherStacks } from "../findings/settings";

const connection =
  '{ httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] }';

export const originDomainName: Rule = {
  name: "origin-domain-name",
  displayName: "The domain name of an origin is a hostname",
  description:
    "An origin's domainName must be a hostname, its originPath must begin with a slash and not end with one, and an API or a load balancer must be a custom origin.",
  level: "mandatory",
  severity: "medium",
  tags: ["cloudfront", "api-gateway", "aws"],
  remediationSteps: `Set domainName to the hostname, without a scheme, port or path, and originPath to the path. Give an API or a load balancer customOriginConfig: ${connection}.`,
  url: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html",
  failingRequest:
    "none: CloudFront rejects the distribution (InvalidArgument: The parameter origin name cannot contain a colon; The parameter Origin DomainName does not refer to a valid S3 bucket)",
  decidedFrom: "inputs",
  config: otherStacks,
  check: (distribution) =>
    isKnown(distribution.origins) ? distribution.origins.flatMap((origin, at) => check(origin, at, distribution)) : [],
};

/** The name before the path, and both before missing settings. An origin gets one finding. */
function check(origin: Origin, at: number, distribution: RoutedDistribution): Finding[] {
  const findings = [
    ...checkName(origin).filter(({ kind }) => kind === "violation"),
    ...checkPath(origin),
    ...checkSettings(origin, distribution),
    ...checkName(origin),
    ...checkRegion(origin, distribution),
    ...checkLoop(at, distribution),
    ...checkRecord(origin, distribution),
  ];
  return findings.slice(0, 1);
}

function checkName(origin: Origin): Finding[] {
  const written = origin.written.domainName;
  if (!isKnown(written) || written === undefined || written.includes("{{")) {
    return [];
  }
  const { host, path } = readOriginName(written);
  const fix = `Set domainName: "${cut(host, 90)}"${path === "" ? "" : ` and originPath: "${cut(path, 40)}"`}`;
  const problem = (what: string): string => `domainName "${cut(written, 70)}" ${what}. ${fix}`;
  if (/[/:?#\s]/.test(written)) {
    const isAlsoBare = origin.hasCustomSettings === false && origin.shape === "custom";
    return violation(
      origin,
      `${problem("is not a hostname, and CloudFront rejects it")}${isAlsoBare ? ", with customOriginConfig" : ""}.`,
    );
  }
  return written.endsWith(".")
    ? [{ ...label(origin), kind: "weakness", problem: `${problem("ends with a dot")}.` }]
    : [];
}

function checkPath(origin: Origin): Finding[] {
  const written = origin.written.originPath;
  if (!isKnown(written) || written === undefined || written.includes("{{")) {
    return [];
  }
  const isValid = written.startsWith("/") && !written.endsWith("/");
  const path = readOriginPath(written);
  const fix = path === "" ? "Remove originPath." : `Set originPath: "${cut(path, 90)}".`;
  return isValid
    ? []
    : violation(
        origin,
        `originPath "${cut(written, 70)}" must begin with a slash and not end with one, or CloudFront rejects it. ${fix}`,
      );
}

/** Without customOriginConfig, CloudFront assumes a bucket. */
function checkSettings(origin: Origin, distribution: RoutedDistribution): Finding[] {
  const server = serverAt(origin, distribution);
  if (server === undefined || origin.shape === "vpc") {
    return [];
  }
  return toFindings(label(origin).behavior, {
    fails: both(
      not(origin.hasCustomSettings),
      map(server, () => true),
    ),
    problem: `it has no customOriginConfig, so CloudFront rejects ${isKnown(server) ? cut(server, 70) : "it"} as an S3 bucket. Set customOriginConfig: ${connection}.`,
  });
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
const loadBalancerName = /\.elb\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$/i;

/** A hostname that is certainly not one of S3; undefined for any other. */
function serverAt(origin: Origin, distribution: RoutedDistribution): Maybe<string> | undefined {
  const { domainName } = origin;
  const endpoint = endpointOf(origin, distribution, distribution.program);
  const service = isKnown(endpoint) ? endpoint.service : undefined;
  if (isKnown(domainName)) {
    const isServer = service === "api-gateway" || service === "lambda-url" || loadBalancerName.test(domainName ?? "");
    return isServer ? domainName : undefined;
  }
  // A program can make the name of a bucket from the ID of an API.
  const canBeServer = service !== undefined && service !== "s3" && service !== "s3-website";
  const hasBucket = domainName.candidates.some(({ type }) => bucketTypes.includes(type));
  return canBeServer && !hasBucket ? domainName : undefined;
}

/** A VPC origin does not use DNS. */
function checkRecord(origin: Origin, { program }: RoutedDistribution): Finding[] {
  const fails = origin.shape === "vpc" ? undefined : misledName(origin, program);
  return fails === undefined ? [] : toFindings(label(origin).behavior, { fails, problem: "" });
}

const globalBucketName = /^(.+)\.s3\.amazonaws\.com$/i;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html#VirtualHostingBackwardsCompatibility */
function checkRegion(origin: Origin, { program }: RoutedDistribution): Finding[] {
  const { domainName } = origin;
  const bucket = isKnown(domainName) ? globalBucketName.exec(domainName ?? "")?.[1] : undefined;
  const found = bucketTypes.map((type) => program.find(type, bucket, "bucket")).find((one) => one !== undefined);
  const region = found && readString(found.props, "region");
  if (bucket === undefined || !isKnown(region) || region === undefined || region === "us-east-1") {
    return [];
  }
  const name = `${bucket}.s3.${region}.amazonaws.com`;
  const problem = `its domain name has no region, and S3 can redirect requests for a bucket in ${region} (307). Set domainName to bucketRegionalDomainName: "${cut(name, 110)}".`;
  return [{ ...label(origin), kind: "weakness", problem }];
}

/** Rule api-gateway-origin-invocable reports an API at this name. A VPC origin does not use DNS. */
function checkLoop(at: number, { program, urn, ...distribution }: RoutedDistribution): Finding[] {
  return viewsOf(distribution, program, urn)
    .flatMap((view) => {
      const origin = isKnown(view.origins) ? view.origins[at] : undefined;
      return origin === undefined ? [] : checkLoopOf(origin, view, program);
    })
    .slice(0, 1);
}

function checkLoopOf(origin: Origin, distribution: Distribution, program: ProgramIndex): Finding[] {
  const { domainName, shape } = origin;
  const { aliases } = distribution;
  const endpoint = endpointOf(origin, distribution, program);
  const isOther = shape !== "vpc" && isKnown(endpoint) && endpoint.service === "other";
  const isAlias = (isKnown(aliases) ? aliases : []).some((alias) => isKnown(alias) && sameName(alias, domainName));
  if (!isOther || !isAlias || !isKnown(domainName)) {
    return [];
  }
  const problem = `its domain name "${cut(domainName ?? "", 70)}" is an alias of this distribution: if its DNS record points to the distribution, requests loop back to it. Use another hostname for the origin.`;
  return [{ ...label(origin), kind: "weakness", problem }];
}

function violation(origin: Origin, problem: string): Finding[] {
  return [{ ...label(origin), kind: "violation", problem }];
}

function label({ id }: Origin): Pick<Finding, "behavior"> {
  return { behavior: isKnown(id) && id !== undefined ? `origin "${id}"` : "an origin" };
}
