import { Route } from "./args";

/** Part of the names of the default route's resources. The names of the other routes begin with "path". */
export const defaultRouteName = "default";

/**
 * Part of the names of each route's resources. It comes from the route's first path, e.g. `path-api` from `/api/*`, so a
 * route keeps its policies if it moves or gets more paths. If two routes have the same name, the later one gets its index.
 */
export function routeNames(routes: readonly Route[]): string[] {
  const used = new Set<string>();
  return routes.map(({ paths: [first = ""] }, index) => {
    const words = first.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
    const name = ["path", ...words].join("-");
    const unique = used.has(name) ? `${name}-${index}` : name;
    used.add(unique);
    return unique;
  });
}
