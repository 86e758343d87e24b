import { isKnown, map, Maybe, Unknown } from "../program/maybe";
import { Behavior, Distribution, Origin } from "./model";

/** What a behavior sends its requests to. A group's members are judged one by one: each gets the same request. */
export interface Target {
  /** Absent for an id that names neither an origin nor a group. */
  readonly origins: readonly Maybe<Origin | undefined>[];
  readonly isGroup: boolean;
}

export function targetOf({ targetOriginId }: Behavior, distribution: Distribution): Maybe<Target> {
  if (targetOriginId instanceof Unknown) {
    return new Unknown(`its targetOriginId is not known: ${targetOriginId.reason}`);
  }
  return map(distribution.origins, (origins) => {
    const origin = byId(origins, targetOriginId);
    if (isKnown(origin) && origin !== undefined) {
      return { origins: [origin], isGroup: false };
    }
    return map(distribution.originGroups, (groups) => {
      const group = byId(groups, targetOriginId);
      if (isKnown(group) && group !== undefined) {
        const toOrigin = (id: Maybe<string | undefined>): Maybe<Origin | undefined> =>
          map(id, (known) => byId(origins, known));
        return map(group.members, (members) => ({ origins: members.map(toOrigin), isGroup: true }));
      }
      const unsure = [origin, group].find((found) => found instanceof Unknown);
      return unsure instanceof Unknown ? unsure : { origins: [undefined], isGroup: false };
    });
  });
}

/** Unknown where none has the id, but one of them may. */
function byId<T extends { readonly id: Maybe<string | undefined> }>(
  list: readonly T[],
  id: string | undefined,
): Maybe<T | undefined> {
  const found = list.find((candidate) => candidate.id === id);
  const unsure = list.find((candidate) => candidate.id instanceof Unknown)?.id;
  return found ?? (unsure instanceof Unknown ? unsure : undefined);
}

/** `"api" (abc.execute-api.us-east-1.amazonaws.com)`, as far as it is known. */
export function describeOrigin(origin: Origin): string {
  const id = isKnown(origin.id) ? `"${origin.id ?? ""}"` : "of unknown id";
  return isKnown(origin.domainName) && origin.domainName !== undefined ? `${id} (${origin.domainName})` : id;
}
