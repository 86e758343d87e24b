import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import { AliasRecordType, aliasRecords, DnsRecord } from "../aliasRecords";
import { validatedCertificate } from "../certificate";
import { Domain } from "./args";
import { namesOf } from "./distributionArgs";

const recordTypes: readonly AliasRecordType[] = ["A", "AAAA", "HTTPS"];

/** Creates the alias records of every hostname, if there is a hosted zone. */
export function viewerRecords(
  resourceName: string,
  domain: Domain | undefined,
  distribution: cloudfront.Distribution,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<DnsRecord[]> {
  const hostedZoneId = domain?.hostedZoneId;
  if (domain === undefined || hostedZoneId === undefined) {
    return pulumi.output([]);
  }
  const target = { name: distribution.domainName, zoneId: distribution.hostedZoneId };
  const records = namesOf(domain).map((recordName) => {
    const suffix = recordName === domain.name ? "alias" : `alias-${recordName}`;
    const args = { hostedZoneId, recordName, target, types: recordTypes };
    return aliasRecords(`${resourceName}-${suffix}`, args, opts).dnsRecords;
  });
  return pulumi.all(records).apply((each) => each.flat());
}

/** The given certificate, or a new one. */
export function certificateArn(
  resourceName: string,
  domain: Domain,
  opts: pulumi.CustomResourceOptions,
): pulumi.Input<string> {
  const { hostedZoneId, certificate } = domain;
  const [, ...otherNames] = namesOf(domain);
  if (certificate !== undefined) {
    return certificate.arn;
  }
  if (hostedZoneId === undefined) {
    throw new Error(`${domain.name} has neither a certificate nor a hosted zone for the validation of one`);
  }
  // CloudFront requires viewer certificates in us-east-1:
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
  const args = { domainName: domain.name, otherNames, hostedZoneId, region: "us-east-1" };
  return validatedCertificate(resourceName, args, opts).certificateArn;
}
