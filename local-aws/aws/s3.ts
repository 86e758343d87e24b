import { typeToken } from "./resource";

export interface Bucket {
  readonly arn: string;
  readonly bucketDomainName: string;
  readonly bucketRegionalDomainName: string;
}

export interface BucketObject {
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
  readonly contentLanguage?: string;
  readonly contentType?: string;
  readonly etag?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** S3 stores when an object was written; Pulumi's resource does not return it. */
export interface ObjectWrite {
  readonly lastModified: string;
}

export const buckets = typeToken<Bucket>("aws:s3/bucket:Bucket");
export const bucketObjects = typeToken<BucketObject, ObjectWrite>("aws:s3/bucketObjectv2:BucketObjectv2");
export const bucketPolicies = typeToken<{ readonly policy: string }>("aws:s3/bucketPolicy:BucketPolicy");
export const publicAccessBlocks = typeToken<{ readonly restrictPublicBuckets?: boolean }>(
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
);
