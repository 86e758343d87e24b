import * as pulumi from "@pulumi/pulumi";

export interface StaticOriginArgs {
  /**
   * The folder whose files are uploaded under their relative paths. A relative path starts from the program's working
   * directory. Files and folders that begin with a dot are ignored, except `.well-known`. A link to a file is uploaded as the
   * file.
   * @default none: requires `bucket`, whose files another program uploads
   */
  readonly directory?: string;
  /**
   * An existing bucket, such as an `aws.s3.Bucket`. The component changes none of its settings and does not write its policy: add
   * the statements of `readStatements` to it.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
   * @default a new private bucket
   */
  readonly bucket?: ExistingBucket;
  /**
   * Whether a destroy deletes the files too (`forceDestroy` of the bucket).
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html
   * @default false
   */
  readonly forceDestroy?: boolean;
  /**
   * Folders inside `directory` whose files never change, e.g. `assets` of Vite or `_next/static`. Browsers cache them for a
   * year without revalidation.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
   * @default none; only files with a bundler's hash in their name are cached for a year
   */
  readonly immutableFolders?: readonly string[];
}

/** A bucket of this account. CloudFront signs requests to it, so its objects must not be public. */
export interface ExistingBucket {
  /** The bucket's name. */
  readonly bucket: pulumi.Input<string>;
  /** The bucket's ARN. */
  readonly arn: pulumi.Input<string>;
  /** The bucket's hostname in its region: `{bucket}.s3.{region}.amazonaws.com`. */
  readonly bucketRegionalDomainName: pulumi.Input<string>;
}
