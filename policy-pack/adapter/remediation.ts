import { ResourceRemediation } from "@pulumi/policy";
import { indexWithoutProgram, PackConfig } from "../program/programIndex";
import { hasUnknown, isKnown, Maybe } from "../program/maybe";
import { Distribution, Origin } from "../cloudfront/model";
import { readDistribution } from "../cloudfront/readers/distribution";
import { isObject, Properties } from "../program/readValue";
import { withoutHost } from "../cloudfront/remedy";
import { targetOf } from "../cloudfront/target";
import { apiGatewayOriginHostHeader } from "../rules/apiGatewayOriginHostHeader";
import { Rule } from "../rules/rule";
import { readPackConfig } from "./config";
import { plainProperties } from "./plain";

const distributionType = "aws:cloudfront/distribution:Distribution";
const regionalTarget = /^d-[a-z0-9]+\.execute-api\./i;

/** How a rule mends a resource at the level `remediate`; nothing where it can't. */
export function remedyOf(rule: Rule): ResourceRemediation | undefined {
  return rule === apiGatewayOriginHostHeader
    ? (args) =>
        args.type === distributionType ? mendHost(args.props, readPackConfig(rule, args.getConfig())) : undefined
    : undefined;
}

type Settings = Record<string, unknown>;

/**
 * Mends, in place, the behaviors that certainly forward Host to an API; never where the origin's own name leads nowhere
 * without it. In place, since reading a property that is not known yet throws, and what is not touched stays as it is.
 */
function mendHost(props: Settings, config: PackConfig): Settings | undefined {
  const plain = plainProperties(props);
  const program = indexWithoutProgram(config);
  const distribution = readDistribution(distributionType, plain);
  const findings = distribution === undefined ? [] : apiGatewayOriginHostHeader.check(distribution, program);
  const bad = new Set(findings.filter(({ kind }) => kind === "violation").map(({ behavior }) => behavior));
  // What is not known yet can't be written back.
  const mendable = distribution === undefined ? new Set<string>() : behaviorsToMend(distribution);
  const mended = behaviorsOf(plain, props).filter(
    ({ label, settings }) => bad.has(label) && mendable.has(label) && !hasUnknown(settings.forwardedValues),
  );
  for (const { settings, original } of mended) {
    replace(original, settings, withoutHost(settings, program));
  }
  return mended.length === 0 ? undefined : props;
}

interface BehaviorSettings {
  readonly label: string;
  readonly settings: Properties;
  /** What the SDK handed over, to be changed. */
  readonly original: Settings;
}

function behaviorsOf(plain: Properties, props: Settings): BehaviorSettings[] {
  const ordered: unknown[] = Array.isArray(plain.orderedCacheBehaviors) ? plain.orderedCacheBehaviors : [];
  const all: [string, unknown, () => unknown][] = [
    ["default cache behavior", plain.defaultCacheBehavior, () => props.defaultCacheBehavior],
    ...ordered.map((settings, index): [string, unknown, () => unknown] => [
      `cache behavior "${isObject(settings) ? String(settings.pathPattern) : ""}"`,
      settings,
      () => (props.orderedCacheBehaviors as unknown[])[index],
    ]),
  ];
  return all.flatMap(([label, settings, original]) =>
    isObject(settings) ? [{ label, settings, original: original() as Settings }] : [],
  );
}

function replace(original: Settings, before: Properties, after: Properties): void {
  for (const key of Object.keys(before)) {
    if (!(key in after)) {
      Reflect.deleteProperty(original, key);
    }
  }
  for (const [key, value] of Object.entries(after)) {
    if (value !== before[key]) {
      original[key] = value;
    }
  }
}

/** Not those with an origin whose own name leads nowhere without Host. */
function behaviorsToMend(distribution: Distribution): Set<string> {
  const behaviors = isKnown(distribution.behaviors) ? distribution.behaviors : [];
  const needsHost = (origin: Maybe<Origin | undefined>): boolean =>
    !isKnown(origin) || (isKnown(origin?.domainName) && regionalTarget.test(origin?.domainName ?? ""));
  return new Set(
    behaviors
      .filter((behavior) => {
        const target = targetOf(behavior, distribution);
        return isKnown(target) && !target.origins.some(needsHost);
      })
      .map(({ label }) => label),
  );
}
