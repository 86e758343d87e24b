import { version as awsVersion } from "@pulumi/aws/package.json";
import { version as randomVersion } from "@pulumi/random/package.json";

/** The packages that the provider serves. */
export const packages = {
  aws: { name: "aws", version: awsVersion },
  awsNative: { name: "aws-native", version: "1.79.0" },
  random: { name: "random", version: randomVersion },
} as const;

export type Package = (typeof packages)[keyof typeof packages];

/** The names of a type's properties in this version of the package. A computed property is an output only. */
interface Properties {
  readonly inputs: string;
  readonly computed: string;
}

const resources: Readonly<Record<string, Properties>> = {
  "aws:cloudfront/distribution:Distribution": {
    inputs:
      "aliases anycastIpListId cacheTagConfig comment connectionFunctionAssociation continuousDeploymentPolicyId " +
      "customErrorResponses defaultCacheBehavior defaultRootObject enabled httpVersion isIpv6Enabled loggingConfig " +
      "orderedCacheBehaviors originGroups origins priceClass restrictions retainOnDelete staging tags " +
      "viewerCertificate viewerMtlsConfig waitForDeployment webAclId",
    computed: "arn domainName etag hostedZoneId status",
  },
  "aws:cloudfront/cachePolicy:CachePolicy": {
    inputs: "comment defaultTtl maxTtl minTtl name parametersInCacheKeyAndForwardedToOrigin",
    computed: "arn etag",
  },
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": {
    inputs: "comment cookiesConfig headersConfig name queryStringsConfig",
    computed: "arn etag",
  },
  "aws:apigatewayv2/api:Api": {
    inputs:
      "apiKeySelectionExpression body corsConfiguration credentialsArn description disableExecuteApiEndpoint " +
      "failOnWarnings ipAddressType name protocolType region routeKey routeSelectionExpression tags target version",
    computed: "apiEndpoint arn executionArn",
  },
  "aws:apigateway/restApi:RestApi": {
    inputs:
      "apiKeySource binaryMediaTypes body description disableExecuteApiEndpoint endpointAccessMode " +
      "endpointConfiguration failOnWarnings minimumCompressionSize name parameters policy putRestApiMode region " +
      "securityPolicy tags",
    computed: "arn createdDate executionArn rootResourceId",
  },
  "aws:s3/bucket:Bucket": {
    inputs:
      "accelerationStatus acl bucket bucketNamespace bucketPrefix corsRules forceDestroy grants lifecycleRules logging " +
      "objectLockConfiguration objectLockEnabled policy region replicationConfiguration requestPayer " +
      "serverSideEncryptionConfiguration tags versioning website",
    computed: "arn bucketDomainName bucketRegionalDomainName hostedZoneId",
  },
  "aws-native:cloudfront:Distribution": { inputs: "distributionConfig tags", computed: "awsId domainName" },
  "aws-native:cloudfront:CachePolicy": { inputs: "cachePolicyConfig", computed: "awsId lastModifiedTime" },
  "aws-native:cloudfront:OriginRequestPolicy": {
    inputs: "originRequestPolicyConfig",
    computed: "awsId lastModifiedTime",
  },
};

/** The part of a package's schema that a YAML program needs. https://www.pulumi.com/docs/iac/using-pulumi/pulumi-packages/schema/ */
export function schemaOf({ name, version }: Package): string {
  const own = Object.entries(resources).filter(([token]) => token.startsWith(`${name}:`));
  return JSON.stringify({
    name,
    version,
    // The module of the type `aws:cloudfront/distribution:Distribution` is `cloudfront`.
    meta: { moduleFormat: "(.*)(?:/[^/]*)" },
    resources: Object.fromEntries(own.map(([token, properties]) => [token, resourceSchema(properties)])),
  });
}

function resourceSchema({ inputs, computed }: Properties): object {
  return { inputProperties: anyOf(inputs), properties: anyOf(`${inputs} ${computed}`) };
}

function anyOf(names: string): object {
  return Object.fromEntries(names.split(" ").map((name) => [name, { $ref: "pulumi.json#/Any" }]));
}
