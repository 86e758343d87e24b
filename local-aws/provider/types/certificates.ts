import { Account, StoredResource } from "../../aws/account";

export const certificateType = "aws:acm/certificate:Certificate";

interface Certificate {
  readonly domainName?: string;
  readonly subjectAlternativeNames?: readonly string[];
  readonly status?: string;
  readonly domainValidationOptions?: readonly {
    readonly resourceRecordName: string;
    readonly resourceRecordValue: string;
  }[];
}

interface ValidationRecord {
  readonly name: string;
  readonly records?: readonly string[];
}

/** Nothing where the certificate is none of this account's. */
export function findCertificate(account: Account, arn: string | undefined): Certificate | undefined {
  return arn === undefined ? undefined : account.get(certificateType, arn)?.outputs;
}

export function certificateNames({ domainName, subjectAlternativeNames = [] }: Certificate): readonly string[] {
  return domainName === undefined ? [] : [domainName, ...subjectAlternativeNames];
}

/** Whether services take it: ACM issues a certificate once it finds the records, whoever waits for it. */
export function isIssued(account: Account, { status, domainValidationOptions = [] }: Certificate): boolean {
  if (status !== "PENDING_VALIDATION") {
    return true;
  }
  const records = account
    .list("aws:route53/record:Record")
    .map(({ outputs }) => outputs as unknown as ValidationRecord);
  return domainValidationOptions.every(({ resourceRecordName, resourceRecordValue }) =>
    records.some(
      ({ name, records: values = [] }) =>
        withDot(name) === withDot(resourceRecordName) && values.map(withDot).includes(withDot(resourceRecordValue)),
    ),
  );
}

/** https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html */
export function isValidated(account: Account, arn: string): boolean {
  const certificate = findCertificate(account, arn);
  return certificate !== undefined && isIssued(account, certificate);
}

export function markIssued(account: Account, arn: string): void {
  const stored: StoredResource | undefined = account.get(certificateType, arn);
  if (stored !== undefined) {
    account.put({ ...stored, outputs: { ...stored.outputs, status: "ISSUED" } });
  }
}

/**
 * API Gateway's refusal of a custom domain's certificate. Its sentences are not known; what it asks for is:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-specify-certificate-for-custom-domain-name.html
 */
export function refuseApiCertificate(
  account: Account,
  arn: string | undefined,
  region: string,
  domainName: string,
): string | undefined {
  if (arn === undefined) {
    return "BadRequestException: A certificate was not provided for the domain name.";
  }
  const certificate = findCertificate(account, arn);
  if (arn.split(":")[3] !== region) {
    return `BadRequestException: Invalid certificate ARN: ${arn}. Certificate must be in '${region}'.`;
  }
  if (certificate !== undefined && !isIssued(account, certificate)) {
    return `BadRequestException: The certificate ${arn} is not issued.`;
  }
  return certificate === undefined || certificateNames(certificate).some((name) => covers(name, domainName))
    ? undefined
    : `BadRequestException: The certificate ${arn} does not cover ${domainName}.`;
}

/** A wildcard stands for one label. */
export function covers(certificateName: string, name: string): boolean {
  return certificateName === name || certificateName === name.replace(/^[^.]+/, "*");
}

function withDot(name: string): string {
  return name.endsWith(".") ? name : `${name}.`;
}
