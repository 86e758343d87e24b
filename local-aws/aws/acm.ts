import { Account } from "./account";
import { typeToken } from "./resource";

export interface Certificate {
  readonly domainName: string;
  readonly subjectAlternativeNames?: readonly string[];
  readonly status?: string;
  /** Only an imported certificate has the following. */
  readonly certificateBody?: string;
  readonly certificateChain?: string;
  readonly privateKey?: string;
  readonly domainValidationOptions?: readonly {
    readonly resourceRecordName: string;
    readonly resourceRecordValue: string;
  }[];
}

export const certificates = typeToken<Certificate>("aws:acm/certificate:Certificate");

export function findCertificate(account: Account, arn: string | undefined): Certificate | undefined {
  return arn === undefined ? undefined : account.get(certificates, arn)?.outputs;
}

export function certificateNames({ domainName, subjectAlternativeNames = [] }: Certificate): readonly string[] {
  return [domainName, ...subjectAlternativeNames];
}
