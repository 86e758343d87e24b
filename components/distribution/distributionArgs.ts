import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import { Domain, GeoRestriction, MultiOriginDistributionArgs } from "./args";
import { Behavior, rootObject } from "./behavior";
import { BehaviorArgs, BehaviorParts, cacheBehavior } from "./cacheBehavior";
import { originArgs, originGroups, distinctOrigins } from "./origins";
import { defaultRouteName, routeNames } from "./routeNames";

type DistributionArgs = cloudfront.DistributionArgs;

/** The resources that a distribution references. */
export interface DistributionParts {
  readonly webAclId: pulumi.Input<string> | undefined;
  /** The certificate of the custom domain; undefined without one. */
  readonly certificateArn: pulumi.Input<string> | undefined;
  /** @param route a part of the names of the route's resources */
  readonly behaviorParts: (route: string, behavior: Behavior) => BehaviorParts;
}

/** The settings of the distribution. `adopt` compares them with those of an existing one, so this file only has types of Pulumi. */
export function distributionArgs(args: MultiOriginDistributionArgs, parts: DistributionParts): DistributionArgs {
  const behaviors = [args.defaultRoute, ...args.routes];
  const groups = originGroups(behaviors);
  return {
    enabled: true,
    isIpv6Enabled: true,
    httpVersion: "http2and3",
    priceClass: args.priceClass ?? "PriceClass_All",
    webAclId: parts.webAclId,
    ...viewerNames(args.domain, parts.certificateArn),
    defaultRootObject: rootObject(args.defaultRoute),
    origins: distinctOrigins(behaviors).map(originArgs),
    ...(groups.length === 0 ? {} : { originGroups: groups }),
    ...cacheBehaviors(args, parts),
    restrictions: { geoRestriction: geoRestriction(args.geoRestriction) },
  };
}

/** All hostnames, beginning with `name`. */
export function namesOf({ name, otherNames = [], redirectNames = [] }: Domain): readonly string[] {
  return [name, ...otherNames, ...redirectNames];
}

/** The aliases of the distribution and their certificate. */
function viewerNames(
  domain: Domain | undefined,
  certificateArn: pulumi.Input<string> | undefined,
): Pick<DistributionArgs, "aliases" | "viewerCertificate"> {
  if (domain === undefined || certificateArn === undefined) {
    return { viewerCertificate: { cloudfrontDefaultCertificate: true } };
  }
  return {
    aliases: [...namesOf(domain)],
    viewerCertificate: {
      acmCertificateArn: certificateArn,
      sslSupportMethod: "sni-only",
      // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
      minimumProtocolVersion: "TLSv1.2_2021",
    },
  };
}

function cacheBehaviors(
  { defaultRoute, routes }: MultiOriginDistributionArgs,
  { behaviorParts }: DistributionParts,
): Pick<DistributionArgs, "defaultCacheBehavior" | "orderedCacheBehaviors"> {
  const behaviorArgs = (route: string, behavior: Behavior): BehaviorArgs =>
    cacheBehavior(behavior, behaviorParts(route, behavior));
  const names = routeNames(routes);
  return {
    defaultCacheBehavior: behaviorArgs(defaultRouteName, defaultRoute),
    orderedCacheBehaviors: routes.flatMap((route, index) => {
      const shared = behaviorArgs(names[index] ?? "", route);
      return route.paths.map((pathPattern) => ({ pathPattern, ...shared }));
    }),
  };
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
