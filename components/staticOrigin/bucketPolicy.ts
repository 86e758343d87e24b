import { Statement } from "../privateBucket";

/**
 * These distributions may read and list, and no others. Listing makes a missing key a 404 where S3 would otherwise
 * answer 403.
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
