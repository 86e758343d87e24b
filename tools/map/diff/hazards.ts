import { Behavior } from "../../../policy-pack/cloudfront/model";
import { isKnown } from "../../../policy-pack/program/maybe";
import { DeployedDistribution } from "../../distributions";
import { State } from "../../state";
import { Pair, RouteChange } from "./routes";

/** What can go wrong while the update runs, or because responses of before are still cached. */
export interface Hazard {
  readonly distribution: string;
  readonly text: string;
}

export function hazardsOf({ before, after }: Pair, routes: readonly RouteChange[], state: State): Hazard[] {
  const hazards = [...replacement(before, after, state), ...legacySettings(before, after), ...cachedResponses(routes)];
  return hazards.map((text) => ({ distribution: after.name, text }));
}

function replacement(before: DeployedDistribution, after: DeployedDistribution, { resources }: State): string[] {
  const isPlanned = resources.some(({ urn, isReplaced }) => urn === after.urn && isReplaced === true);
  const hasOtherId = isKnown(before.id) && isKnown(after.id) && before.id !== after.id;
  return isPlanned || hasOtherId
    ? [
        "The distribution is replaced: its domain name changes, its cache is empty, and CloudFront rejects an alias that " +
          "the old distribution still has (CNAMEAlreadyExists).",
      ]
    : [];
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/alternate-domain-names-move.html */
export function movedAliases(
  before: readonly DeployedDistribution[],
  after: readonly DeployedDistribution[],
): Hazard[] {
  const ownerBefore = new Map(before.flatMap(({ names, urn, name }) => names.map((alias) => [alias, { urn, name }])));
  return after.flatMap(({ names, urn, name }) =>
    names.flatMap((alias) => {
      const owner = ownerBefore.get(alias);
      return owner === undefined || owner.urn === urn
        ? []
        : [
            {
              distribution: name,
              text:
                `The alias ${alias} moves from ${owner.name}: CloudFront rejects an alias that another distribution has ` +
                "(CNAMEAlreadyExists). Move it in a separate update, or with aws cloudfront associate-alias.",
            },
          ];
    }),
  );
}

/** The provider compares behaviors by their place in the list. */
function legacySettings(before: DeployedDistribution, after: DeployedDistribution): string[] {
  const [earlier, later] = [behaviorsOf(before), behaviorsOf(after)];
  return later.flatMap((behavior, at) => {
    const place = behavior === later.at(-1) ? earlier.at(-1) : earlier.slice(0, -1)[at];
    return place === undefined ? [] : [...keptHeaders(place, behavior), ...fromLegacyToPolicy(place, behavior)];
  });
}

/** https://github.com/hashicorp/terraform-provider-aws/issues/33096 */
function keptHeaders(before: Behavior, after: Behavior): string[] {
  const headers = isKnown(before.legacy) && before.legacy !== undefined ? before.legacy.headers : [];
  const keeps = isKnown(after.legacy) && after.legacy !== undefined && after.legacy.keepsHeaders !== false;
  const names = isKnown(headers) ? headers.filter(isKnown) : [];
  return keeps && after.cachePolicyId === undefined && names.length > 0
    ? [
        `The ${after.label} takes the place of the ${before.label}: forwardedValues sets no headers, and the provider can keep ` +
          `those of before (${names.join(", ")}). Use a cache policy and an origin request policy.`,
      ]
    : [];
}

/** https://github.com/pulumi/pulumi-aws/issues/1364 */
function fromLegacyToPolicy(before: Behavior, after: Behavior): string[] {
  const wasLegacy = isKnown(before.legacy) && before.legacy !== undefined && before.cachePolicyId === undefined;
  return wasLegacy && after.cachePolicyId !== undefined
    ? [
        `The ${after.label} changes from forwardedValues to a cache policy: CloudFront can reject this in one update. If it ` +
          "does, remove the behavior in one update and add it in the next.",
      ]
    : [];
}

function behaviorsOf({ distribution }: DeployedDistribution): readonly Behavior[] {
  return isKnown(distribution.behaviors) ? distribution.behaviors : [];
}

function cachedResponses(routes: readonly RouteChange[]): string[] {
  const cached = routes.filter(({ isCached }) => isCached);
  const changed = (...subjects: readonly string[]): string =>
    cached
      .filter(({ changes }) => changes.some(({ subject }) => subjects.includes(subject)))
      .map(({ paths }) => paths)
      .join(", ");
  const [cold, stale] = [changed("cache key"), changed("origin")];
  return [
    ...(cold === ""
      ? []
      : [`The cache is cold for ${cold}: the cache key changes, so every first request reaches the origin.`]),
    ...(stale === ""
      ? []
      : [`Responses of the earlier origin stay in the cache for ${stale} until they expire. Create an invalidation.`]),
  ];
}
