import { Candidate, isKnown, Maybe, Unknown } from "./maybe";
import { Distribution, Origin } from "./model";
import { Knowledge } from "./knowledge";

/** Which of API Gateway's endpoints an origin is; they answer a foreign Host in different ways. */
export type ApiEndpoint =
  | "default-endpoint"
  | "edge-optimized-endpoint"
  | "regional-target"
  | "regional-custom-domain"
  | "edge-optimized-custom-domain";

// botocore's partitions.json; dual-stack names are in the endpoint rules of the same.
const suffixes = [
  "amazonaws.com",
  "amazonaws.com.cn",
  "amazonaws.eu",
  "c2s.ic.gov",
  "sc2s.sgov.gov",
  "cloud.adc-e.uk",
  "csp.hci.ic.gov",
  "api.aws",
  "api.amazonwebservices.com.cn",
  "api.amazonwebservices.eu",
];
const executeApiName = new RegExp(
  `^([a-z0-9-]+)\\.execute-api(-fips)?\\.[a-z0-9-]+\\.(vpce\\.)?(${suffixes.map((s) => s.replaceAll(".", "\\.")).join("|")})$`,
);

/** The API Gateway endpoint that an origin is; undefined where it is something else; unknown where that can't be told. */
export function apiEndpointOf(
  origin: Origin,
  distribution: Distribution,
  knowledge: Knowledge,
): Maybe<ApiEndpoint | undefined> {
  if (origin.shape !== "custom" || origin.domainName === undefined) {
    return undefined;
  }
  return origin.domainName instanceof Unknown
    ? endpointByCandidates(origin.domainName, distribution)
    : endpointByName(origin.domainName.toLowerCase(), knowledge);
}

function endpointByName(name: string, knowledge: Knowledge): ApiEndpoint | undefined {
  const label = executeApiName.exec(name)?.[1];
  if (label === undefined) {
    return knowledge.apiDomains.get(name);
  }
  return label.startsWith("d-") ? "regional-target" : (knowledge.apiDomains.get(name) ?? "default-endpoint");
}

// What an origin is whose domain name is an output of such a resource.
const originTypes: Readonly<Record<string, ApiEndpoint | "other">> = {
  "aws:apigateway/restApi:RestApi": "default-endpoint",
  "aws:apigateway/stage:Stage": "default-endpoint",
  "aws:apigateway/deployment:Deployment": "default-endpoint",
  "aws:apigateway/domainName:DomainName": "regional-custom-domain",
  "aws:apigatewayv2/api:Api": "default-endpoint",
  "aws:apigatewayv2/stage:Stage": "default-endpoint",
  "aws:apigatewayv2/domainName:DomainName": "regional-custom-domain",
  "aws:s3/bucket:Bucket": "other",
  "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration": "other",
  "aws:lb/loadBalancer:LoadBalancer": "other",
  "aws:lambda/functionUrl:FunctionUrl": "other",
};
// They take part in an origin but never give it its domain name.
const nameless = /^(aws:cloudfront\/originAccess|aws:cloudfront\/vpcOrigin|random:|aws:secretsmanager\/|aws:ssm\/)/;

/**
 * `origins` as a whole depends on these resources; which of them this origin's name comes from is decided only where
 * they leave no choice. A bucket is taken to be the name of an origin with S3's shape, if there is one.
 */
function endpointByCandidates(name: Unknown, distribution: Distribution): Maybe<ApiEndpoint | undefined> {
  const bucketsAreTaken = hasUnknownBucketOrigin(distribution);
  const possible = (name.candidates ?? []).filter(
    ({ type }) => !nameless.test(type) && !(bucketsAreTaken && type === "aws:s3/bucket:Bucket"),
  );
  const [first, ...others] = possible.map(({ type }) => originTypes[type]);
  const isApi = first !== undefined && first !== "other";
  const agreed = others.every((kind) => kind !== undefined && (kind !== "other") === isApi);
  if (first === undefined || !agreed) {
    return new Unknown(`its origin's domain name is not known: ${sources(name, possible)}`);
  }
  return isApi ? first : undefined;
}

function sources(name: Unknown, possible: readonly Candidate[]): string {
  return possible.length === 0
    ? name.reason
    : `it comes from ${possible.map(({ urn }) => urn.split("::").at(-1) ?? urn).join(" or ")}`;
}

function hasUnknownBucketOrigin({ origins }: Distribution): boolean {
  return (
    isKnown(origins) &&
    origins.some(
      ({ shape, domainName }) => (shape === "s3" || shape === "access-controlled") && domainName instanceof Unknown,
    )
  );
}
