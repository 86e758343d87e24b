import { dnsRecords, hostedZones } from "../../aws/route53";
import { resourceType } from "../resourceType";

interface RecordInputs {
  readonly name: string;
  readonly type: string;
  readonly zoneId: string;
}

export const route53Types = {
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
