import type { IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Readable } from "node:stream";
import { checkServerIdentity, PeerCertificate } from "node:tls";
import { Account } from "../account";

/** Where a name leads: a service's front end in a region. CloudFront and S3 have one here for all regions. */
export type Address = "cloudfront" | "s3" | `apigateway ${string}`;

interface AliasRecord {
  readonly name: string;
  readonly aliases?: readonly { readonly name: string }[];
  readonly records?: readonly string[];
  readonly type: string;
}

/** Where a name leads, following the account's own records; nothing where no record exists. */
export function resolve(account: Account, name: string, hops = 8): Address | undefined {
  if (name.endsWith(".cloudfront.net")) {
    return "cloudfront";
  }
  const [, api, region] = /^([a-z0-9-]+)\.execute-api\.([a-z0-9-]+)\.amazonaws\.com$/.exec(name) ?? [];
  if (api !== undefined && region !== undefined) {
    return isEdgeOptimized(account, api) ? "cloudfront" : `apigateway ${region}`;
  }
  if (/\.s3[.-][a-z0-9-]+\.amazonaws\.com$/.test(name)) {
    return "s3";
  }
  const target = hops > 0 ? recordTarget(account, name) : undefined;
  return target === undefined ? undefined : resolve(account, target, hops - 1);
}

/** The default endpoint of an edge-optimized API is a name of CloudFront's. */
function isEdgeOptimized(account: Account, apiId: string): boolean {
  const api = account.get("aws:apigateway/restApi:RestApi", apiId);
  const configuration = api?.outputs.endpointConfiguration as { types?: string } | undefined;
  return configuration?.types === "EDGE";
}

function recordTarget(account: Account, name: string): string | undefined {
  const records = account.list("aws:route53/record:Record").map(({ outputs }) => outputs as unknown as AliasRecord);
  const record = records.find((candidate) => candidate.name === name && ["A", "CNAME"].includes(candidate.type));
  return record?.aliases?.[0]?.name ?? record?.records?.[0];
}

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string | string[]>;
  readonly body: Readable;
}

/**
 * Sends a request to an origin as CloudFront does: the server name is the Host it sends, and the certificate has to match
 * that or the origin's domain. Answers nothing where no connection came about. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
export function send(
  port: number,
  originDomain: string,
  ca: string,
  exchange: Exchange,
): Promise<IncomingMessage | undefined> {
  const { method, path, headers, body } = exchange;
  const host = String(headers.host);
  return new Promise((answered) => {
    const outgoing = httpsRequest({
      host: "127.0.0.1",
      port,
      servername: host,
      ca,
      method,
      path,
      headers,
      agent: false,
      checkServerIdentity: (_, certificate) => identityError([originDomain, host], certificate),
    });
    outgoing.on("response", answered);
    outgoing.on("error", () => {
      answered(undefined);
    });
    body.pipe(outgoing);
  });
}

function identityError(names: readonly string[], certificate: PeerCertificate): Error | undefined {
  return names.some((name) => checkServerIdentity(name, certificate) === undefined)
    ? undefined
    : new Error(`the certificate matches none of ${names.join(", ")}`);
}
