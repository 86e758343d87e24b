import { Route } from "./args";

/** What the default route's resources are named after; no route's name can be it, since those begin with "path". */
export const defaultRouteName = "default";

/**
 * What each route's resources are named after: its first path, so that a route can be put before another, or get further
 * paths, and keep its policies. `/api/*` is `path-api`; where two routes come out alike, the later one has its place.
 */
export function routeNames(routes: readonly Route[]): string[] {
  const taken = new Set<string>();
  return routes.map(({ paths: [first = ""] }, index) => {
    const words = first.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
    const name = ["path", ...words].join("-");
    const own = taken.has(name) ? `${name}-${index}` : name;
    taken.add(own);
    return own;
  });
}
