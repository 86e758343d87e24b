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
    inputError: ({ zoneId }, { account }) =>
      account.get(hostedZones, zoneId) === undefined
        ? `NoSuchHostedZone: No hosted zone found with ID: ${zoneId}`
        : undefined,
  }),
};

function withoutDot(name: string): string {
  return name.replace(/\.$/, "");
}
