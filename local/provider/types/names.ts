import { accountId } from "../../account";
import { typesOf } from "../resourceType";

interface Inputs {
  readonly domainName: string;
  readonly name: string;
  readonly type: string;
  readonly zoneId: string;
}

/** ACM and Route 53. */
export const namesTypes = typesOf<Inputs>({
  "aws:acm/certificate:Certificate": {
    immutable: ["domainName", "region"],
    id: (_, { region, token }) => `arn:aws:acm:${region}:${accountId}:certificate/${uuid(token(32))}`,
    outputs: ({ domainName }, { id, token }) => ({
      arn: id,
      status: "PENDING_VALIDATION",
      domainValidationOptions: [
        {
          domainName,
          resourceRecordName: `_${token(32)}.${domainName}.`,
          resourceRecordType: "CNAME",
          resourceRecordValue: `_${token(31)}.acm-validations.aws.`,
        },
      ],
    }),
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    immutable: ["certificateArn", "validationRecordFqdns"],
    id: (_, { token }) => `2026-01-01 00:00:00.${token(9)} +0000 UTC`,
  },
  "aws:route53/record:Record": {
    immutable: ["zoneId", "name", "type"],
    id: ({ zoneId, name, type }) => `${zoneId}_${withoutDot(name)}_${type}`,
    outputs: ({ name }) => ({ fqdn: withoutDot(name) }),
    refuse: ({ zoneId }, account) =>
      account.get("aws:route53/zone:Zone", zoneId) === undefined
        ? `NoSuchHostedZone: No hosted zone found with ID: ${zoneId}`
        : undefined,
  },
});

function withoutDot(name: string): string {
  return name.replace(/\.$/, "");
}

function uuid(token: string): string {
  return token.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
