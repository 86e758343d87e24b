import { X509Certificate } from "node:crypto";
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
  /** Only of an imported certificate, which has its names inside. */
  readonly certificateBody?: string;
}

/** What a certificate has that ACM does not renew. */
const commonToAll = {
  notAfter: "",
  notBefore: "",
  pendingRenewal: false,
  renewalEligibility: "INELIGIBLE",
  renewalSummaries: [],
  validationEmails: [],
};

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
    outputs: (inputs, planned) =>
      inputs.certificateBody === undefined
        ? { ...commonToAll, arn: planned.id, ...requested(inputs, planned) }
        : { ...commonToAll, arn: planned.id, ...imported(inputs.certificateBody) },
    // The code is AWS's; its message is not documented.
    inputError: ({ certificateBody }) =>
      certificateBody === undefined || parseCertificate(certificateBody) !== undefined
        ? undefined
        : "ValidationException: The certificate body is not a valid certificate in PEM format.",
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

function requested({ domainName, subjectAlternativeNames = [] }: CertificateInputs, planned: PlannedResource) {
  const names = [...new Set([domainName, ...subjectAlternativeNames])];
  return {
    status: "PENDING_VALIDATION",
    type: "AMAZON_ISSUED",
    domainValidationOptions: names.map((name) => validationOption(name, planned)),
  };
}

/** https://docs.aws.amazon.com/acm/latest/userguide/import-certificate.html */
function imported(certificateBody: string): JsonObject {
  const { subject = "", subjectAltName = "", validFromDate, validToDate } = parseCertificate(certificateBody) ?? {};
  const commonName = /^CN=(.*)$/m.exec(subject)?.[1] ?? "";
  const others = [...subjectAltName.matchAll(/DNS:([^,]+)/g)].map(([, name = ""]) => name);
  return {
    status: "ISSUED",
    notBefore: validFromDate?.toISOString(),
    notAfter: validToDate?.toISOString(),
    type: "IMPORTED",
    domainName: commonName,
    subjectAlternativeNames: [...new Set([commonName, ...others])],
    domainValidationOptions: [],
  };
}

function parseCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

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
