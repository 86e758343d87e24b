import { Account, StoredResource } from "../../aws/account";
import { Bucket, bucketPolicies, publicAccessBlocks } from "../../aws/s3";
import { allows, PolicyRequest } from "./bucketPolicy";

/** Whether a bucket permits a request. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export function permits(account: Account, bucket: StoredResource<Bucket>, request: PolicyRequest): boolean {
  const block = account.get(publicAccessBlocks, bucket.id);
  if (request.sourceArn === undefined && block?.outputs.restrictPublicBuckets === true) {
    return false;
  }
  const policy = account.get(bucketPolicies, bucket.id);
  return allows(policy?.outputs.policy, request);
}
