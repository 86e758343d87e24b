import * as cloudfront from "@pulumi/aws/cloudfront";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { lookup } from "mime-types";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { S3Origin } from "../origin";
import { problem, Problem, refuse } from "../problems";

export interface StaticOriginArgs {
  /** The folder whose files are uploaded under their relative paths; files and folders that begin with a dot are left out. */
  readonly directory: string;
  /**
   * Whether a destroy may take the files along (`forceDestroy` of the bucket).
   * @default false
   */
  readonly forceDestroy?: boolean;
}

/** Problems of the arguments that can be known before anything is created. */
export function checkStaticOrigin(args: StaticOriginArgs, path = ""): Problem[] {
  const { directory } = args;
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    return [problem(`${path}directory`, directory, "write the path of an existing folder")];
  }
  if (siteFiles(directory).length === 0) {
    return [problem(`${path}directory`, directory, "write the path of a folder with at least one file to serve")];
  }
  return [];
}

/**
 * A private bucket with the files of one folder, readable by the distributions it is told of and by nobody else.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export class StaticOrigin extends pulumi.ComponentResource {
  /** What `MultiOriginDistribution` needs to send requests here. */
  public readonly origin: S3Origin;
  public readonly bucketName: pulumi.Output<string>;
  private readonly bucket: s3.Bucket;
  private readonly publicAccessBlock: s3.BucketPublicAccessBlock;

  constructor(
    private readonly resourceName: string,
    args: StaticOriginArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    refuse("StaticOrigin", checkStaticOrigin(args));
    super("multi-origin:index:StaticOrigin", resourceName, {}, opts);

    this.bucket = new s3.Bucket(
      `${resourceName}-bucket`,
      { forceDestroy: args.forceDestroy ?? false },
      { parent: this },
    );
    this.publicAccessBlock = this.closeBucket();
    this.uploadFiles(args.directory);
    const accessControl = this.createAccessControl();
    this.bucketName = this.bucket.bucket;
    this.origin = {
      kind: "s3",
      name: resourceName,
      domainName: this.bucket.bucketRegionalDomainName,
      originAccessControlId: accessControl.id,
    };
    this.registerOutputs({ bucketName: this.bucketName });
  }

  /**
   * Lets these distributions read and list; called once, after they exist, since a bucket has one policy. Listing makes
   * a missing key a 404 where S3 would otherwise answer 403.
   */
  public grantRead(...distributionArns: pulumi.Input<string>[]): void {
    const policy = pulumi
      .all([this.bucket.arn, pulumi.all(distributionArns)])
      .apply(([bucketArn, arns]) => JSON.stringify(bucketPolicy(bucketArn, arns)));
    new s3.BucketPolicy(
      `${this.resourceName}-bucket-policy`,
      { bucket: this.bucket.bucket, policy },
      { parent: this, dependsOn: [this.publicAccessBlock] },
    );
  }

  private closeBucket(): s3.BucketPublicAccessBlock {
    const opts = { parent: this };
    const bucket = this.bucket.bucket;
    new s3.BucketOwnershipControls(
      `${this.resourceName}-bucket-ownership`,
      { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      opts,
    );
    new s3.BucketServerSideEncryptionConfiguration(
      `${this.resourceName}-bucket-encryption`,
      { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      opts,
    );
    new s3.BucketVersioning(
      `${this.resourceName}-bucket-versioning`,
      { bucket, versioningConfiguration: { status: "Enabled" } },
      opts,
    );
    return new s3.BucketPublicAccessBlock(
      `${this.resourceName}-bucket-public-access`,
      { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
      opts,
    );
  }

  private uploadFiles(directory: string): void {
    for (const file of siteFiles(directory)) {
      new s3.BucketObjectv2(
        `${this.resourceName}-file-${file}`,
        {
          bucket: this.bucket.bucket,
          key: file,
          source: new pulumi.asset.FileAsset(join(directory, file)),
          contentType: contentType(file),
          cacheControl: cacheControl(file),
        },
        { parent: this },
      );
    }
  }

  private createAccessControl(): cloudfront.OriginAccessControl {
    return new cloudfront.OriginAccessControl(
      `${this.resourceName}-access-control`,
      { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
      { parent: this },
    );
  }
}

/** Relative paths with forward slashes, sorted, dotfiles left out. */
function siteFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((file) => !file.split("/").some((part) => part.startsWith(".")))
    .sort();
}

function contentType(file: string): string {
  const type = lookup(file) || "application/octet-stream";
  return type.startsWith("text/") || type === "application/json" ? `${type}; charset=utf-8` : type;
}

/** A page is asked for again each time; a name that carries a hash of its content never changes. */
function cacheControl(file: string): string {
  if (file.endsWith(".html")) {
    return "no-cache";
  }
  return /[.-][0-9a-f]{8,}\.[a-z0-9.]+$/i.test(file) ? "public, max-age=31536000, immutable" : "public, max-age=3600";
}

function bucketPolicy(bucketArn: string, distributionArns: string[]): object {
  const cloudFront = {
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Condition: { StringEquals: { "AWS:SourceArn": distributionArns } },
  };
  return {
    Version: "2012-10-17",
    Statement: [
      { ...cloudFront, Action: "s3:GetObject", Resource: `${bucketArn}/*` },
      { ...cloudFront, Action: "s3:ListBucket", Resource: bucketArn },
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}
