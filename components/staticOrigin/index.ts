import * as cloudfront from "@pulumi/aws/cloudfront";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { basename, join } from "node:path";
import { S3Origin } from "../origin";
import { present } from "../present";
import { PrivateBucket, privateBucket, privateBucketPolicy, Statement } from "../privateBucket";
import { problem } from "../problems";
import { rejectArguments } from "../rejectArguments";
import { unprotected } from "../protection";
import { shortName } from "../shortName";
import { StaticOriginArgs } from "./args";
import { readAndList } from "./bucketPolicy";
import { cacheControl, immutable } from "./cacheControl";
import { checkStaticOrigin, isInside } from "./check";
import { contentType, readSiteFolder } from "./files";

export { ExistingBucket, StaticOriginArgs } from "./args";
export { checkStaticOrigin } from "./check";

/** The page for paths without a matching file. The distribution serves it with the status in its metadata. */
const notFoundPage = "404.html";

/**
 * A private bucket with the files of a folder, or an existing bucket. Only the distributions passed to `grantRead` can read a new
 * bucket.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export class StaticOrigin extends pulumi.ComponentResource {
  /** The `origin` of a route of `MultiOriginDistribution`. */
  public readonly origin: S3Origin;
  public readonly bucketName: pulumi.Output<string>;
  public readonly bucketArn: pulumi.Output<string>;
  /** Undefined if the bucket existed. */
  private readonly privateBucket: PrivateBucket | undefined;
  private policy: s3.BucketPolicy | undefined;

  constructor(
    private readonly resourceName: string,
    args: StaticOriginArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    rejectArguments("StaticOrigin", checkStaticOrigin(args));
    super("multi-origin:index:StaticOrigin", resourceName, {}, opts);

    const { directory } = args;
    const files = directory === undefined ? undefined : readSiteFolder(directory).files;
    this.privateBucket = args.bucket === undefined ? this.createBucket(args, files ?? []) : undefined;
    const bucket = this.privateBucket?.bucket ?? args.bucket;
    if (bucket === undefined) {
      throw new Error(`${resourceName} has neither a new nor an existing bucket`);
    }
    if (args.bucket !== undefined) {
      this.uploadFiles(files ?? [], args, args.bucket.bucket);
    }
    this.bucketName = pulumi.output(bucket.bucket);
    this.bucketArn = pulumi.output(bucket.arn);
    this.origin = {
      kind: "s3",
      name: resourceName,
      domainName: bucket.bucketRegionalDomainName,
      originAccessControlId: this.createAccessControl().id,
      ...present({ files }),
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
    if (this.privateBucket === undefined) {
      const reason =
        "the bucket existed, and this would replace its policy; add the statements of readStatements to it";
      rejectArguments("StaticOrigin.grantRead", [{ propertyPath: "bucket", reason }]);
      return;
    }
    const statements = this.readStatements(...distributionArns);
    this.policy = privateBucketPolicy(this.resourceName, this.privateBucket, statements, { parent: this });
  }

  /** The statements of a bucket policy that allow these distributions to read and list the bucket. */
  public readStatements(...distributionArns: pulumi.Input<string>[]): pulumi.Output<Statement[]> {
    return pulumi
      .all([this.bucketArn, pulumi.all(distributionArns)])
      .apply(([bucketArn, arns]) => readAndList(bucketArn, arns));
  }

  private createBucket(args: StaticOriginArgs, files: readonly string[]): PrivateBucket {
    return privateBucket(
      this.resourceName,
      present({ forceDestroy: args.forceDestroy }),
      { parent: this },
      ({ bucket }, versioning) => this.uploadFiles(files, args, bucket, versioning),
    );
  }

  private uploadFiles(
    files: readonly string[],
    { directory = "", immutableFolders = [] }: StaticOriginArgs,
    bucket: pulumi.Input<string>,
    versioning?: s3.BucketVersioning,
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
        unprotected({ parent: this, ...present({ dependsOn: versioning }) }),
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
