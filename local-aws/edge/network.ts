import { Account } from "../aws/account";
import { isEdgeOptimized, restApis } from "../aws/apigateway/rest";
import { loadBalancers } from "../aws/loadBalancing";
import { dnsRecords } from "../aws/route53";

type RegionalService = "apigateway" | "lambdaUrl" | "s3";

/** The front end of a service, in a region if the service is regional. */
export type Address =
  { readonly service: "cloudfront" | "loadBalancer" } | { readonly service: RegionalService; readonly region: string };

// https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
// https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
const regionalNames: readonly (readonly [RegionalService, RegExp])[] = [
  ["apigateway", /^[^.]+\.execute-api\.([^.]+)\.amazonaws\.com$/],
  ["lambdaUrl", /^[^.]+\.lambda-url\.([^.]+)\.on\.aws$/],
  ["s3", /\.s3\.([^.]+)\.amazonaws\.com$/],
];

/** Resolves a hostname, following the records in the account. Returns undefined if no record exists. */
export function resolve(account: Account, name: string, hops = 8): Address | undefined {
  const address = addressOfAws(account, name);
  if (address !== undefined) {
    return address;
  }
  const target = hops > 0 ? recordTarget(account, name) : undefined;
  return target === undefined ? undefined : resolve(account, target, hops - 1);
}

function addressOfAws(account: Account, name: string): Address | undefined {
  if (name.endsWith(".cloudfront.net") || isEdgeOptimizedApi(account, name)) {
    return { service: "cloudfront" };
  }
  if (isLoadBalancer(account, name)) {
    return { service: "loadBalancer" };
  }
  if (name.endsWith(".s3.amazonaws.com")) {
    return { service: "s3", region: "us-east-1" };
  }
  for (const [service, pattern] of regionalNames) {
    const region = pattern.exec(name)?.[1];
    if (region !== undefined) {
      return { service, region };
    }
  }
  return undefined;
}

/** The default endpoint of an edge-optimized API resolves to CloudFront. */
function isEdgeOptimizedApi(account: Account, name: string): boolean {
  const apiId = /^([^.]+)\.execute-api\./.exec(name)?.[1] ?? "";
  const api = account.get(restApis, apiId);
  return api !== undefined && isEdgeOptimized(api.outputs);
}

function isLoadBalancer(account: Account, name: string): boolean {
  return (
    name.endsWith(".elb.amazonaws.com") && account.list(loadBalancers).some(({ outputs }) => outputs.dnsName === name)
  );
}

function recordTarget(account: Account, name: string): string | undefined {
  const records = account.list(dnsRecords).map(({ outputs }) => outputs);
  const record = records.find((candidate) => candidate.name === name && ["A", "CNAME"].includes(candidate.type));
  return record?.aliases?.[0]?.name ?? record?.records?.[0];
}
