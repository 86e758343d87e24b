import { createHash } from "node:crypto";
import type { JsonObject } from "../../aws/account";
import { bucketObjects, bucketPolicies, buckets, BucketWebsite, publicAccessBlocks, websites } from "../../aws/s3";
import { bucketHostname, globalBucketHostname, websiteHostname } from "../../aws/hostnames";
import { resourceType } from "../resourceType";
import { inUseError } from "./errors";
import { regionalZoneId } from "./ids";

interface BucketInputs {
  readonly bucket: string;
  readonly website?: BucketWebsite;
}

interface ObjectInputs extends BucketInputs {
  readonly key: string;
  readonly source?: { readonly hash?: string };
  readonly content?: string;
  readonly contentBase64?: string;
}

function inlineContent({ content, contentBase64 }: ObjectInputs): Buffer | undefined {
  if (content !== undefined) {
    return Buffer.from(content);
  }
  return contentBase64 === undefined ? undefined : Buffer.from(contentBase64, "base64");
}

function etagOf(inputs: ObjectInputs): string {
  const content = inlineContent(inputs);
  return content === undefined
    ? (inputs.source?.hash ?? "").slice(0, 32)
    : createHash("md5").update(content).digest("hex");
}

function websiteOutputs(bucket: string, region: string): JsonObject {
  const websiteEndpoint = websiteHostname.of(bucket, region);
  return { websiteEndpoint, websiteDomain: websiteEndpoint.slice(bucket.length + 1) };
}

/** A setting of a bucket has the bucket's name as its ID. */
const bucketSetting = resourceType<BucketInputs>({ immutable: ["bucket"], id: ({ bucket }) => bucket });

const notEmptyError = inUseError([bucketObjects], "BucketNotEmpty: The bucket you tried to delete is not empty.");

export const s3Types = {
  [buckets]: resourceType<BucketInputs>({
    namedBy: "bucket",
    isLowerCase: true,
    immutable: ["bucket"],
    id: ({ bucket }) => bucket,
    unique: {
      by: ({ bucket }) => bucket,
      error: ({ bucket }) => `creating S3 Bucket (${bucket}): BucketAlreadyExists`,
    },
    deleteError: (stored, account) =>
      stored.inputs.forceDestroy === true ? undefined : notEmptyError(stored, account),
    outputs: ({ bucket, website }, { region, token }) => ({
      arn: `arn:aws:s3:::${bucket}`,
      bucketDomainName: globalBucketHostname(bucket),
      bucketRegionalDomainName: bucketHostname.of(bucket, region),
      bucketRegion: region,
      hostedZoneId: regionalZoneId(token),
      ...(website === undefined ? {} : websiteOutputs(bucket, region)),
    }),
  }),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": bucketSetting,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucketSetting,
  [bucketPolicies]: bucketSetting,
  [publicAccessBlocks]: bucketSetting,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": bucketSetting,
  "aws:s3/bucketVersioning:BucketVersioning": bucketSetting,
  [websites]: resourceType<BucketInputs>({
    immutable: ["bucket"],
    id: ({ bucket }) => bucket,
    outputs: ({ bucket }, { region }) => websiteOutputs(bucket, region),
  }),
  [bucketObjects]: resourceType<ObjectInputs>({
    namedBy: "key",
    hasPlainName: true,
    immutable: ["bucket", "key"],
    id: ({ bucket, key }) => `${bucket}/${key}`,
    internal: () => ({ lastModified: new Date().toISOString() }),
    content: inlineContent,
    outputs: (inputs) => ({ arn: `arn:aws:s3:::${inputs.bucket}/${inputs.key}`, etag: etagOf(inputs) }),
  }),
};
