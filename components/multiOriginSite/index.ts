import * as pulumi from "@pulumi/pulumi";
import { DnsRecord } from "../aliasRecords";
import { ApiOrigin } from "../apiOrigin";
import { bundle } from "../apiOrigin/bundle";
import { MultiOriginDistribution } from "../distribution";
import { rejectArguments } from "../problems";
import { StaticOrigin } from "../staticOrigin";
import { MultiOriginSiteArgs } from "./args";
import { checkMultiOriginSite } from "./check";
import { apiOriginArgs, distributionArgs, staticOriginArgs } from "./parts";

/**
 * A CloudFront distribution in front of an API and a site. Its flat arguments suit programs in any language. In TypeScript,
 * its three components have more options.
 */
export class MultiOriginSite extends pulumi.ComponentResource {
  /** `https://` and the hostname that viewers use. */
  public readonly url: pulumi.Output<string>;
  /** The distribution's ID, e.g. for invalidations. */
  public readonly distributionId: pulumi.Output<string>;
  /** The URL of the API without CloudFront. */
  public readonly apiUrl: pulumi.Output<string>;
  /** The name of the bucket with the site's files. */
  public readonly bucketName: pulumi.Output<string>;
  /** The DNS records of `domainName` and `apiDomainName`. Empty without them. */
  public readonly dnsRecords: pulumi.Output<DnsRecord[]>;

  constructor(name: string, args: MultiOriginSiteArgs, opts?: pulumi.ComponentResourceOptions) {
    rejectArguments("MultiOriginSite", checkMultiOriginSite(args));
    // ApiOrigin reports these problems too, but only after this component is registered.
    const { problems } = bundle(apiOriginArgs(args));
    rejectArguments(
      "MultiOriginSite",
      problems.map((each) => ({ ...each, propertyPath: "apiEntry" })),
    );
    super("multi-origin:index:MultiOriginSite", name, {}, opts);

    const child = { parent: this };
    const api = new ApiOrigin(`${name}-api`, apiOriginArgs(args), child);
    const site = new StaticOrigin(`${name}-site`, staticOriginArgs(args), child);
    const distribution = new MultiOriginDistribution(
      `${name}-front`,
      distributionArgs(args, api.origin, site.origin),
      child,
    );
    site.grantRead(distribution.distributionArn);

    this.url = distribution.url;
    this.distributionId = distribution.distributionId;
    this.apiUrl = api.url;
    this.bucketName = site.bucketName;
    this.dnsRecords = pulumi.all([distribution.dnsRecords, api.dnsRecords]).apply((records) => records.flat());
    this.registerOutputs({
      url: this.url,
      distributionId: this.distributionId,
      apiUrl: this.apiUrl,
      bucketName: this.bucketName,
      dnsRecords: this.dnsRecords,
    });
  }
}

export { MultiOriginSiteArgs } from "./args";
export { checkMultiOriginSite, multiOriginSiteArguments } from "./check";
export { apiOriginArgs, distributionArgs, staticOriginArgs } from "./parts";
