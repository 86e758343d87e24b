import { isKnown, Maybe, Unknown } from "./maybe";
import { Behavior, Distribution, Origin } from "./model";

/** The origin that a behavior sends its requests to; undefined where it names none. */
export function targetOf({ targetOriginId }: Behavior, { origins }: Distribution): Maybe<Origin | undefined> {
  if (origins instanceof Unknown) {
    return origins;
  }
  if (targetOriginId instanceof Unknown) {
    return new Unknown(`its targetOriginId is not known: ${targetOriginId.reason}`);
  }
  return (
    origins.find(({ id }) => id === targetOriginId) ?? origins.map(({ id }) => id).find((id) => id instanceof Unknown)
  );
}

/** `"api" (abc.execute-api.us-east-1.amazonaws.com)`, as far as it is known. */
export function describeOrigin(origin: Origin | undefined): string {
  if (origin === undefined) {
    return "";
  }
  const id = isKnown(origin.id) ? `"${origin.id ?? ""}"` : "of unknown id";
  return isKnown(origin.domainName) && origin.domainName !== undefined ? `${id} (${origin.domainName})` : id;
}
