/** What AWS accepts as the name of a resource. */
interface NameRule {
  /** The input that is the name. */
  readonly property: string;
  readonly longest: number;
  readonly pattern: RegExp;
  /** AWS's error code. The messages are ours. */
  readonly code: string;
  /** The page with the length and the characters. */
  readonly source: string;
}

const word = /^[A-Za-z0-9_-]+$/;
const wafName = { longest: 128, pattern: word, code: "WAFInvalidParameterException" };
const logs = { longest: 60, pattern: word, code: "ValidationException" };
const iam = { pattern: /^[\w+=,.@-]+$/, code: "ValidationError" };
// CloudFormation's and CDK's checks of the names of policies: https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-cloudfront/lib/cache-policy.ts
const cloudFrontPolicy = {
  property: "name",
  longest: 128,
  pattern: word,
  code: "InvalidArgument",
  source: "https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_cloudfront.CachePolicy.html",
};

/** By resource type. Names of CloudFront Functions, key value stores and origin access controls are in the pack's table. */
export const nameRules: Readonly<Record<string, NameRule>> = {
  "aws:s3/bucket:Bucket": {
    property: "bucket",
    longest: 63,
    pattern: /^[a-z0-9][a-z0-9.-]+[a-z0-9]$/,
    code: "InvalidBucketName",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  },
  "aws:iam/role:Role": {
    ...iam,
    property: "name",
    longest: 64,
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
  },
  "aws:iam/rolePolicy:RolePolicy": {
    ...iam,
    property: "name",
    longest: 128,
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html",
  },
  "aws:lambda/function:Function": {
    property: "name",
    longest: 64,
    pattern: word,
    code: "ValidationException",
    source: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
  },
  "aws:lambda/permission:Permission": {
    property: "statementId",
    longest: 100,
    pattern: word,
    code: "ValidationException",
    source: "https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html",
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    property: "name",
    longest: 512,
    pattern: /^[.\-_/#A-Za-z0-9]+$/,
    code: "InvalidParameterException",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
  },
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": {
    ...logs,
    property: "name",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html",
  },
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": {
    ...logs,
    property: "name",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliveryDestination.html",
  },
  "aws:apigatewayv2/api:Api": {
    property: "name",
    longest: 128,
    pattern: /^.+$/,
    code: "BadRequestException",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-api.html",
  },
  "aws:apigatewayv2/authorizer:Authorizer": {
    property: "name",
    longest: 128,
    pattern: /^.+$/,
    code: "BadRequestException",
    source: "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html",
  },
  "aws:wafv2/webAcl:WebAcl": {
    ...wafName,
    property: "name",
    source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html",
  },
  "aws:cloudfront/cachePolicy:CachePolicy": cloudFrontPolicy,
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": cloudFrontPolicy,
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": cloudFrontPolicy,
};

/** AWS's error for the name of a resource, if it rejects it. */
export function nameError(type: string, inputs: Readonly<Record<string, unknown>>): string | undefined {
  const rule = nameRules[type];
  const name = rule === undefined ? undefined : inputs[rule.property];
  if (rule === undefined || typeof name !== "string") {
    return undefined;
  }
  const { longest, pattern, code } = rule;
  if (name.length > longest) {
    return `${code}: The name ${name} has ${name.length} characters, more than ${longest}.`;
  }
  return pattern.test(name) ? undefined : `${code}: The name ${name} has a character that is not allowed.`;
}
