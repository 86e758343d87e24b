/** The actions that the aws provider needs for a resource type. Each list is separated by spaces. */
export interface Actions {
  /** For a refresh. */
  readonly read: string;
  /** In addition, to create, update and delete the resource. */
  readonly write: string;
}

const api: Actions = {
  read: "apigateway:GET",
  write: "apigateway:POST apigateway:PUT apigateway:PATCH apigateway:DELETE",
};
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
const httpApiLogs =
  "logs:CreateLogDelivery logs:GetLogDelivery logs:UpdateLogDelivery logs:DeleteLogDelivery logs:ListLogDeliveries " +
  "logs:PutResourcePolicy logs:DescribeResourcePolicies logs:DescribeLogGroups";
// API Gateway creates this role for the first custom domain of an account, and CloudWatch its own for the first log delivery.
export const serviceLinkedRole = "iam:CreateServiceLinkedRole";

/** By resource type: each type that the components can create. https://docs.aws.amazon.com/service-authorization/latest/reference/ */
export const actionsByType: Readonly<Record<string, Actions>> = {
  "aws:acm/certificate:Certificate": {
    read: "acm:DescribeCertificate acm:ListTagsForCertificate",
    write: "acm:RequestCertificate acm:DeleteCertificate acm:AddTagsToCertificate acm:RemoveTagsFromCertificate",
  },
  "aws:acm/certificateValidation:CertificateValidation": { read: "acm:DescribeCertificate", write: "" },
  "aws:apigateway/apiKey:ApiKey": api,
  "aws:apigateway/basePathMapping:BasePathMapping": api,
  "aws:apigateway/deployment:Deployment": api,
  // An edge-optimized domain is a distribution of API Gateway:
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html
  "aws:apigateway/domainName:DomainName": {
    ...api,
    write: `${api.write} cloudfront:UpdateDistribution ${serviceLinkedRole}`,
  },
  "aws:apigateway/integration:Integration": api,
  "aws:apigateway/method:Method": api,
  "aws:apigateway/methodSettings:MethodSettings": api,
  "aws:apigateway/resource:Resource": api,
  "aws:apigateway/restApi:RestApi": api,
  "aws:apigateway/stage:Stage": api,
  "aws:apigateway/usagePlan:UsagePlan": api,
  "aws:apigateway/usagePlanKey:UsagePlanKey": api,
  "aws:apigatewayv2/api:Api": api,
  "aws:apigatewayv2/apiMapping:ApiMapping": api,
  "aws:apigatewayv2/authorizer:Authorizer": api,
  "aws:apigatewayv2/domainName:DomainName": { ...api, write: `${api.write} ${serviceLinkedRole}` },
  "aws:apigatewayv2/integration:Integration": api,
  "aws:apigatewayv2/route:Route": api,
  "aws:apigatewayv2/stage:Stage": { ...api, write: `${api.write} ${httpApiLogs} ${serviceLinkedRole}` },
  "aws:cloudfront/cachePolicy:CachePolicy": {
    read: "cloudfront:GetCachePolicy",
    write: "cloudfront:CreateCachePolicy cloudfront:UpdateCachePolicy cloudfront:DeleteCachePolicy",
  },
  "aws:cloudfront/distribution:Distribution": {
    read: "cloudfront:GetDistribution cloudfront:ListTagsForResource",
    write:
      "cloudfront:CreateDistribution cloudfront:UpdateDistribution cloudfront:DeleteDistribution " +
      "cloudfront:TagResource cloudfront:UntagResource wafv2:GetWebACL",
  },
  "aws:cloudfront/function:Function": {
    read: "cloudfront:DescribeFunction cloudfront:GetFunction",
    write: "cloudfront:CreateFunction cloudfront:PublishFunction cloudfront:UpdateFunction cloudfront:DeleteFunction",
  },
  "aws:cloudfront/keyValueStore:KeyValueStore": {
    read: "cloudfront:DescribeKeyValueStore",
    write: "cloudfront:CreateKeyValueStore cloudfront:UpdateKeyValueStore cloudfront:DeleteKeyValueStore",
  },
  "aws:cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive": {
    read: "cloudfront-keyvaluestore:DescribeKeyValueStore cloudfront-keyvaluestore:ListKeys",
    write: "cloudfront-keyvaluestore:UpdateKeys",
  },
  "aws:cloudfront/originAccessControl:OriginAccessControl": {
    read: "cloudfront:GetOriginAccessControl",
    write:
      "cloudfront:CreateOriginAccessControl cloudfront:UpdateOriginAccessControl cloudfront:DeleteOriginAccessControl",
  },
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": {
    read: "cloudfront:GetOriginRequestPolicy",
    write:
      "cloudfront:CreateOriginRequestPolicy cloudfront:UpdateOriginRequestPolicy cloudfront:DeleteOriginRequestPolicy",
  },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
  "aws:cloudwatch/logDelivery:LogDelivery": {
    read: "logs:GetDelivery logs:ListTagsForResource",
    write:
      "logs:CreateDelivery logs:UpdateDeliveryConfiguration logs:DeleteDelivery logs:TagResource logs:UntagResource " +
      serviceLinkedRole,
  },
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": {
    read: "logs:GetDeliveryDestination logs:ListTagsForResource",
    write: "logs:PutDeliveryDestination logs:DeleteDeliveryDestination logs:TagResource logs:UntagResource",
  },
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": {
    read: "logs:GetDeliverySource logs:ListTagsForResource",
    write:
      "logs:PutDeliverySource logs:DeleteDeliverySource logs:TagResource logs:UntagResource " +
      "cloudfront:AllowVendedLogDeliveryForResource",
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    read: "logs:DescribeLogGroups logs:ListTagsForResource",
    write:
      "logs:CreateLogGroup logs:DeleteLogGroup logs:PutRetentionPolicy logs:DeleteRetentionPolicy logs:TagResource " +
      "logs:UntagResource",
  },
  "aws:iam/role:Role": {
    read: "iam:GetRole iam:ListAttachedRolePolicies iam:ListRolePolicies iam:GetRolePolicy",
    write:
      "iam:CreateRole iam:UpdateRole iam:UpdateAssumeRolePolicy iam:DeleteRole iam:ListInstanceProfilesForRole " +
      "iam:TagRole iam:UntagRole",
  },
  "aws:iam/rolePolicy:RolePolicy": {
    read: "iam:GetRolePolicy",
    write: "iam:PutRolePolicy iam:DeleteRolePolicy",
  },
  "aws:lambda/function:Function": {
    read: "lambda:GetFunction lambda:GetFunctionCodeSigningConfig lambda:ListVersionsByFunction lambda:ListTags",
    write:
      "lambda:CreateFunction lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration lambda:DeleteFunction " +
      "lambda:TagResource lambda:UntagResource iam:PassRole",
  },
  "aws:lambda/permission:Permission": {
    read: "lambda:GetPolicy",
    write: "lambda:AddPermission lambda:RemovePermission",
  },
  "aws:route53/record:Record": {
    read: "route53:GetHostedZone route53:ListResourceRecordSets",
    write: "route53:ChangeResourceRecordSets route53:GetChange",
  },
  "aws:s3/bucket:Bucket": {
    read:
      "s3:ListBucket s3:GetAccelerateConfiguration s3:GetBucketAcl s3:GetBucketCORS s3:GetBucketLocation " +
      "s3:GetBucketLogging s3:GetBucketObjectLockConfiguration s3:GetBucketPolicy s3:GetBucketRequestPayment " +
      "s3:GetBucketTagging s3:GetBucketVersioning s3:GetBucketWebsite s3:GetEncryptionConfiguration " +
      "s3:GetLifecycleConfiguration s3:GetReplicationConfiguration",
    // A destroy with forceDestroy also deletes the objects.
    write:
      "s3:CreateBucket s3:DeleteBucket s3:PutBucketTagging s3:ListBucketVersions s3:DeleteObject s3:DeleteObjectVersion",
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    read: "s3:GetLifecycleConfiguration",
    write: "s3:PutLifecycleConfiguration",
  },
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    read: "s3:GetObject s3:GetObjectTagging",
    write: "s3:PutObject s3:PutObjectTagging s3:DeleteObject s3:DeleteObjectVersion s3:ListBucketVersions",
  },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": {
    read: "s3:GetBucketOwnershipControls",
    write: "s3:PutBucketOwnershipControls",
  },
  "aws:s3/bucketPolicy:BucketPolicy": {
    read: "s3:GetBucketPolicy",
    write: "s3:PutBucketPolicy s3:DeleteBucketPolicy",
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    read: "s3:GetBucketPublicAccessBlock",
    write: "s3:PutBucketPublicAccessBlock",
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    read: "s3:GetEncryptionConfiguration",
    write: "s3:PutEncryptionConfiguration",
  },
  "aws:s3/bucketVersioning:BucketVersioning": {
    read: "s3:GetBucketVersioning",
    write: "s3:PutBucketVersioning",
  },
  "aws:wafv2/webAcl:WebAcl": {
    read: "wafv2:GetWebACL wafv2:ListTagsForResource",
    write: "wafv2:CreateWebACL wafv2:UpdateWebACL wafv2:DeleteWebACL wafv2:TagResource wafv2:UntagResource",
  },
};
