import { canonicalName, sameName } from "../apigateway/domainNames";
import { serviceOfName } from "../apigateway/serviceNames";
import { Origin } from "../cloudfront/model";
import { functionUrlTypes } from "../lambda/functionUrls";
import { isKnown, Maybe, Unknown } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { readString } from "../program/readValue";
import { canOutputAnything } from "../program/sources";
import { bucketTypes } from "../s3/buckets";

/**
 * Why requests fail if the program's DNS records lead an origin's name to a service that answers only for names that it
 * knows; undefined otherwise. The records may be in a private hosted zone, which CloudFront does not use.
 */
export function misledName({ domainName }: Origin, program: ProgramIndex): Unknown | undefined {
  if (!isKnown(domainName) || domainName === undefined) {
    return undefined;
  }
  const name = domainName.toLowerCase();
  const targets = serviceAt(name) === undefined ? program.dnsTargets(name) : [];
  const leadsOnlyTo = (isService: (target: Maybe<string>) => boolean): boolean =>
    targets.length > 0 && targets.every(isService);
  if (leadsOnlyTo(isFunctionUrl)) {
    return misled(
      "a Lambda function URL, which returns 403 for other hostnames than its own",
      "the function URL's hostname",
    );
  }
  return leadsOnlyTo((target) => isOtherBucket(target, name))
    ? misled(
        "an S3 bucket with another name, and S3 looks for a bucket with the name of the host",
        "the bucket's hostname",
      )
    : undefined;
}

function misled(target: string, fix: string): Unknown {
  return new Unknown(`its DNS record leads to ${target}`, undefined, { resolution: `Set domainName to ${fix}.` });
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
function isFunctionUrl(target: Maybe<string>): boolean {
  return isKnown(target) ? serviceAt(target)?.service === "lambda-url" : comesOnlyFrom(target, functionUrlTypes);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html#VirtualHostingCustomURLs */
function isOtherBucket(target: Maybe<string>, name: string): boolean {
  if (!isKnown(target)) {
    return (
      comesOnlyFrom(target, bucketTypes) &&
      target.candidates.every(({ props }) => {
        const bucket = readString(props, "bucket");
        return isKnown(bucket) && bucket !== undefined && !sameName(bucket, name);
      })
    );
  }
  const service = serviceAt(target)?.service;
  return (service === "s3" || service === "s3-website") && !target.toLowerCase().startsWith(`${name}.s3`);
}

function serviceAt(target: string): ReturnType<typeof serviceOfName> {
  return serviceOfName(canonicalName(target));
}

function comesOnlyFrom({ candidates }: Unknown, types: readonly string[]): boolean {
  return (
    candidates.length > 0 && candidates.every((source) => types.includes(source.type) && !canOutputAnything(source))
  );
}
