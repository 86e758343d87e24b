import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

export interface AliasRecordsArgs {
  readonly hostedZoneId: pulumi.Input<string>;
  /** The name of the records. */
  readonly recordName: pulumi.Input<string>;
  /** The AWS hostname that the records point to, and the ID of its hosted zone. */
  readonly target: { readonly name: pulumi.Input<string>; readonly zoneId: pulumi.Input<string> };
  readonly types: readonly AliasRecordType[];
}

export type AliasRecordType = "A" | "AAAA" | "HTTPS";

/** A DNS record of a component, for its outputs. */
export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  /** The AWS hostname that the record points to. */
  readonly target: string;
}

export interface AliasRecords {
  readonly records: readonly route53.Record[];
  readonly dnsRecords: pulumi.Output<DnsRecord[]>;
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias.html */
export function aliasRecords(name: string, args: AliasRecordsArgs, opts: pulumi.CustomResourceOptions): AliasRecords {
  const { hostedZoneId, recordName, target, types } = args;
  const records = types.map(
    (type) =>
      new route53.Record(
        `${name}-${type.toLowerCase()}`,
        {
          zoneId: hostedZoneId,
          name: recordName,
          type,
          aliases: [{ name: target.name, zoneId: target.zoneId, evaluateTargetHealth: false }],
        },
        opts,
      ),
  );
  const dnsRecords = pulumi.output({ name: recordName, target: target.name });
  return {
    records,
    dnsRecords: dnsRecords.apply((record) => types.map((type) => ({ ...record, type }))),
  };
}
