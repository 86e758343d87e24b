import { isKnown, map, Maybe, Resource, Tristate, Unknown } from "../../program/maybe";
import { ProgramIndex } from "../../program/programIndex";
import { readObject, readString } from "../../program/readValue";
import { canReferTo, isBeingCreated } from "../../program/references";
import { resourceName } from "../../program/resource";
import { bucketTypes } from "../../s3/buckets";
import { DistributionSubject } from "./certificates";
import { Refusal } from "./refusal";

const ownershipControls = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
export const ownershipTypes: readonly string[] = [ownershipControls];

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
export const loggingRefusals: readonly Refusal<DistributionSubject>[] = [
  {
    error: "InvalidArgument: The S3 bucket that you specified for CloudFront logs does not enable ACL access.",
    source: "https://github.com/aws-samples/baseline-environment-on-aws/issues/363",
    part: "logging",
    isRefused: ({ distribution: { logBucket }, program }) => {
      const bucket = bucketOf(logBucket, program);
      return bucket === undefined ? false : rejectsAcls(bucket, program);
    },
    problem: () =>
      'the log bucket has object ownership "BucketOwnerEnforced", the default, and accepts no ACL, so CloudFront rejects it. Create BucketOwnershipControls with objectOwnership: "BucketOwnerPreferred", or use standard logging v2.',
  },
];

/** The bucket of the program that gets the logs; undefined for a bucket of another stack. */
function bucketOf(domainName: Maybe<string | undefined>, program: ProgramIndex): Resource | undefined {
  const reference = map(domainName, (name) => /^(.+)\.s3[.-].*amazonaws\.com/.exec(name ?? "")?.[1]);
  const [bucket, ...others] = bucketTypes.flatMap((type) => program.possible(type, reference, "bucket"));
  return others.length === 0 ? bucket : undefined;
}

/** A bucket that is older than April 2023 accepts ACLs without ownership controls; a new one does not. */
function rejectsAcls(bucket: Resource, program: ProgramIndex): Tristate {
  const controls = program.referring(ownershipControls, "bucket", bucket);
  const [first] = controls;
  if (first === undefined) {
    const canHaveControls =
      program.creators.length > 0 ||
      program.ofType(ownershipControls).some((control) => canReferTo(control, "bucket", bucket));
    return (
      (isBeingCreated(bucket) && !canHaveControls) ||
      new Unknown(
        `the bucket ${resourceName(bucket)} has no BucketOwnershipControls here, and new buckets accept no ACLs`,
        undefined,
        { resolution: 'Create them with objectOwnership: "BucketOwnerPreferred".' },
      )
    );
  }
  const ownership = readString(readObject(first.props, "rule"), "objectOwnership");
  return controls.length > 1 && isKnown(ownership)
    ? new Unknown(`the bucket ${resourceName(bucket)} has several ownership controls`, undefined, {
        resolution: "Keep one.",
      })
    : map(ownership, (known) => known === "BucketOwnerEnforced");
}
