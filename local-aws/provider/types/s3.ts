import { ResourceType, typesOf } from "../resourceType";
import { refusedWhileUsedBy } from "./inUse";

/** S3. A setting of a bucket is known by the bucket's name. */
const bucketSetting: ResourceType<Inputs> = { immutable: ["bucket"], id: ({ bucket }) => bucket };

interface Inputs {
  readonly bucket: string;
  readonly key: string;
  readonly source?: { readonly hash?: string };
}

const whileFull = refusedWhileUsedBy(
  ["aws:s3/bucketObjectv2:BucketObjectv2"],
  "BucketNotEmpty: The bucket you tried to delete is not empty.",
);

export const storageTypes = typesOf<Inputs>({
  "aws:s3/bucket:Bucket": {
    namedBy: "bucket",
    immutable: ["bucket"],
    id: ({ bucket }) => bucket,
    unique: {
      by: ({ bucket }) => bucket,
      error: ({ bucket }) => `creating S3 Bucket (${bucket}): BucketAlreadyExists`,
    },
    refuseDelete: (stored, account) => (stored.inputs.forceDestroy === true ? undefined : whileFull(stored, account)),
    outputs: ({ bucket }, { region }) => ({
      arn: `arn:aws:s3:::${bucket}`,
      bucketDomainName: `${bucket}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${bucket}.s3.${region}.amazonaws.com`,
      region,
    }),
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": bucketSetting,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucketSetting,
  "aws:s3/bucketPolicy:BucketPolicy": bucketSetting,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucketSetting,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": bucketSetting,
  "aws:s3/bucketVersioning:BucketVersioning": bucketSetting,
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    immutable: ["bucket", "key"],
    id: ({ bucket, key }) => `${bucket}/${key}`,
    keep: () => ({ lastModified: new Date().toISOString() }),
    outputs: ({ bucket, key, source }) => ({
      arn: `arn:aws:s3:::${bucket}/${key}`,
      etag: (source?.hash ?? "").slice(0, 32),
    }),
  },
});
