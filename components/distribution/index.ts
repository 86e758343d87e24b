import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import { DnsRecord } from "../aliasRecords";
import { rejectArguments } from "../rejectArguments";
import { deliverAccessLogs } from "./accessLogs";
import { Domain, MultiOriginDistributionArgs } from "./args";
import { Behavior } from "./behavior";
import { BehaviorParts } from "./cacheBehavior";
import { Policies } from "./policies";
import { checkMultiOriginDistribution, distributionAdvice } from "./checks";
import { distributionArgs } from "./distributionArgs";
import { distinctOrigins } from "./origins";
import { ViewerFunctions } from "./viewerFunctions";
import { certificateArn, viewerRecords } from "./viewerNames";
import { managedWebAcl } from "./webAcl";

export { checkMultiOriginDistribution } from "./checks";

/** A CloudFront distribution with several origins, selected by path. */
export class MultiOriginDistribution extends pulumi.ComponentResource {
  /** `https://` and the hostname that viewers use. */
  public readonly url: pulumi.Output<string>;
  public readonly distributionId: pulumi.Output<string>;
  public readonly distributionArn: pulumi.Output<string>;
  /** The distribution's hostname, `dxxxx.cloudfront.net`. */
  public readonly domainName: pulumi.Output<string>;
  /** The DNS records of the custom domain. Empty without a hosted zone. */
  public readonly dnsRecords: pulumi.Output<DnsRecord[]>;

  constructor(
    private readonly resourceName: string,
    args: MultiOriginDistributionArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    rejectArguments("MultiOriginDistribution", checkMultiOriginDistribution(args));
    super("multi-origin:index:MultiOriginDistribution", resourceName, {}, opts);

    for (const { propertyPath, reason } of distributionAdvice(args)) {
      void pulumi.log.warn(`${propertyPath}: ${reason}`, this);
    }
    const distribution = this.createDistribution(args);
    if (args.accessLogs !== undefined) {
      deliverAccessLogs(resourceName, args.accessLogs, distribution, { parent: this });
    }
    this.dnsRecords = viewerRecords(resourceName, args.domain, distribution, { parent: this });
    this.url = pulumi.interpolate`https://${args.domain?.name ?? distribution.domainName}`;
    this.distributionId = distribution.id;
    this.distributionArn = distribution.arn;
    this.domainName = distribution.domainName;
    this.registerOutputs({
      url: this.url,
      distributionId: this.distributionId,
      distributionArn: this.distributionArn,
      domainName: this.domainName,
      dnsRecords: this.dnsRecords,
    });
  }

  private createDistribution(args: MultiOriginDistributionArgs): cloudfront.Distribution {
    const { domain } = args;
    const webAclId = this.webAclId(args);
    const certificate = domain && certificateArn(this.resourceName, domain, { parent: this });
    const origins = distinctOrigins([args.defaultRoute, ...args.routes]);
    return new cloudfront.Distribution(
      `${this.resourceName}-distribution`,
      distributionArgs(args, { webAclId, certificateArn: certificate, behaviorParts: this.behaviorParts(domain) }),
      { parent: this, dependsOn: origins.flatMap((origin) => [...(origin.dependsOn ?? [])]) },
    );
  }

  private webAclId({
    webAclArn,
    managedWebAcl: managed,
  }: MultiOriginDistributionArgs): pulumi.Input<string> | undefined {
    return managed === undefined ? webAclArn : managedWebAcl(this.resourceName, managed, { parent: this }).arn;
  }

  private behaviorParts(domain: Domain | undefined): (route: string, behavior: Behavior) => BehaviorParts {
    const functions = new ViewerFunctions(this.resourceName, { parent: this });
    const policies = new Policies(this.resourceName, { parent: this });
    return (route, behavior) => ({
      functionAssociations: functions.associations(route, behavior, domain),
      policies: policies.policiesOf(route, behavior),
    });
  }
}
