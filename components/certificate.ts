import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

export interface ValidatedCertificateArgs {
  readonly domainName: string;
  /** Other names that the certificate covers. `*` in `*.example.com` stands for one label. @default none */
  readonly otherNames?: readonly string[];
  /** The public hosted zone that contains all names, and gets the validation records. */
  readonly hostedZoneId: pulumi.Input<string>;
  /** The certificate's region. @default the provider's region */
  readonly region?: pulumi.Input<string>;
}

/**
 * An ACM certificate with DNS validation. The ARN of the result resolves when ACM has issued the certificate, so dependents
 * wait.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export function validatedCertificate(
  name: string,
  args: ValidatedCertificateArgs,
  opts: pulumi.CustomResourceOptions,
  validationOpts: pulumi.CustomResourceOptions = {},
): acm.CertificateValidation {
  const { domainName, otherNames = [], hostedZoneId } = args;
  const certificate = new acm.Certificate(
    `${name}-certificate`,
    {
      domainName,
      ...(otherNames.length === 0 ? {} : { subjectAlternativeNames: [...otherNames] }),
      validationMethod: "DNS",
      region: args.region,
    },
    opts,
  );
  const records = validatedNames([domainName, ...otherNames]).map((validated, at) =>
    validationRecord(
      at === 0 ? `${name}-certificate-proof` : `${name}-certificate-proof-${validated}`,
      { certificate, validated, hostedZoneId },
      opts,
    ),
  );
  return new acm.CertificateValidation(
    `${name}-certificate-issued`,
    {
      certificateArn: certificate.arn,
      validationRecordFqdns: records.map(({ fqdn }) => fqdn),
      region: args.region,
    },
    { ...opts, ...validationOpts },
  );
}

/** The names that need a validation record. A wildcard shares the record of the name after `*.`. */
function validatedNames(names: readonly string[]): string[] {
  return [...new Set(names.map(validatedName))];
}

function validatedName(name: string): string {
  return name.replace(/^\*\./, "");
}

interface Validation {
  readonly certificate: acm.Certificate;
  readonly validated: string;
  readonly hostedZoneId: pulumi.Input<string>;
}

function validationRecord(
  recordName: string,
  { certificate, validated, hostedZoneId }: Validation,
  opts: pulumi.CustomResourceOptions,
): route53.Record {
  const option = certificate.domainValidationOptions.apply((options) =>
    options.find(({ domainName }) => validatedName(domainName) === validated),
  );
  return new route53.Record(
    recordName,
    {
      zoneId: hostedZoneId,
      name: option.apply((found) => found?.resourceRecordName ?? ""),
      type: option.apply((found) => found?.resourceRecordType ?? "CNAME"),
      records: [option.apply((found) => found?.resourceRecordValue ?? "")],
      ttl: 300,
      allowOverwrite: true,
    },
    opts,
  );
}
