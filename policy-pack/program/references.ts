import { isKnown, Maybe, Unknown } from "./maybe";
import { readString } from "./readValue";
import { Resource } from "./resource";

/**
 * Whether a property of one resource names another: by its id where that is known, by what an unknown value may have
 * come from where it is not.
 */
export function refersTo(from: Resource, property: string, target: Resource, by = "id"): boolean {
  const reference = readString(from.props, property);
  if (reference === undefined) {
    return false;
  }
  if (reference instanceof Unknown) {
    return comesFrom(reference, target);
  }
  const name = readString(target.props, by);
  return isKnown(name) && name === reference;
}

/** Only where nothing else of the same type is possible. */
export function comesFrom(value: Maybe<unknown>, target: Resource): boolean {
  if (!(value instanceof Unknown)) {
    return false;
  }
  const alike = value.candidates.filter(({ type }) => type === target.type);
  return alike.length === 1 && alike[0]?.urn === target.urn;
}
