import { isKnown, map, Maybe, Unknown } from "../program/maybe";
import { Behavior, Distribution, Origin } from "./model";

/** The origins of a behavior. Each member of an origin group receives the same request, so rules check each of them. */
export interface Target {
  /** One undefined origin if the ID names neither an origin nor a group. */
  readonly origins: readonly Maybe<Origin | undefined>[];
  readonly isGroup: boolean;
  /** An unknown ID, for which the only origin of the distribution is assumed: CloudFront rejects any other target. */
  readonly unknownId?: Unknown;
}

export function targetOf({ targetOriginId }: Behavior, distribution: Distribution): Maybe<Target> {
  const only = onlyOrigin(distribution);
  if (targetOriginId instanceof Unknown) {
    const unknownId = targetOriginId.causes(`its targetOriginId is unknown: ${targetOriginId.reason}`);
    return only === undefined || targetOriginId.mayBeAbsent
      ? unknownId
      : { origins: [only], isGroup: false, unknownId };
  }
  if (targetOriginId !== undefined && only?.id instanceof Unknown) {
    return { origins: [only], isGroup: false, unknownId: only.id };
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
      const unknown = [origin, group].find((found) => found instanceof Unknown);
      return unknown instanceof Unknown ? unknown : { origins: [undefined], isGroup: false };
    });
  });
}

/** The only origin of a distribution without origin groups, unless all its settings are unknown. */
function onlyOrigin({ origins, originGroups }: Distribution): Origin | undefined {
  const hasGroups = !isKnown(originGroups) || originGroups.length > 0;
  const [only, ...others] = isKnown(origins) ? origins : [];
  const isUnknown = only?.id instanceof Unknown && only.id.mayBeAbsent;
  return hasGroups || others.length > 0 || isUnknown ? undefined : only;
}

/** Unknown if no item has the ID, but the ID of an item is unknown. */
function byId<T extends { readonly id: Maybe<string | undefined> }>(
  list: readonly T[],
  id: string | undefined,
): Maybe<T | undefined> {
  const found = list.find((candidate) => candidate.id === id);
  const unknown = list.find((candidate) => candidate.id instanceof Unknown)?.id;
  return found ?? (unknown instanceof Unknown ? unknown : undefined);
}

/** The origin in a message: `"api" (abc.execute-api.us-east-1.amazonaws.com)`. */
export function describeOrigin(origin: Origin): string {
  const id = isKnown(origin.id) ? `"${origin.id ?? ""}"` : "with an unknown ID";
  return isKnown(origin.domainName) && origin.domainName !== undefined ? `${id} (${origin.domainName})` : id;
}
