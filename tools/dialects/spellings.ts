import { Finding } from "../../policy-pack/rules/rule";

/** Text of a rule with the property names of another dialect. */
export type Spelling = (text: string) => string;

/** The names of pulumi-aws that rules use in messages, in CloudFormation. The CloudFront API has almost the same. */
const names: ReadonlyMap<string, string> = new Map(
  Object.entries({
    acmCertificateArn: "AcmCertificateArn",
    allowedMethods: "AllowedMethods",
    authorizationType: "AuthorizationType",
    bucketRegionalDomainName: "RegionalDomainName",
    cacheBehaviors: "CacheBehaviors",
    cachedMethods: "CachedMethods",
    cachePolicyId: "CachePolicyId",
    clientCertificateArn: "ClientCertificateArn",
    cloudfrontDefaultCertificate: "CloudFrontDefaultCertificate",
    customErrorResponses: "CustomErrorResponses",
    customOrigin: "CustomOrigin",
    customOriginConfig: "CustomOriginConfig",
    defaultCacheBehavior: "DefaultCacheBehavior",
    defaultRootObject: "DefaultRootObject",
    defaultTtl: "DefaultTTL",
    disableExecuteApiEndpoint: "DisableExecuteApiEndpoint",
    distributionConfig: "DistributionConfig",
    domainName: "DomainName",
    errorCachingMinTtl: "ErrorCachingMinTTL",
    errorCode: "ErrorCode",
    eventType: "EventType",
    forwardedValues: "ForwardedValues",
    functionName: "FunctionName",
    functionUrlAuthType: "FunctionUrlAuthType",
    headerBehavior: "HeaderBehavior",
    httpPort: "HTTPPort",
    httpsPort: "HTTPSPort",
    iamCertificateId: "IamCertificateId",
    maxTtl: "MaxTTL",
    minimumProtocolVersion: "MinimumProtocolVersion",
    minTtl: "MinTTL",
    mutualTlsAuthentication: "MutualTlsAuthentication",
    orderedCacheBehaviors: "CacheBehaviors",
    originAccessControlId: "OriginAccessControlId",
    originAccessIdentity: "OriginAccessIdentity",
    originId: "OriginId",
    originMtlsConfig: "OriginMtlsConfig",
    originPath: "OriginPath",
    originProtocolPolicy: "OriginProtocolPolicy",
    originRequestPolicyId: "OriginRequestPolicyId",
    originSslProtocols: "OriginSSLProtocols",
    pathPattern: "PathPattern",
    queryString: "QueryString",
    responsePagePath: "ResponsePagePath",
    s3Origin: "S3Origin",
    s3OriginConfig: "S3OriginConfig",
    signingBehavior: "SigningBehavior",
    sourceArn: "SourceArn",
    targetOriginId: "TargetOriginId",
    truststoreUri: "TruststoreUri",
    viewerCertificate: "ViewerCertificate",
    viewerProtocolPolicy: "ViewerProtocolPolicy",
    webAclId: "WebACLId",
    "aws.lambda.Permission": "AWS::Lambda::Permission",
  }),
);

/** Names of the CloudFront API that differ from CloudFormation's. */
const apiNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    acmCertificateArn: "ACMCertificateArn",
    iamCertificateId: "IAMCertificateId",
    originSslProtocols: "OriginSslProtocols",
  }),
);

/** Names of Terraform that do not follow from Pulumi's. */
const terraformNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cacheBehaviors: "cache_behavior",
    customErrorResponses: "custom_error_response",
    orderedCacheBehaviors: "ordered_cache_behavior",
    "aws.lambda.Permission": "aws_lambda_permission",
  }),
);

export const cloudFormationSpelling: Spelling = spelledBy((name) => names.get(name));

export const awsSpelling: Spelling = spelledBy((name) => apiNames.get(name) ?? names.get(name));

/** Terraform assigns with an equals sign, and nested blocks follow each other. */
export const terraformSpelling: Spelling = (text) => assigned(text).replace(/(\w+) = \[(\{[^\]]*\})\]/g, "$1 $2");

const assigned = spelledBy(
  (name) => (names.has(name) ? (terraformNames.get(name) ?? snakeCase(name)) : undefined),
  " = ",
);

/** A finding with the names of its dialect. */
export function spelled(finding: Finding, spelling: Spelling | undefined): Finding {
  const { problem, unknown } = finding;
  return spelling === undefined
    ? finding
    : { ...finding, problem: spelling(problem), ...(unknown === undefined ? {} : { unknown: spelling(unknown) }) };
}

/**
 * Replaces names outside of quoted values: a value, such as the ID of an origin, can be equal to a name.
 * @param assignment what stands between a name and its value
 */
function spelledBy(spell: (name: string) => string | undefined, assignment = ": "): Spelling {
  return (text) =>
    text
      .split(/("(?:[^"\\]|\\.)*")/)
      .map((part, index) => (index % 2 === 1 ? part : part.replace(/[A-Za-z][\w.]*(: )?/g, replaced)))
      .join("");

  function replaced(word: string, colon: string | undefined): string {
    const name = word.slice(0, word.length - (colon ?? "").length);
    const whole = spell(name);
    const parts = name.split(".").map((part) => spell(part) ?? part);
    const dialect = whole ?? parts.join(".");
    return dialect === name ? word : `${dialect}${colon === undefined ? "" : assignment}`;
  }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
