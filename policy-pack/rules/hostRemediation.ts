import { Origin } from "../cloudfront/model";
import { withoutHost } from "../cloudfront/withoutHost";
import { hasUnknown, isKnown, Maybe } from "../program/maybe";
import { isObject, Properties } from "../program/readValue";
import { RoutedBehavior, RoutedDistribution } from "../findings/routedDistribution";
import { Finding, PropertyChange } from "../findings/rule";

type Path = PropertyChange["path"];

/** The paths of the cache behaviors, by the resource types whose settings `withoutHost` supports. */
const behaviorPaths: ReadonlyMap<string, { readonly usual: Path; readonly ordered: Path }> = new Map([
  ["aws:cloudfront/distribution:Distribution", { usual: ["defaultCacheBehavior"], ordered: ["orderedCacheBehaviors"] }],
  [
    "aws-native:cloudfront:Distribution",
    {
      usual: ["distributionConfig", "defaultCacheBehavior"],
      ordered: ["distributionConfig", "cacheBehaviors"],
    },
  ],
]);

/** The DNS target of a regional custom domain. No API has this hostname, so a request needs the viewer's Host. */
const regionalTarget = /^d-[a-z0-9]+\.execute-api\./i;

/** Removes Host from the behaviors that certainly forward it to an API, unless the origin needs it. */
export function removeHost(
  type: string,
  props: Properties,
  { behaviors, program }: RoutedDistribution,
  violations: readonly Finding[],
): PropertyChange[] {
  const paths = behaviorPaths.get(type);
  if (paths === undefined || !isKnown(behaviors)) {
    return [];
  }
  const bad = new Set(violations.map(({ behavior }) => behavior));
  return behaviors.flatMap((behavior, index) => {
    const path = index === behaviors.length - 1 ? paths.usual : [...paths.ordered, index];
    const before = path.reduce<unknown>((holder, key) => Reflect.get(Object(holder), key), props);
    // A replacement cannot contain an unknown value.
    const canRemove = bad.has(behavior.label) && !needsHost(behavior);
    const after =
      canRemove && isObject(before) && !hasUnknown(before.forwardedValues) ? withoutHost(before, program) : undefined;
    return isObject(before) && after !== undefined ? [{ path, before, after }] : [];
  });
}

function needsHost({ routes }: RoutedBehavior): boolean {
  const isTarget = (origin: Maybe<Origin | undefined>): boolean =>
    !isKnown(origin) || (isKnown(origin?.domainName) && regionalTarget.test(origin?.domainName ?? ""));
  return !isKnown(routes) || routes.some((route) => !isKnown(route) || isTarget(route?.origin));
}
