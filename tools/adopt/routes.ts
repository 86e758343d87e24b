import type { Domain, GeoRestriction, MultiOriginDistributionArgs, Route } from "../../components/distribution/args";
import type { Behavior } from "../../components/distribution/behavior";
import { coversPattern } from "../../components/distribution/pathPattern";
import type { Origin } from "../../components/origin";
import { present } from "../../components/present";
import { managedPolicyId } from "../../policy-pack/cloudfront/managedPolicies";
import type { ProgramIndex } from "../../policy-pack/program/programIndex";
import { isObject, Properties } from "../../policy-pack/program/readValue";
import { cachingOf } from "./caching";
import { Origins, text } from "./origins";
import { items } from "./settings";
import { viewerFunctionsOf } from "./viewerFunctions";

/**
 * @param hasFunctions whether routes have the code of CloudFront Functions
 * @throws an error if a cache behavior has no origin
 */
export function argsOf(
  config: Properties,
  origins: Origins,
  program: ProgramIndex,
  hasFunctions: boolean,
): MultiOriginDistributionArgs {
  const { priceClass, webAclId, defaultCacheBehavior } = config;
  const routed = (behavior: Properties): Behavior => ({
    ...behaviorOf(behavior, targetsOf(behavior, config, origins), program),
    ...(hasFunctions ? viewerFunctionsOf(behavior, program) : {}),
  });
  const last = catchAllOf(config) ?? (isObject(defaultCacheBehavior) ? defaultCacheBehavior : {});
  return {
    defaultRoute: routed(last),
    routes: joined(
      reachedBehaviors(config).map((behavior) => ({ ...routed(behavior), paths: [String(behavior.pathPattern)] })),
    ),
    ...present({
      domain: domainOf(config),
      priceClass: priceClass === "PriceClass_All" ? undefined : text(priceClass),
      webAclArn: text(webAclId),
      geoRestriction: geoRestrictionOf(config),
    }),
  };
}

/** The cache behavior with a path pattern that matches every request. It takes the place of the default one. */
export function catchAllOf({ orderedCacheBehaviors }: Properties): Properties | undefined {
  return items(orderedCacheBehaviors).find(matchesAll);
}

/** The component rejects a pattern that no request reaches. */
function reachedBehaviors({ orderedCacheBehaviors }: Properties): readonly Properties[] {
  const ordered = items(orderedCacheBehaviors);
  const end = ordered.findIndex(matchesAll);
  const before = end === -1 ? ordered : ordered.slice(0, end);
  return before.filter(
    (behavior, index) =>
      !before.slice(0, index).some((earlier) => coversPattern(patternOf(earlier), patternOf(behavior))),
  );
}

function matchesAll(behavior: Properties): boolean {
  return coversPattern(patternOf(behavior), "*");
}

function patternOf({ pathPattern }: Properties): string {
  return String(pathPattern);
}

/** Consecutive routes with the same settings are one route with several paths. */
function joined(routes: readonly Route[]): readonly Route[] {
  return routes.reduce<readonly Route[]>((before, route) => {
    const previous = before.at(-1);
    return previous !== undefined &&
      JSON.stringify({ ...previous, paths: [] }) === JSON.stringify({ ...route, paths: [] })
      ? [...before.slice(0, -1), { ...previous, paths: [...previous.paths, ...route.paths] }]
      : [...before, route];
  }, []);
}

/** The origin, and the second member of an origin group. */
function targetsOf({ targetOriginId }: Properties, config: Properties, origins: Origins): readonly Origin[] {
  const group = items(config.originGroups).find(({ originId }) => originId === targetOriginId);
  const ids = group === undefined ? [targetOriginId] : items(group.members).map(({ originId }) => originId);
  const found = ids.flatMap((id) => origins.get(String(id)) ?? []);
  if (found.length === 0) {
    throw new Error(
      `No origin has the ID ${JSON.stringify(targetOriginId)}. Run audit to find what CloudFront would reject.`,
    );
  }
  return found;
}

function behaviorOf(behavior: Properties, [origin, second]: readonly Origin[], program: ProgramIndex): Behavior {
  if (origin === undefined) {
    throw new Error("A cache behavior has no origin.");
  }
  const headersPolicy = text(behavior.responseHeadersPolicyId);
  const isSecurity = headersPolicy === securityHeaders;
  const isRead = !methodsOf(behavior).includes("POST");
  const caching = cachingOf(behavior, origin.kind, program);
  const methods = isRead ? { methods: "read" as const } : {};
  const failover = <T extends Origin>(kind: T["kind"]): { failover?: T } =>
    second?.kind === kind && second.name !== origin.name && (isRead || kind === "s3") ? { failover: second as T } : {};
  switch (origin.kind) {
    case "api-gateway":
      return {
        origin,
        ...methods,
        ...caching,
        ...(headersPolicy === undefined ? { securityHeaders: false } : {}),
        ...present({ responseHeadersPolicyId: isSecurity ? undefined : headersPolicy }),
        ...failover<typeof origin>(origin.kind),
      };
    case "s3":
      return {
        origin,
        ...caching,
        ...present({ responseHeadersPolicyId: isSecurity ? undefined : headersPolicy }),
        ...failover<typeof origin>(origin.kind),
      };
    case "custom":
      return {
        origin,
        ...methods,
        ...caching,
        ...present({ responseHeadersPolicyId: headersPolicy }),
        ...failover<typeof origin>(origin.kind),
      };
  }
}

const securityHeaders = managedPolicyId("SecurityHeadersPolicy");

function methodsOf({ allowedMethods }: Properties): readonly unknown[] {
  return Array.isArray(allowedMethods) ? (allowedMethods as unknown[]) : [];
}

/** Only a certificate of ACM can be given. Its names are unknown here, but CloudFront has checked that they cover the aliases. */
function domainOf({ aliases, viewerCertificate }: Properties): Domain | undefined {
  const names = Array.isArray(aliases) ? (aliases as unknown[]).map((name) => String(name).toLowerCase()) : [];
  const arn = isObject(viewerCertificate) ? text(viewerCertificate.acmCertificateArn) : undefined;
  const name = names.find((one) => !one.startsWith("*"));
  if (arn === undefined || name === undefined) {
    return undefined;
  }
  const otherNames = names.filter((one) => one !== name);
  return { name, ...(otherNames.length === 0 ? {} : { otherNames }), certificate: { arn, names } };
}

function geoRestrictionOf({ restrictions }: Properties): GeoRestriction | undefined {
  const restriction = isObject(restrictions) ? restrictions.geoRestriction : undefined;
  if (!isObject(restriction) || !Array.isArray(restriction.locations)) {
    return undefined;
  }
  const countries = (restriction.locations as unknown[]).map(String);
  switch (restriction.restrictionType) {
    case "whitelist":
      return { allow: countries };
    case "blacklist":
      return { deny: countries };
    default:
      return undefined;
  }
}
