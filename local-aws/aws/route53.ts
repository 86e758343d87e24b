import { typeToken } from "./resource";

export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  readonly aliases?: readonly { readonly name: string }[];
  readonly records?: readonly string[];
}

export interface HostedZone {
  readonly name: string;
  readonly zoneId: string;
}

export const hostedZones = typeToken<HostedZone>("aws:route53/zone:Zone");
export const dnsRecords = typeToken<DnsRecord>("aws:route53/record:Record");
