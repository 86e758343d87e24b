import { ResourceType } from "../resourceType";

/** S3. A setting of a bucket is known by the bucket's name. */
const bucketSetting: ResourceType = { immutable: ["bucket"], id: ({ bucket }) => bucket as string };

export const storageTypes: Record<string, ResourceType> = {
  "aws:s3/bucket:Bucket": {
    namedBy: "bucket",
    immutable: ["bucket"],
    id: ({ bucket }) => bucket as string,
    outputs: ({ bucket }, { region }) => ({
      arn: `arn:aws:s3:::${bucket as string}`,
      bucketDomainName: `${bucket as string}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${bucket as string}.s3.${region}.amazonaws.com`,
      region,
    }),
  },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucketSetting,
  "aws:s3/bucketPolicy:BucketPolicy": bucketSetting,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucketSetting,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": bucketSetting,
  "aws:s3/bucketVersioning:BucketVersioning": bucketSetting,
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    immutable: ["bucket", "key"],
    id: ({ bucket, key }) => `${bucket as string}/${key as string}`,
    outputs: ({ bucket, key, source }) => ({
      arn: `arn:aws:s3:::${bucket as string}/${key as string}`,
      etag: ((source as { hash?: string } | undefined)?.hash ?? "").slice(0, 32),
    }),
  },
};
