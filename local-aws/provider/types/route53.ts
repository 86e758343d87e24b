import { dnsRecords, hostedZones } from "../../aws/route53";
import { resourceType } from "../resourceType";

interface RecordInputs {
  readonly name: string;
  readonly type: string;
  readonly zoneId: string;
}

interface ZoneInputs {
  readonly name: string;
  /** Only of a zone that a program expects to exist. */
  readonly zoneId?: string;
}

export const route53Types = {
  [hostedZones]: resourceType<ZoneInputs>({
    immutable: ["name", "delegationSetId"],
    id: ({ zoneId }, { token }) => zoneId ?? `Z${token(20).toUpperCase()}`,
    outputs: (_, { id, token }) => {
      // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html
      const nameServers = ["com", "net", "org", "co.uk"].map(
        (end, at) => `ns-${Number.parseInt(token(2, "ns"), 16) + 512 * at}.awsdns-${at}.${end}`,
      );
      return {
        arn: `arn:aws:route53:::hostedzone/${id}`,
        zoneId: id,
        comment: "Managed by Pulumi",
        nameServers,
        primaryNameServer: nameServers[0],
      };
    },
    deleteError: ({ id, inputs }, account) =>
      inputs.forceDestroy !== true && account.list(dnsRecords).some(({ inputs: { zoneId } }) => zoneId === id)
        ? "HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets and so cannot be deleted."
        : undefined,
  }),
  [dnsRecords]: resourceType<RecordInputs>({
    immutable: ["zoneId", "name", "type", "setIdentifier"],
    id: ({ zoneId, name, type }) => `${zoneId}_${withoutDot(name)}_${type}`,
    outputs: ({ name }) => ({ fqdn: withoutDot(name) }),
    unique: {
      by: ({ zoneId, name, type }) => `${zoneId} ${withoutDot(name)} ${type}`,
      error: ({ name, type }) =>
        `InvalidChangeBatch: [Tried to create resource record set [name='${withoutDot(name)}.', type='${type}'] but it already exists]`,
    },
    inputError: ({ zoneId, name }, { account }) => {
      const zone = account.get(hostedZones, zoneId);
      return zone === undefined
        ? `NoSuchHostedZone: No hosted zone found with ID: ${zoneId}`
        : outsideError(withoutDot(name), zone.outputs.name);
    },
  }),
};

function outsideError(name: string, zone: string | undefined): string | undefined {
  return zone === undefined || name === withoutDot(zone) || name.endsWith(`.${withoutDot(zone)}`)
    ? undefined
    : `InvalidChangeBatch: [RRSet with DNS name ${name}. is not permitted in zone ${withoutDot(zone)}.]`;
}

function withoutDot(name: string): string {
  return name.replace(/\.$/, "");
}
