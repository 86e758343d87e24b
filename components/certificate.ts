import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

export interface ValidatedCertificateArgs {
  readonly domainName: string;
  /** Further names that it covers; `*.example.com` stands for one label. @default none */
  readonly otherNames?: readonly string[];
  /** The public hosted zone that answers for all the names; the validation records are written there. */
  readonly hostedZoneId: pulumi.Input<string>;
  /** The certificate's region. @default the provider's region */
  readonly region?: pulumi.Input<string>;
}

/**
 * An ACM certificate proven by DNS. The returned ARN is known only once ACM has issued it, so whatever uses it waits.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export function validatedCertificate(
  name: string,
  args: ValidatedCertificateArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
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
  const records = provenNames([domainName, ...otherNames]).map((proven, at) =>
    proofRecord(
      at === 0 ? `${name}-certificate-proof` : `${name}-certificate-proof-${proven}`,
      { certificate, proven, hostedZoneId },
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
    opts,
  ).certificateArn;
}

/** One proof each, and known before the certificate is: a wildcard has that of the name it stands under. */
function provenNames(names: readonly string[]): string[] {
  return [...new Set(names.map(provenName))];
}

function provenName(name: string): string {
  return name.replace(/^\*\./, "");
}

interface Proof {
  readonly certificate: acm.Certificate;
  readonly proven: string;
  readonly hostedZoneId: pulumi.Input<string>;
}

function proofRecord(
  recordName: string,
  { certificate, proven, hostedZoneId }: Proof,
  opts: pulumi.CustomResourceOptions,
): route53.Record {
  const proof = certificate.domainValidationOptions.apply((options) =>
    options.find(({ domainName }) => provenName(domainName) === proven),
  );
  return new route53.Record(
    recordName,
    {
      zoneId: hostedZoneId,
      name: proof.apply((option) => option?.resourceRecordName ?? ""),
      type: proof.apply((option) => option?.resourceRecordType ?? "CNAME"),
      records: [proof.apply((option) => option?.resourceRecordValue ?? "")],
      ttl: 300,
      allowOverwrite: true,
    },
    opts,
  );
}
