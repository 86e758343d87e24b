import { Statement } from "../privateBucket";

/**
 * Allows these distributions to read and list. With the permission to list, S3 returns 404 for a missing key; without it,
 * 403.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function readAndList(bucketArn: string, distributionArns: readonly string[]): Statement[] {
  const cloudFront = {
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Condition: { StringEquals: { "AWS:SourceArn": distributionArns } },
  };
  return [
    { ...cloudFront, Action: "s3:GetObject", Resource: `${bucketArn}/*` },
    { ...cloudFront, Action: "s3:ListBucket", Resource: bucketArn },
  ];
}
