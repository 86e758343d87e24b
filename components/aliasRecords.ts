import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

export interface AliasRecordsArgs {
  readonly hostedZoneId: pulumi.Input<string>;
  /** The name the records answer for. */
  readonly recordName: pulumi.Input<string>;
  /** The AWS name they point at, and the hosted zone AWS keeps it in. */
  readonly target: { readonly name: pulumi.Input<string>; readonly zoneId: pulumi.Input<string> };
  readonly types: readonly AliasRecordType[];
}

export type AliasRecordType = "A" | "AAAA" | "HTTPS";

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias.html */
export function aliasRecords(
  name: string,
  args: AliasRecordsArgs,
  opts: pulumi.CustomResourceOptions,
): route53.Record[] {
  return args.types.map(
    (type) =>
      new route53.Record(
        `${name}-${type.toLowerCase()}`,
        {
          zoneId: args.hostedZoneId,
          name: args.recordName,
          type,
          aliases: [{ name: args.target.name, zoneId: args.target.zoneId, evaluateTargetHealth: false }],
        },
        opts,
      ),
  );
}
