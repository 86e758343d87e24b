import { bucketObjects } from "../../aws/s3";

/**
 * The type that manages the same resource with the same properties: the aws provider has some under two names.
 * https://www.pulumi.com/registry/packages/aws/how-to-guides/7-0-migration/
 */
export function currentType(type: string): string {
  if (type === "aws:s3/bucketObject:BucketObject") {
    return bucketObjects;
  }
  return type.replace(/^aws:s3\/(bucket\w*)V2:(\w+)V2$/, "aws:s3/$1:$2").replace(/^aws:alb\//, "aws:lb/");
}
