import { Account } from "../../aws/account";
import { Certificate, certificateNames, certificates, findCertificate } from "../../aws/acm";
import { dnsRecords } from "../../aws/route53";

/** Whether ACM has issued the certificate. ACM issues it as soon as it finds the validation records. */
export function isIssued(account: Account, { status, domainValidationOptions = [] }: Certificate): boolean {
  if (status !== "PENDING_VALIDATION") {
    return true;
  }
  const records = account.list(dnsRecords).map(({ outputs }) => outputs);
  return domainValidationOptions.every(({ resourceRecordName, resourceRecordValue }) =>
    records.some(
      ({ name, records: values = [] }) =>
        withDot(name) === withDot(resourceRecordName) && values.map(withDot).includes(withDot(resourceRecordValue)),
    ),
  );
}

/** Whether the certificate exists and is issued. https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html */
export function isValidated(account: Account, arn: string): boolean {
  const certificate = findCertificate(account, arn);
  return certificate !== undefined && isIssued(account, certificate);
}

export function markIssued(account: Account, arn: string): void {
  account.setOutputs(certificates, arn, { status: "ISSUED" });
}

/**
 * API Gateway's error for the certificate of a custom domain. The page has the requirements; the messages are ours:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-specify-certificate-for-custom-domain-name.html
 */
export function apiCertificateError(
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

/** A wildcard covers one label. */
export function covers(certificateName: string, name: string): boolean {
  return certificateName === name || certificateName === name.replace(/^[^.]+/, "*");
}

function withDot(name: string): string {
  return name.endsWith(".") ? name : `${name}.`;
}
