import { isKnown, Maybe } from "../program/maybe";
import { Behavior, Distribution, ForwardingPolicy, ReadSelection } from "./model";

// The default quotas. An account can have higher ones.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
// AWS does not state whether the default cache behavior counts, so it does not count here.
const orderedBehaviorsPerDistribution = 75;
const originsPerDistribution = 100;
const groupsPerDistribution = 10;
const aliasesPerDistribution = 100;
const customHeadersPerOrigin = 30;
const headersPerBehavior = 10;
export const namesPerPolicy = 10;

/** More of something than the default quota. */
export interface Excess {
  readonly what: string;
  readonly count: number;
  readonly quota: number;
}

export function distributionExcess({ aliases, behaviors, origins, originGroups }: Distribution): Excess[] {
  const headers = (isKnown(origins) ? origins : []).map(({ customHeaders }) => countOf(customHeaders));
  return excessOf([
    ["cache behaviors besides the default", countOf(behaviors) - 1, orderedBehaviorsPerDistribution],
    ["origins", countOf(origins), originsPerDistribution],
    ["origin groups", countOf(originGroups), groupsPerDistribution],
    ["aliases", countOf(aliases), aliasesPerDistribution],
    ["custom headers of one origin", Math.max(0, ...headers), customHeadersPerOrigin],
  ]);
}

export function policyExcess({ headers, cookies, queryStrings }: ForwardingPolicy): Excess[] {
  return excessOf([
    ["headers", namesIn(headers), namesPerPolicy],
    ["cookies", namesIn(cookies), namesPerPolicy],
    ["query strings", namesIn(queryStrings), namesPerPolicy],
  ]);
}

export function legacyExcess({ legacy }: Behavior): Excess[] {
  const headers = isKnown(legacy) ? countOf(legacy?.headers ?? []) : 0;
  return excessOf([["headers", headers, headersPerBehavior]]);
}

function excessOf(rows: readonly (readonly [what: string, count: number, quota: number])[]): Excess[] {
  return rows.filter(([, count, quota]) => count > quota).map(([what, count, quota]) => ({ what, count, quota }));
}

function countOf(list: Maybe<readonly unknown[]>): number {
  return isKnown(list) ? list.length : 0;
}

function namesIn(selection: Maybe<ReadSelection>): number {
  return isKnown(selection) && "names" in selection ? selection.names.length : 0;
}
