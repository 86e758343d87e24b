import { namesPerPolicy } from "../../policy-pack/cloudfront/quotas";

/**
 * How many headers a policy or legacy settings can have in this account: AWS's default, or what `LOCAL_AWS_HEADER_QUOTA` has,
 * as if AWS had raised the quota. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function headerQuota(): number {
  const value = process.env.LOCAL_AWS_HEADER_QUOTA ?? String(namesPerPolicy);
  if (!/^[1-9]\d{0,3}$/.test(value)) {
    throw new Error(
      `LOCAL_AWS_HEADER_QUOTA: ${JSON.stringify(value)} is not valid; use a number of headers, for example 20.`,
    );
  }
  return Number(value);
}
