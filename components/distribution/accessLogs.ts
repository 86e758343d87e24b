import * as cloudfront from "@pulumi/aws/cloudfront";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { privateBucket, privateBucketPolicy, Statement } from "../privateBucket";
import { shortName } from "../shortName";
import { AccessLogs } from "./args";

const defaultRetentionInDays = 90;

/** The delivery of CloudFront's logs is configured in us-east-1, in whichever region the bucket is: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html */
const region = "us-east-1";

/** Delivers the access logs of a distribution to a private bucket, under `AWSLogs/{account}/CloudFront/`. */
export function deliverAccessLogs(
  name: string,
  { retentionInDays = defaultRetentionInDays, forceDestroy = false }: AccessLogs,
  distribution: cloudfront.Distribution,
  opts: pulumi.CustomResourceOptions,
): void {
  const logs = privateBucket(`${name}-logs`, { forceDestroy, expireAfterDays: retentionInDays }, opts);
  const source = new cloudwatch.LogDeliverySource(
    shortName("logDelivery", `${name}-logs-source`),
    { region, logType: "ACCESS_LOGS", resourceArn: distribution.arn },
    opts,
  );
  const destination = new cloudwatch.LogDeliveryDestination(
    shortName("logDelivery", `${name}-logs-destination`),
    {
      region,
      outputFormat: "json",
      deliveryDestinationConfiguration: { destinationResourceArn: logs.bucket.arn },
    },
    opts,
  );
  const statements = pulumi
    .all([logs.bucket.arn, source.arn, distribution.arn])
    .apply(([bucketArn, sourceArn, distributionArn]) => [
      logDelivery(bucketArn, sourceArn, accountOf(distributionArn)),
    ]);
  const policy = privateBucketPolicy(`${name}-logs`, logs, statements, opts);
  new cloudwatch.LogDelivery(
    `${name}-logs-delivery`,
    { region, deliverySourceName: source.name, deliveryDestinationArn: destination.arn },
    { ...opts, dependsOn: policy },
  );
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html */
function logDelivery(bucketArn: string, sourceArn: string, account: string): Statement {
  return {
    Effect: "Allow",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/AWSLogs/${account}/CloudFront/*`,
    Condition: {
      StringEquals: { "aws:SourceAccount": account, "s3:x-amz-acl": "bucket-owner-full-control" },
      ArnLike: { "aws:SourceArn": sourceArn },
    },
  };
}

function accountOf(distributionArn: string): string {
  return distributionArn.split(":")[4] ?? "";
}
