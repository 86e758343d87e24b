import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { shortName } from "./shortName";

export interface PrivateBucketArgs {
  /** Whether a destroy deletes the objects too. @default false */
  readonly forceDestroy?: boolean;
  /** Days after which an object expires. Old versions are deleted 30 days later. @default never */
  readonly expireAfterDays?: number;
}

/** A bucket without public access. Until it has a policy, only its account can read and write it. */
export interface PrivateBucket {
  readonly bucket: s3.Bucket;
  /** Must exist before the bucket gets its policy. */
  readonly publicAccessBlock: s3.BucketPublicAccessBlock;
}

/** One statement of a bucket policy. */
export type Statement = Readonly<Record<string, unknown>>;

const keepOldVersionsDays = 30;
const abortUploadsAfterDays = 7;

/** Creates the objects of a bucket. An object from before versioning has no version, so a destroy would not delete it. */
export type Upload = (bucket: s3.Bucket, versioning: s3.BucketVersioning) => readonly s3.BucketObjectv2[];

/** A bucket without public access and ACLs, encrypted and versioned. Old versions and incomplete uploads expire. */
export function privateBucket(
  name: string,
  args: PrivateBucketArgs,
  opts: pulumi.CustomResourceOptions,
  upload: Upload = () => [],
): PrivateBucket {
  const resource = new s3.Bucket(
    shortName("bucket", `${name}-bucket`),
    { forceDestroy: args.forceDestroy ?? false },
    opts,
  );
  const { bucket } = resource;
  new s3.BucketOwnershipControls(
    `${name}-bucket-ownership`,
    { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    opts,
  );
  new s3.BucketServerSideEncryptionConfiguration(
    `${name}-bucket-encryption`,
    {
      bucket,
      // S3 blocks SSE-C in new buckets. Without the setting, each refresh would report it as drift:
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, blockedEncryptionTypes: ["SSE-C"] }],
    },
    opts,
  );
  const versioning = new s3.BucketVersioning(
    `${name}-bucket-versioning`,
    { bucket, versioningConfiguration: { status: "Enabled" } },
    opts,
  );
  new s3.BucketLifecycleConfiguration(
    `${name}-bucket-lifecycle`,
    { bucket, rules: lifecycleRules(args.expireAfterDays) },
    // With `protect`, a refused destroy ends at this resource, before the objects that it depends on.
    { ...opts, dependsOn: [versioning, ...upload(resource, versioning)] },
  );
  const publicAccessBlock = new s3.BucketPublicAccessBlock(
    `${name}-bucket-public-access`,
    { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    opts,
  );
  return { bucket: resource, publicAccessBlock };
}

/** The bucket's only policy: these statements, and a denial of requests without TLS. */
export function privateBucketPolicy(
  name: string,
  { bucket, publicAccessBlock }: PrivateBucket,
  statements: pulumi.Input<readonly Statement[]>,
  opts: pulumi.CustomResourceOptions,
): s3.BucketPolicy {
  const policy = pulumi
    .all([bucket.arn, statements])
    .apply(([arn, allowed]) => JSON.stringify({ Version: "2012-10-17", Statement: [...allowed, denyWithoutTls(arn)] }));
  return new s3.BucketPolicy(
    `${name}-bucket-policy`,
    { bucket: bucket.bucket, policy },
    { ...opts, dependsOn: publicAccessBlock },
  );
}

/**
 * Two rules, since one rule cannot have both an expiration in days and one of delete markers.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
function lifecycleRules(expireAfterDays: number | undefined): s3.BucketLifecycleConfigurationArgs["rules"] {
  const everything = { status: "Enabled", filter: { prefix: "" } };
  return [
    {
      ...everything,
      id: "clear-away",
      abortIncompleteMultipartUpload: { daysAfterInitiation: abortUploadsAfterDays },
      noncurrentVersionExpiration: { noncurrentDays: keepOldVersionsDays },
      expiration: { expiredObjectDeleteMarker: true },
    },
    ...(expireAfterDays === undefined ? [] : [{ ...everything, id: "expire", expiration: { days: expireAfterDays } }]),
  ];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html */
function denyWithoutTls(bucketArn: string): Statement {
  return {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
