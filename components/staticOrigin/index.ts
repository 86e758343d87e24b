import * as cloudfront from "@pulumi/aws/cloudfront";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { basename, join } from "node:path";
import { S3Origin } from "../origin";
import { PrivateBucket, privateBucket, privateBucketPolicy } from "../privateBucket";
import { problem, rejectArguments } from "../problems";
import { unprotected } from "../protection";
import { shortName } from "../shortName";
import { readAndList } from "./bucketPolicy";
import { cacheControl, immutable } from "./cacheControl";
import { checkStaticOrigin, isInside } from "./check";
import { contentType, readSiteFolder } from "./files";

export { checkStaticOrigin } from "./check";

export interface StaticOriginArgs {
  /**
   * The folder whose files are uploaded under their relative paths. A relative path starts from the program's working
   * directory. Files and folders that begin with a dot are ignored, except `.well-known`. A link to a file is uploaded as the
   * file.
   */
  readonly directory: string;
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

/** The page for paths without a matching file. The distribution serves it with the status in its metadata. */
const notFoundPage = "404.html";

/**
 * A private bucket with the files of a folder. Only the distributions passed to `grantRead` can read it.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export class StaticOrigin extends pulumi.ComponentResource {
  /** The `origin` of a route of `MultiOriginDistribution`. */
  public readonly origin: S3Origin;
  public readonly bucketName: pulumi.Output<string>;
  public readonly bucketArn: pulumi.Output<string>;
  private readonly privateBucket: PrivateBucket;
  private policy: s3.BucketPolicy | undefined;

  constructor(
    private readonly resourceName: string,
    args: StaticOriginArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    rejectArguments("StaticOrigin", checkStaticOrigin(args));
    super("multi-origin:index:StaticOrigin", resourceName, {}, opts);

    const { files } = readSiteFolder(args.directory);
    this.privateBucket = privateBucket(
      resourceName,
      args.forceDestroy === undefined ? {} : { forceDestroy: args.forceDestroy },
      { parent: this },
      (bucket, versioning) => this.uploadFiles(files, args, bucket, versioning),
    );
    this.bucketName = this.privateBucket.bucket.bucket;
    this.bucketArn = this.privateBucket.bucket.arn;
    this.origin = {
      kind: "s3",
      name: resourceName,
      domainName: this.privateBucket.bucket.bucketRegionalDomainName,
      originAccessControlId: this.createAccessControl().id,
      files,
    };
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }

  /**
   * Allows these distributions to read and list the bucket, over TLS only. Call it once, with all distributions: a bucket has
   * one policy.
   */
  public grantRead(...distributionArns: pulumi.Input<string>[]): void {
    if (this.policy !== undefined) {
      const reason = "called a second time, but a bucket has one policy; pass all distributions in one call";
      rejectArguments("StaticOrigin.grantRead", [{ propertyPath: "distributionArns", reason }]);
    }
    if (distributionArns.length === 0) {
      const fix = "pass the distributionArn of each distribution that serves these files";
      rejectArguments("StaticOrigin.grantRead", [problem("distributionArns", distributionArns, fix)]);
    }
    const statements = pulumi
      .all([this.bucketArn, pulumi.all(distributionArns)])
      .apply(([bucketArn, arns]) => readAndList(bucketArn, arns));
    this.policy = privateBucketPolicy(this.resourceName, this.privateBucket, statements, { parent: this });
  }

  private uploadFiles(
    files: readonly string[],
    { directory, immutableFolders = [] }: StaticOriginArgs,
    { bucket }: s3.Bucket,
    versioning: s3.BucketVersioning,
  ): s3.BucketObjectv2[] {
    return files.map((file) => {
      const neverChanges = immutableFolders.some((folder) => isInside(folder, file));
      return new s3.BucketObjectv2(
        `${this.resourceName}-file-${file}`,
        {
          bucket,
          key: file,
          source: new pulumi.asset.FileAsset(join(directory, file)),
          contentType: contentType(file),
          cacheControl: neverChanges ? immutable : cacheControl(file),
          ...(basename(file) === notFoundPage ? { metadata: { status: "404" } } : {}),
        },
        unprotected({ parent: this, dependsOn: versioning }),
      );
    });
  }

  private createAccessControl(): cloudfront.OriginAccessControl {
    return new cloudfront.OriginAccessControl(
      shortName("cloudFront", `${this.resourceName}-access-control`),
      { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
      { parent: this },
    );
  }
}
