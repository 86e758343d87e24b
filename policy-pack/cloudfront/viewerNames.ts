import { isKnown } from "../program/maybe";
import { memoized } from "../program/memoized";
import { readBoolean } from "../program/readValue";
import { Resource } from "../program/resource";
import { Shape, shapes } from "./readers/shapes";
import { domainsOf, tenantTypes } from "./readers/tenants";

/** The distributions and tenants that have each hostname for viewers, by the name in lower case. */
export const holdersByName = memoized((resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> => {
  const holders = new Map<string, Resource[]>();
  for (const resource of resources) {
    for (const name of viewerNamesOf(resource)) {
      holders.set(name, [...(holders.get(name) ?? []), resource]);
    }
  }
  return holders;
});

/** The known hostnames for viewers of a distribution or a tenant, in lower case. */
export function viewerNamesOf(resource: Resource): ReadonlySet<string> {
  const shape = shapes.get(resource.type);
  const names = tenantTypes.includes(resource.type) ? domainsOf(resource) : shape && aliasesOf(resource, shape);
  const known = isKnown(names) ? (names ?? []).filter(isKnown) : [];
  return new Set(known.map((name) => name.toLowerCase()).filter((name) => name !== ""));
}

/** A staging distribution gets requests for the hostnames of its primary distribution. */
function aliasesOf({ props }: Resource, shape: Shape): ReturnType<Shape["aliases"]> {
  const root = shape.root(props);
  return readBoolean(root, "staging") === true ? [] : shape.aliases(root);
}
