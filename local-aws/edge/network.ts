import { Account } from "../aws/account";
import {
  apiHostname,
  bucketHostname,
  functionUrlHostname,
  isDistributionHostname,
  isGlobalBucketHostname,
  isLoadBalancerHostname,
  websiteHostname,
} from "../aws/hostnames";
import { isEdgeOptimized, restApis } from "../aws/apigateway/rest";
import { loadBalancers } from "../aws/loadBalancing";
import { dnsRecords } from "../aws/route53";

type RegionalService = "apigateway" | "lambdaUrl" | "s3" | "s3Website";

/** The address of a service, in a region if the service is regional. */
export type Address =
  { readonly service: "cloudfront" | "loadBalancer" } | { readonly service: RegionalService; readonly region: string };

const regionalHostnames: readonly (readonly [RegionalService, typeof apiHostname])[] = [
  ["apigateway", apiHostname],
  ["lambdaUrl", functionUrlHostname],
  ["s3", bucketHostname],
  ["s3Website", websiteHostname],
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
  if (isDistributionHostname(name) || isEdgeOptimizedApi(account, name)) {
    return { service: "cloudfront" };
  }
  if (isLoadBalancer(account, name)) {
    return { service: "loadBalancer" };
  }
  if (isGlobalBucketHostname(name)) {
    return { service: "s3", region: "us-east-1" };
  }
  for (const [service, hostname] of regionalHostnames) {
    const region = hostname.parse(name)?.region;
    if (region !== undefined) {
      return { service, region };
    }
  }
  return undefined;
}

/** The default endpoint of an edge-optimized API resolves to CloudFront. */
function isEdgeOptimizedApi(account: Account, name: string): boolean {
  const api = account.get(restApis, apiHostname.parse(name)?.id ?? "");
  return api !== undefined && isEdgeOptimized(api.outputs);
}

function isLoadBalancer(account: Account, name: string): boolean {
  return isLoadBalancerHostname(name) && account.list(loadBalancers).some(({ outputs }) => outputs.dnsName === name);
}

function recordTarget(account: Account, name: string): string | undefined {
  const records = account.list(dnsRecords).map(({ outputs }) => outputs);
  const record = records.find((candidate) => candidate.name === name && ["A", "CNAME"].includes(candidate.type));
  return record?.aliases?.[0]?.name ?? record?.records?.[0];
}
