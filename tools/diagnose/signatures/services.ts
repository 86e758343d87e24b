import { guide, Signature } from "../signature";

const s3Errors = "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html";

export const ofLambdaUrl: readonly Signature[] = [
  {
    layer: "a Lambda function URL",
    says: "no function has this Host, or the caller may not invoke it",
    status: [403],
    body: /"Message":\s*"Forbidden/,
    causes: [
      { rule: "lambda-url-origin-host-header" },
      {
        cause:
          "the URL asks for AWS_IAM, and CloudFront does not sign, or the function's policy does not let the distribution in",
        fix: "Write an originAccessControlId of type lambda, and permit lambda:InvokeFunctionUrl and lambda:InvokeFunction for the distribution's ARN.",
      },
    ],
    url: `${guide}/private-content-restricting-access-to-lambda.html`,
  },
];

const code = (name: string): RegExp => new RegExp(`<Code>${name}</Code>`);

export const ofS3: readonly Signature[] = [
  {
    layer: "S3",
    says: "the caller may not read the object, or no bucket has this Host",
    status: [403],
    body: code("AccessDenied"),
    causes: [
      { rule: "s3-origin-host-header" },
      { rule: "s3-origin-access-control" },
      {
        cause: "the bucket's policy does not let this distribution read",
        fix: "Allow s3:GetObject on the objects for cloudfront.amazonaws.com with AWS:SourceArn the distribution's ARN.",
      },
      {
        cause: "the object does not exist, and the distribution may not list the bucket",
        fix: "Upload the object; allow s3:ListBucket for the distribution, so that a missing object is a 404.",
      },
    ],
    url: `${guide}/http-403-permission-denied.html`,
  },
  {
    layer: "S3",
    says: "the request's signature is not the one that S3 expects",
    status: [403],
    body: code("SignatureDoesNotMatch"),
    causes: [
      { rule: "s3-origin-host-header" },
      {
        cause: 'the viewer\'s own Authorization reached the bucket (signingBehavior "no-override")',
        fix: 'Write signingBehavior "always" in the origin access control.',
      },
    ],
    url: `${guide}/private-content-restricting-access-to-s3.html`,
  },
  {
    layer: "S3",
    says: "the bucket has no such object",
    status: [404],
    body: code("NoSuchKey"),
    causes: [
      {
        cause: "the path is no object of the bucket; the behavior's path is not stripped",
        fix: "Upload the object under the path that npm run explain shows, or rewrite the path in a viewer-request function.",
      },
    ],
    url: s3Errors,
  },
  {
    layer: "S3",
    says: "there is no such bucket",
    status: [404],
    body: code("NoSuchBucket"),
    causes: [
      {
        cause: "the origin's domain name is of a bucket that does not exist",
        fix: "Write the bucket's regional domain name.",
      },
    ],
    url: s3Errors,
  },
  {
    layer: "S3",
    says: "the bucket does not take this method",
    status: [405],
    body: code("MethodNotAllowed"),
    causes: [
      {
        cause: "the behavior lets a method through that a bucket does not take",
        fix: 'Write allowedMethods ["GET", "HEAD", "OPTIONS"] for a bucket\'s behavior.',
      },
    ],
    url: s3Errors,
  },
];
