/** An AWS partition and the DNS suffixes of its services. */
interface Partition {
  readonly id: string;
  readonly dnsSuffix: string;
  readonly dualStackSuffix?: string;
  readonly functionUrlSuffix?: string;
}

// botocore's partitions.json; the dual-stack suffixes are in its endpoint rules.
const partitions: readonly Partition[] = [
  { id: "aws", dnsSuffix: "amazonaws.com", dualStackSuffix: "api.aws", functionUrlSuffix: "on.aws" },
  {
    id: "aws-cn",
    dnsSuffix: "amazonaws.com.cn",
    dualStackSuffix: "api.amazonwebservices.com.cn",
    functionUrlSuffix: "on.amazonwebservices.com.cn",
  },
  { id: "aws-us-gov", dnsSuffix: "amazonaws.com", dualStackSuffix: "api.aws", functionUrlSuffix: "on.aws" },
  { id: "aws-eusc", dnsSuffix: "amazonaws.eu", dualStackSuffix: "api.amazonwebservices.eu" },
  { id: "aws-iso", dnsSuffix: "c2s.ic.gov" },
  { id: "aws-iso-b", dnsSuffix: "sc2s.sgov.gov" },
  { id: "aws-iso-e", dnsSuffix: "cloud.adc-e.uk" },
  { id: "aws-iso-f", dnsSuffix: "csp.hci.ic.gov" },
];

/** The DNS suffixes of AWS services in every partition. */
export const awsSuffixes: readonly string[] = partitions
  .flatMap(({ dnsSuffix, dualStackSuffix, functionUrlSuffix }) => [dnsSuffix, dualStackSuffix, functionUrlSuffix])
  .filter((one) => one !== undefined);

const suffix = oneOf(partitions.flatMap(({ dnsSuffix, dualStackSuffix }) => [dnsSuffix, dualStackSuffix]));
const functionUrlSuffix = oneOf(partitions.map((partition) => partition.functionUrlSuffix));

const executeApi = new RegExp(`^([a-z0-9-]+)\\.execute-api(-fips)?\\.[a-z0-9-]+\\.(vpce\\.)?${suffix}$`);
const lambdaUrl = new RegExp(`^[a-z0-9]+\\.lambda-url\\.[a-z0-9-]+\\.${functionUrlSuffix}$`);
// Virtual-hosted bucket names, including the older `s3-<region>` form, and access points.
// https://docs.aws.amazon.com/general/latest/gr/s3.html
const s3Bucket = new RegExp(
  `^.+\\.s3(-accelerate|-fips|-accesspoint(-fips)?)?([.-](dualstack\\.)?[a-z0-9-]+)?\\.${suffix}$`,
);
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3-mrap.html
const multiRegionAccessPoint = new RegExp(`^[a-z0-9-]+\\.mrap\\.accesspoint\\.s3-global\\.${suffix}$`);
// A website endpoint is another service: it looks for a bucket by Host, and supports only HTTP.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
const s3Website = new RegExp(`^(.+)\\.s3-website[.-][a-z0-9-]+\\.${suffix}$`);

/** A service with a hostname in a domain of AWS. `label` is the first part of the hostname. */
export type NamedService =
  | { readonly service: "api-gateway"; readonly label: string }
  | { readonly service: "s3-website"; readonly bucket: string }
  | { readonly service: "lambda-url" | "s3" };

/** The service that a lower-case name belongs to. @returns undefined for a name outside these services' domains */
export function serviceOfName(name: string): NamedService | undefined {
  const label = executeApi.exec(name)?.[1];
  if (label !== undefined) {
    return { service: "api-gateway", label };
  }
  if (lambdaUrl.test(name)) {
    return { service: "lambda-url" };
  }
  const bucket = s3Website.exec(name)?.[1];
  if (bucket !== undefined) {
    return { service: "s3-website", bucket };
  }
  return s3Bucket.test(name) || multiRegionAccessPoint.test(name) ? { service: "s3" } : undefined;
}

function oneOf(suffixes: readonly (string | undefined)[]): string {
  const known = new Set(suffixes.filter((one) => one !== undefined));
  return `(${[...known].map((one) => one.replaceAll(".", "\\.")).join("|")})`;
}
