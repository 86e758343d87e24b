// The hostnames that AWS assigns, in the partition `aws`. Other partitions are not modeled.

/** Builds and recognizes the hostnames of one kind. `*` as an ID gives a wildcard for certificates. */
interface RegionalHostname {
  readonly of: (id: string, region: string) => string;
  readonly parse: (hostname: string) => { readonly id: string; readonly region: string } | undefined;
}

function regional(service: string, suffix: string, id = "[^.]+"): RegionalHostname {
  const pattern = new RegExp(`^(${id})\\.${service}\\.([^.]+)\\.${suffix.replaceAll(".", "\\.")}$`);
  return {
    of: (label, region) => `${label}.${service}.${region}.${suffix}`,
    parse: (hostname) => {
      const [, label, region] = pattern.exec(hostname) ?? [];
      return label === undefined || region === undefined ? undefined : { id: label, region };
    },
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html */
export const apiHostname = regional("execute-api", "amazonaws.com");

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html */
export const functionUrlHostname = regional("lambda-url", "on.aws");

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
export const bucketHostname = regional("s3", "amazonaws.com", ".+");

// https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints
const websiteRegionsWithDash =
  "ap-northeast-1 ap-southeast-1 ap-southeast-2 eu-west-1 sa-east-1 us-east-1 us-west-1 us-west-2".split(" ");
const websiteHostnames = /^(.+)\.s3-website[.-]([a-z0-9-]+)\.amazonaws\.com$/;

/** The website endpoint of a bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html */
export const websiteHostname: RegionalHostname = {
  of: (bucket, region) =>
    `${bucket}.s3-website${websiteRegionsWithDash.includes(region) ? "-" : "."}${region}.amazonaws.com`,
  parse: (hostname) => {
    const [, id, region] = websiteHostnames.exec(hostname) ?? [];
    return id === undefined || region === undefined ? undefined : { id, region };
  },
};

const globalBuckets = ".s3.amazonaws.com";

/** The hostname of a bucket without a region. AWS sends its requests to us-east-1 first. */
export function globalBucketHostname(bucket: string): string {
  return `${bucket}${globalBuckets}`;
}

export function isGlobalBucketHostname(hostname: string): boolean {
  return hostname.endsWith(globalBuckets);
}

/** The hostname of a bucket, with hyphens in place of the dots in the bucket's name. Other hostnames stay as they are. */
export function withoutDotsInBucket(hostname: string): string {
  return hostname.replace(
    /^(.+)(\.s3(?:\.[a-z0-9-]+)?\.amazonaws\.com)$/,
    (_, bucket: string, suffix: string) => `${bucket.replaceAll(".", "-")}${suffix}`,
  );
}

const distributions = ".cloudfront.net";

export function distributionHostname(label: string): string {
  return `${label}${distributions}`;
}

export function isDistributionHostname(hostname: string): boolean {
  return hostname.endsWith(distributions);
}

const loadBalancerSuffix = ".elb.amazonaws.com";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html */
export function loadBalancerHostname(label: string, region: string): string {
  return `${label}.${region}${loadBalancerSuffix}`;
}

export function isLoadBalancerHostname(hostname: string): boolean {
  return hostname.endsWith(loadBalancerSuffix);
}
