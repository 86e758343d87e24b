import { accountId, JsonObject } from "../../aws/account";
import { certificates } from "../../aws/acm";
import { httpDomains } from "../../aws/apigateway/http";
import { restDomains } from "../../aws/apigateway/rest";
import { PlannedResource, resourceType } from "../resourceType";
import { isValidated, markIssued } from "./certificates";
import { distributionTypes, inUseError } from "./errors";
import { uuid } from "./ids";

interface CertificateInputs {
  readonly domainName: string;
  readonly subjectAlternativeNames?: readonly string[];
}

export const acmTypes = {
  [certificates]: resourceType<CertificateInputs>({
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
    deleteError: inUseError(
      [...distributionTypes, restDomains, httpDomains],
      "ResourceInUseException: Certificate is in use.",
    ),
  }),
  "aws:acm/certificateValidation:CertificateValidation": resourceType<{ readonly certificateArn: string }>({
    immutable: ["certificateArn", "validationRecordFqdns"],
    id: (_, { token }) => `2026-01-01 00:00:00.${token(9)} +0000 UTC`,
    waitsFor: {
      condition: ({ certificateArn }, { account }) => isValidated(account, certificateArn),
      error: ({ certificateArn }) =>
        `waiting for ACM Certificate (${certificateArn}) to be issued: timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION', timeout: 1h15m0s)`,
    },
    sideEffect: ({ certificateArn }, account) => {
      markIssued(account, certificateArn);
    },
  }),
};

/** A name and its wildcard have the same validation record. */
function validationOption(domainName: string, { token }: PlannedResource): JsonObject {
  const validated = domainName.replace(/^\*\./, "");
  return {
    domainName,
    resourceRecordName: `_${token(32, validated)}.${validated}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${token(31, validated)}.acm-validations.aws.`,
  };
}
