import { accountId, JsonObject } from "../../aws/account";
import { certificates } from "../../aws/acm";
import { dnsRecords } from "../../aws/route53";
import { Planned, typesOf } from "../resourceType";
import { uuid } from "./arns";
import { isValidated, markIssued } from "./certificates";
import { refusedWhileUsedBy } from "./inUse";

interface Inputs {
  readonly certificateArn: string;
  readonly domainName: string;
  readonly subjectAlternativeNames?: readonly string[];
  readonly name: string;
  readonly type: string;
  readonly zoneId: string;
}

/** ACM and Route 53. */
export const namesTypes = typesOf<Inputs>({
  [certificates]: {
    immutable: [
      "domainName",
      "subjectAlternativeNames",
      "validationMethod",
      "validationOptions",
      "keyAlgorithm",
      "certificateAuthorityArn",
    ],
    id: (_, planned) => `arn:aws:acm:${planned.region}:${accountId}:certificate/${uuid(planned)}`,
    outputs: ({ domainName, subjectAlternativeNames = [] }, planned) => ({
      arn: planned.id,
      status: "PENDING_VALIDATION",
      domainValidationOptions: [...new Set([domainName, ...subjectAlternativeNames])].map((name) =>
        validationOption(name, planned),
      ),
    }),
    refuseDelete: refusedWhileUsedBy(
      [
        "aws:cloudfront/distribution:Distribution",
        "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
        "aws-native:cloudfront:Distribution",
        "aws:apigateway/domainName:DomainName",
        "aws:apigatewayv2/domainName:DomainName",
      ],
      "ResourceInUseException: Certificate is in use.",
    ),
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    immutable: ["certificateArn", "validationRecordFqdns"],
    id: (_, { token }) => `2026-01-01 00:00:00.${token(9)} +0000 UTC`,
    awaits: {
      until: ({ certificateArn }, { account }) => isValidated(account, certificateArn),
      error: ({ certificateArn }) =>
        `waiting for ACM Certificate (${certificateArn}) to be issued: timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION', timeout: 1h15m0s)`,
    },
    effect: ({ certificateArn }, account) => {
      markIssued(account, certificateArn);
    },
  },
  [dnsRecords]: {
    immutable: ["zoneId", "name", "type", "setIdentifier"],
    id: ({ zoneId, name, type }) => `${zoneId}_${withoutDot(name)}_${type}`,
    outputs: ({ name }) => ({ fqdn: withoutDot(name) }),
    unique: {
      by: ({ zoneId, name, type }) => `${zoneId} ${withoutDot(name)} ${type}`,
      error: ({ name, type }) =>
        `InvalidChangeBatch: [Tried to create resource record set [name='${withoutDot(name)}.', type='${type}'] but it already exists]`,
    },
    refuse: ({ zoneId }, { account }) =>
      account.get("aws:route53/zone:Zone", zoneId) === undefined
        ? `NoSuchHostedZone: No hosted zone found with ID: ${zoneId}`
        : undefined,
  },
});

/** A wildcard is validated by the record of the name that it stands under. */
function validationOption(domainName: string, { token }: Planned): JsonObject {
  const validated = domainName.replace(/^\*\./, "");
  return {
    domainName,
    resourceRecordName: `_${token(32, validated)}.${validated}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${token(31, validated)}.acm-validations.aws.`,
  };
}

function withoutDot(name: string): string {
  return name.replace(/\.$/, "");
}
