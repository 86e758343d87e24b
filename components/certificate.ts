import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

export interface ValidatedCertificateArgs {
  readonly domainName: pulumi.Input<string>;
  /** The public hosted zone that answers for `domainName`; the validation record is written there. */
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
  const certificate = new acm.Certificate(
    `${name}-certificate`,
    { domainName: args.domainName, validationMethod: "DNS", ...inRegion(args.region) },
    opts,
  );
  // One name, so exactly one option.
  const proof = certificate.domainValidationOptions.apply((options) => options[0]);
  const record = new route53.Record(
    `${name}-certificate-proof`,
    {
      zoneId: args.hostedZoneId,
      name: proof.apply((option) => option?.resourceRecordName ?? ""),
      type: proof.apply((option) => option?.resourceRecordType ?? "CNAME"),
      records: [proof.apply((option) => option?.resourceRecordValue ?? "")],
      ttl: 300,
      allowOverwrite: true,
    },
    opts,
  );
  return new acm.CertificateValidation(
    `${name}-certificate-issued`,
    { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn], ...inRegion(args.region) },
    opts,
  ).certificateArn;
}

function inRegion(region: pulumi.Input<string> | undefined): { region?: pulumi.Input<string> } {
  return region === undefined ? {} : { region };
}
