import { createHash } from "node:crypto";
import { apiHostname } from "../../aws/hostnames";
import { Account } from "../../aws/account";
import { isEdgeOptimized, restApis, restDomains } from "../../aws/apigateway/rest";
import { awsDistributions, CacheBehavior, Distribution } from "../../aws/cloudfront/distribution";
import {
  distributionTenants,
  multitenantDistributions,
  readMultitenant,
  tenantNames,
} from "../../aws/cloudfront/readers/multitenant";
import { nativeAliases, nativeDistributions, readNative } from "../../aws/cloudfront/readers/native";

interface VirtualHost {
  readonly names: readonly string[];
  /** Milliseconds since 1970. @default always available */
  readonly availableFrom?: number;
  readonly distribution: () => Distribution;
}

/**
 * The hostnames of an edge location: those of distributions and their aliases, of tenants, and of edge-optimized APIs, for
 * which AWS runs its own distributions.
 */
export class VirtualHosts {
  private table: ReadonlyMap<string, VirtualHost> | undefined;

  /** @param edgeDomainDelay seconds after its creation until an edge-optimized domain is available */
  constructor(
    private readonly account: Account,
    private readonly edgeDomainDelay: number,
  ) {
    account.onChange(() => {
      this.table = undefined;
    });
  }

  /** The most specific name wins. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html */
  find(host: string): Distribution | undefined {
    this.table ??= tableOf(virtualHosts(this.account, this.edgeDomainDelay));
    const table = this.table;
    const name = table.has(host) ? host : wildcardsOver(host).find((candidate) => table.has(candidate));
    const found = table.get(name ?? "");
    return (found?.availableFrom ?? 0) > Date.now() ? undefined : found?.distribution();
  }
}

/** `*.b.example.com`, `*.example.com` and `*.com` for `a.b.example.com`. */
function wildcardsOver(host: string): string[] {
  const labels = host.split(".");
  return labels.slice(1).map((_, at) => ["*", ...labels.slice(at + 1)].join("."));
}

function tableOf(hosts: readonly VirtualHost[]): ReadonlyMap<string, VirtualHost> {
  const table = new Map<string, VirtualHost>();
  for (const host of hosts) {
    for (const name of host.names.map((given) => given.toLowerCase())) {
      table.set(name, table.get(name) ?? host);
    }
  }
  return table;
}

function virtualHosts(account: Account, edgeDomainDelay: number): VirtualHost[] {
  return [
    ...account.list(awsDistributions).map(({ outputs }) => ({
      names: [outputs.domainName, ...(outputs.aliases ?? [])],
      distribution: () => outputs,
    })),
    ...account.list(nativeDistributions).map(({ outputs }) => ({
      names: [outputs.domainName, ...nativeAliases(outputs)],
      distribution: once(() => readNative(outputs)),
    })),
    ...tenants(account),
    ...edgeOptimizedApis(account),
    ...edgeOptimizedDomains(account, edgeDomainDelay),
  ];
}

/** Only the tenants of a multi-tenant distribution have hostnames. */
function tenants(account: Account): VirtualHost[] {
  return account.list(distributionTenants).flatMap(({ outputs: tenant }) => {
    const stored = account.get(multitenantDistributions, tenant.distributionId);
    return stored === undefined
      ? []
      : [{ names: tenantNames(tenant), distribution: once(() => readMultitenant(stored.outputs, tenant)) }];
  });
}

function once<T extends object>(read: () => T): () => T {
  let result: T | undefined;
  return () => (result ??= read());
}

function edgeOptimizedApis(account: Account): VirtualHost[] {
  return account
    .list(restApis)
    .filter(({ outputs }) => isEdgeOptimized(outputs))
    .map(({ id, outputs }) => {
      const region = regionOf(outputs.arn);
      const name = apiHostname.of(id, region);
      return { names: [name], distribution: once(() => awsOwned(region, name, [])) };
    });
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html */
function edgeOptimizedDomains(account: Account, delay: number): VirtualHost[] {
  return account.list(restDomains).flatMap(({ outputs: { arn, domainName, cloudfrontDomainName }, internal }) =>
    cloudfrontDomainName === undefined
      ? []
      : [
          {
            names: [cloudfrontDomainName, domainName],
            availableFrom: Date.parse(internal?.createdAt ?? "1970-01-01") + delay * 1000,
            distribution: once(() => awsOwned(regionOf(arn), cloudfrontDomainName, [domainName])),
          },
        ],
  );
}

/** The distribution of an edge-optimized API forwards everything to the region's API Gateway. */
function awsOwned(region: string, domainName: string, aliases: string[]): Distribution {
  const id = `E${createHash("sha256").update(domainName).digest("hex").slice(0, 13).toUpperCase()}`;
  const behavior: CacheBehavior = {
    targetOriginId: "api",
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    forwardedValues: { headers: ["*"], queryString: true, cookies: { forward: "all" } },
  };
  return {
    id,
    arn: "",
    domainName,
    aliases,
    origins: [
      {
        originId: "api",
        domainName: apiHostname.of("regional", region),
        customOriginConfig: { originProtocolPolicy: "https-only" },
        connectionAttempts: 1,
      },
    ],
    defaultCacheBehavior: behavior,
    viewerCertificate: {},
  };
}

function regionOf(arn: string): string {
  return arn.split(":")[3] ?? "";
}
