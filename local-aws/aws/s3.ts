import { zipSync } from "fflate";
import { Account } from "./account";
import { StoredResource, typeToken } from "./resource";

export interface Bucket {
  readonly arn: string;
  readonly bucketDomainName: string;
  readonly bucketRegionalDomainName: string;
  readonly website?: BucketWebsite;
}

/** The earlier form of a website's settings, in the bucket itself. */
export interface BucketWebsite {
  readonly indexDocument?: string;
  readonly errorDocument?: string;
  /** A hostname, with or without a protocol. */
  readonly redirectAllRequestsTo?: string;
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

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_WebsiteConfiguration.html */
export interface Website {
  readonly indexDocument?: { readonly suffix: string };
  readonly errorDocument?: { readonly key: string };
  readonly redirectAllRequestsTo?: RedirectTarget;
  readonly routingRules?: readonly WebsiteRule[];
}

interface RedirectTarget {
  readonly hostName?: string;
  readonly protocol?: string;
}

export interface WebsiteRule {
  readonly condition?: { readonly httpErrorCodeReturnedEquals?: string; readonly keyPrefixEquals?: string };
  readonly redirect: RedirectTarget & {
    readonly httpRedirectCode?: string;
    readonly replaceKeyPrefixWith?: string;
    readonly replaceKeyWith?: string;
  };
}

export const buckets = typeToken<Bucket>("aws:s3/bucket:Bucket");
export const bucketObjects = typeToken<BucketObject, ObjectWrite>("aws:s3/bucketObjectv2:BucketObjectv2");
export const bucketPolicies = typeToken<{ readonly policy: string }>("aws:s3/bucketPolicy:BucketPolicy");
export const publicAccessBlocks = typeToken<{ readonly restrictPublicBuckets?: boolean }>(
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
);
export const websites = typeToken<Website>("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration");

/** The website's settings of a bucket, as a resource or in the bucket. */
export function websiteOf(account: Account, bucket: string): Website | undefined {
  const { website } = account.get(buckets, bucket)?.outputs ?? {};
  return account.get(websites, bucket)?.outputs ?? (website && readBucketWebsite(website));
}

function readBucketWebsite({ indexDocument, errorDocument, redirectAllRequestsTo }: BucketWebsite): Website {
  const [, protocol, hostName] = /^(?:(https?):\/\/)?(.+)$/.exec(redirectAllRequestsTo ?? "") ?? [];
  return {
    ...(indexDocument === undefined ? {} : { indexDocument: { suffix: indexDocument } }),
    ...(errorDocument === undefined ? {} : { errorDocument: { key: errorDocument } }),
    ...(hostName === undefined
      ? {}
      : { redirectAllRequestsTo: { hostName, ...(protocol === undefined ? {} : { protocol }) } }),
  };
}

/** The content of an object. An archive is stored as its files. */
export function contentOf(account: Account, { files = {} }: StoredResource<BucketObject, ObjectWrite>): Buffer {
  const { "": content } = files;
  if (content !== undefined) {
    return account.readBlob(content);
  }
  const entries = Object.entries(files).map(([name, hash]): [string, Buffer] => [name, account.readBlob(hash)]);
  return Buffer.from(zipSync(Object.fromEntries(entries), { mtime: new Date(1980, 0, 1) }));
}
