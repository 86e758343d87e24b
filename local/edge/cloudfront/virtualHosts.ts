import { createHash } from "node:crypto";
import { Account } from "../../account";
import { CacheBehavior, Distribution, distributions } from "./deployed";

/**
 * The one table of names at an edge: distributions by their own names and aliases, and edge-optimized APIs, which stand
 * behind distributions of AWS's own.
 */
export function findByHost(account: Account, host: string): Distribution | undefined {
  const all = [...distributions(account), ...edgeOptimizedApis(account)];
  return (
    all.find((distribution) => namesOf(distribution).includes(host)) ??
    // The most specific alias wins, so a wildcard comes last.
    all.find((distribution) => namesOf(distribution).includes(host.replace(/^[^.]+/, "*")))
  );
}

function namesOf({ domainName, aliases = [] }: Distribution): readonly string[] {
  return [domainName, ...aliases].map((name) => name.toLowerCase());
}

interface EdgeDomainName {
  readonly arn: string;
  readonly domainName: string;
  readonly cloudfrontDomainName?: string;
}

function edgeOptimizedApis(account: Account): Distribution[] {
  const apis = account
    .list("aws:apigateway/restApi:RestApi")
    .filter(({ outputs }) => (outputs.endpointConfiguration as { types?: string }).types === "EDGE")
    .map(({ id, outputs }) => {
      const region = regionOf(outputs.arn);
      return awsOwned(region, `${id}.execute-api.${region}.amazonaws.com`, []);
    });
  const domains = account
    .list("aws:apigateway/domainName:DomainName")
    .map(({ outputs }) => outputs as unknown as EdgeDomainName)
    .flatMap(({ arn, domainName, cloudfrontDomainName }) =>
      cloudfrontDomainName === undefined ? [] : [awsOwned(regionOf(arn), cloudfrontDomainName, [domainName])],
    );
  return [...apis, ...domains];
}

/** Everything the viewer sent goes on to the region's API Gateway. */
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
        domainName: `regional.execute-api.${region}.amazonaws.com`,
        customOriginConfig: { originProtocolPolicy: "https-only" },
      },
    ],
    defaultCacheBehavior: behavior,
    viewerCertificate: {},
  };
}

function regionOf(arn: unknown): string {
  return String(arn).split(":")[3] ?? "";
}
