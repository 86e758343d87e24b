/** The CloudFront Developer Guide. */
export const guide = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide";
