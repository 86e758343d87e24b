import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";

export interface PrivateBucketArgs {
  /** Whether a destroy may take the objects along. @default false */
  readonly forceDestroy?: boolean;
  /** Days after which an object goes; a version that was overwritten or deleted goes 30 days later. @default never */
  readonly expireAfterDays?: number;
}

/** A bucket that nobody can read or write from outside the account before it gets a policy. */
export interface PrivateBucket {
  readonly bucket: s3.Bucket;
  /** What must be in place before a policy opens it. */
  readonly publicAccessBlock: s3.BucketPublicAccessBlock;
}

/** One statement of a bucket policy. */
export type Statement = Readonly<Record<string, unknown>>;

const keepOldVersionsDays = 30;
const abortUploadsAfterDays = 7;

/** Public access blocked, access control lists off, encrypted, versioned, old versions and broken uploads cleared away. */
export function privateBucket(
  name: string,
  args: PrivateBucketArgs,
  opts: pulumi.CustomResourceOptions,
): PrivateBucket {
  const made = new s3.Bucket(`${name}-bucket`, { forceDestroy: args.forceDestroy ?? false }, opts);
  const { bucket } = made;
  new s3.BucketOwnershipControls(
    `${name}-bucket-ownership`,
    { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    opts,
  );
  new s3.BucketServerSideEncryptionConfiguration(
    `${name}-bucket-encryption`,
    { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
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
    { ...opts, dependsOn: versioning },
  );
  const publicAccessBlock = new s3.BucketPublicAccessBlock(
    `${name}-bucket-public-access`,
    { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    opts,
  );
  return { bucket: made, publicAccessBlock };
}

/** The bucket's one policy: these statements, and no request without TLS. */
export function privateBucketPolicy(
  name: string,
  { bucket, publicAccessBlock }: PrivateBucket,
  statements: pulumi.Input<readonly Statement[]>,
  opts: pulumi.CustomResourceOptions,
): s3.BucketPolicy {
  const policy = pulumi
    .all([bucket.arn, statements])
    .apply(([arn, allowed]) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [...allowed, nothingWithoutTls(arn)] }),
    );
  return new s3.BucketPolicy(
    `${name}-bucket-policy`,
    { bucket: bucket.bucket, policy },
    { ...opts, dependsOn: publicAccessBlock },
  );
}

/**
 * Rules apart, since an expiration in days and one of lone delete markers can't share one.
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
function nothingWithoutTls(bucketArn: string): Statement {
  return {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
