import { createHash } from "node:crypto";

/** Pulumi appends a hyphen and seven digits to the name of a resource without a configured name. */
const suffixLength = 8;

interface NameRule {
  /** The longest name that AWS accepts. */
  readonly longest: number;
  /** The characters that AWS rejects. */
  readonly rejected: RegExp;
}

type Kind =
  | "bucket"
  | "cloudFront"
  | "cloudFrontPolicy"
  | "logDelivery"
  | "logGroup"
  | "role"
  | "rolePolicy"
  | "lambdaFunction"
  | "lambdaPermission"
  | "httpApi"
  | "webAcl";

/** For each kind of resource, what AWS accepts as a name. */
const rules: Readonly<Record<Kind, NameRule>> = {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; Pulumi changes capital letters.
  bucket: { longest: 63, rejected: /[^A-Za-z0-9.-]+/g },
  // https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html, and the same for the others
  cloudFront: { longest: 64, rejected: /[^\w-]+/g },
  // https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_cloudfront.CachePolicy.html
  cloudFrontPolicy: { longest: 128, rejected: /[^\w-]+/g },
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html
  logDelivery: { longest: 60, rejected: /[^\w-]+/g },
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
  logGroup: { longest: 512, rejected: /[^\w./#-]+/g },
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
  role: { longest: 64, rejected: /[^\w+=,.@-]+/g },
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
  rolePolicy: { longest: 128, rejected: /[^\w+=,.@-]+/g },
  // https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
  lambdaFunction: { longest: 64, rejected: /[^\w-]+/g },
  // https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
  lambdaPermission: { longest: 100, rejected: /[^\w-]+/g },
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-api.html
  httpApi: { longest: 128, rejected: /[^ -~]+/g },
  // https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html
  webAcl: { longest: 128, rejected: /[^\w-]+/g },
};

/**
 * The Pulumi name of a resource whose generated name in AWS has limits. A name that AWS would reject gets a hash of itself, so
 * two names stay different. Any other name does not change.
 */
export function shortName(kind: Kind, name: string): string {
  const { longest, rejected } = rules[kind];
  const allowed = name.replace(rejected, "-").replace(kind === "bucket" ? /^-+/ : /^$/, "");
  const limit = longest - suffixLength;
  if (allowed === name && name.length <= limit) {
    return name;
  }
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${allowed.slice(0, limit - hash.length - 1)}-${hash}`;
}
