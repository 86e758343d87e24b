import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import { DnsRecord } from "../aliasRecords";
import { rejectArguments } from "../problems";
import { deliverAccessLogs } from "./accessLogs";
import { GeoRestriction, MultiOriginDistributionArgs } from "./args";
import { Behavior, byOriginKind, rootObject } from "./behavior";
import { BehaviorArgs, cacheBehavior } from "./cacheBehavior";
import { Policies } from "./policies";
import { checkMultiOriginDistribution, distributionAdvice } from "./checks";
import { distinctOrigins, originArgs, originGroups } from "./origins";
import { defaultRouteName, routeNames } from "./routeNames";
import { ViewerFunctions } from "./viewerFunctions";
import { viewerRecords, viewerNames } from "./viewerNames";
import { managedWebAcl } from "./webAcl";

export { checkMultiOriginDistribution } from "./checks";

type DistributionArgs = cloudfront.DistributionArgs;

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
    const behaviors = [args.defaultRoute, ...args.routes];
    const origins = distinctOrigins(behaviors);
    const groups = originGroups(behaviors);
    const defaultRootObject = rootObject(args.defaultRoute);
    return new cloudfront.Distribution(
      `${this.resourceName}-distribution`,
      {
        enabled: true,
        isIpv6Enabled: true,
        httpVersion: "http2and3",
        priceClass: args.priceClass ?? "PriceClass_All",
        webAclId: this.webAclId(args),
        ...viewerNames(this.resourceName, args.domain, { parent: this }),
        defaultRootObject,
        origins: origins.map(originArgs),
        ...(groups.length === 0 ? {} : { originGroups: groups }),
        ...this.cacheBehaviors(args),
        restrictions: { geoRestriction: geoRestriction(args.geoRestriction) },
      },
      { parent: this, dependsOn: origins.flatMap((origin) => [...(origin.dependsOn ?? [])]) },
    );
  }

  private webAclId({
    webAclArn,
    managedWebAcl: managed,
  }: MultiOriginDistributionArgs): pulumi.Input<string> | undefined {
    return managed === undefined ? webAclArn : managedWebAcl(this.resourceName, managed, { parent: this }).arn;
  }

  private cacheBehaviors({
    defaultRoute,
    routes,
  }: MultiOriginDistributionArgs): Pick<DistributionArgs, "defaultCacheBehavior" | "orderedCacheBehaviors"> {
    const functions = new ViewerFunctions(this.resourceName, { parent: this });
    const policies = new Policies(this.resourceName, { parent: this });
    const behaviorArgs = (route: string, behavior: Behavior): BehaviorArgs => {
      const functionAssociations = byOriginKind(behavior, {
        "api-gateway": () => [],
        s3: (files) => functions.associations(files),
        custom: () => [],
      });
      return cacheBehavior(behavior, { functionAssociations, policies: policies.policiesOf(route, behavior) });
    };
    const names = routeNames(routes);
    return {
      defaultCacheBehavior: behaviorArgs(defaultRouteName, defaultRoute),
      orderedCacheBehaviors: routes.flatMap((route, index) => {
        const shared = behaviorArgs(names[index] ?? "", route);
        return route.paths.map((pathPattern) => ({ pathPattern, ...shared }));
      }),
    };
  }
}

function geoRestriction(
  restriction: GeoRestriction | undefined,
): { restrictionType: "none" } | { restrictionType: "whitelist" | "blacklist"; locations: string[] } {
  if (restriction === undefined) {
    return { restrictionType: "none" };
  }
  return restriction.allow !== undefined
    ? { restrictionType: "whitelist", locations: [...restriction.allow] }
    : { restrictionType: "blacklist", locations: [...restriction.deny] };
}
