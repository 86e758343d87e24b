import { childPath } from "../../checks";
import { Problem } from "../../problems";
import { distinctOrigins, originGroups } from "../origins";
import { namesOf } from "../distributionArgs";
import { Readable } from "./readable";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-web-distributions
const most = { behaviors: 75, origins: 100, originGroups: 10, names: 100 };

/** Checks the quotas of one distribution. */
export function checkLimits({ behaviors, routes, settings: { value, path } }: Readable): Problem[] {
  const all = behaviors.map((behavior) => behavior.value);
  const paths = routes.reduce((sum, route) => sum + route.value.paths.length, 0);
  const names = value.domain === undefined ? [] : namesOf(value.domain);
  return [
    ...tooMany(paths, most.behaviors, "paths", childPath(path, "routes")),
    ...tooMany(distinctOrigins(all).length, most.origins, "origins", childPath(path, "routes")),
    ...tooMany(originGroups(all).length, most.originGroups, "pairs of origin and failover", childPath(path, "routes")),
    ...tooMany(names.length, most.names, "names", childPath(path, "domain.otherNames")),
  ];
}

function tooMany(count: number, limit: number, what: string, path: string): Problem[] {
  return count > limit ? [{ propertyPath: path, reason: `${count} ${what} are too many; use at most ${limit}` }] : [];
}
