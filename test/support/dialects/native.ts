import { isObject } from "../../../policy-pack/program/readValue";

/** Names of the CloudFront API that are not those of aws-native with a capital letter. */
const apiNames: Readonly<Record<string, string>> = {
  acmCertificateArn: "ACMCertificateArn",
  defaultTtl: "DefaultTTL",
  errorCachingMinTtl: "ErrorCachingMinTTL",
  functionArn: "FunctionARN",
  httpPort: "HTTPPort",
  httpsPort: "HTTPSPort",
  iamCertificateId: "IAMCertificateId",
  lambdaFunctionArn: "LambdaFunctionARN",
  maxTtl: "MaxTTL",
  minTtl: "MinTTL",
  originCustomHeaders: "CustomHeaders",
  webAclId: "WebACLId",
};

/** Names of CloudFormation that are not those of aws-native with a capital letter. */
const templateNames: Readonly<Record<string, string>> = {
  ...apiNames,
  acmCertificateArn: "AcmCertificateArn",
  iamCertificateId: "IamCertificateId",
  originCustomHeaders: "OriginCustomHeaders",
  originSslProtocols: "OriginSSLProtocols",
};

/** Properties of aws-native as a template has them. @param convert replaces a value; undefined keeps it */
export function templateProperties(value: unknown, convert: (value: unknown) => unknown): unknown {
  const converted = convert(value);
  if (converted !== undefined) {
    return converted;
  }
  if (Array.isArray(value)) {
    return value.map((item) => templateProperties(item, convert));
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [
          templateNames[key] ?? capitalized(key),
          templateProperties(inner, convert),
        ]),
      )
    : value;
}

/** Properties of aws-native as the CloudFront API returns them: each list has its length. */
export function apiProperties(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length === 0 ? { Quantity: 0 } : { Quantity: value.length, Items: value.map(apiProperties) };
  }
  if (!isObject(value)) {
    return value;
  }
  const { cachedMethods, allowedMethods, ...others } = value;
  const entries = Object.entries(others).map(([key, inner]) => [
    apiNames[key] ?? capitalized(key),
    // These have the length already.
    ["items", "quantity"].includes(key) && Array.isArray(inner) ? inner.map(apiProperties) : apiProperties(inner),
  ]);
  const methods = Array.isArray(allowedMethods)
    ? {
        AllowedMethods: {
          ...(apiProperties(allowedMethods) as object),
          CachedMethods: apiProperties(cachedMethods ?? ["GET", "HEAD"]),
        },
      }
    : {};
  return { ...Object.fromEntries(entries), ...methods };
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
