import { isKnown, Maybe, Unknown } from "./maybe";
import { readString } from "./readValue";
import { Resource } from "./resource";

/**
 * Whether a property of one resource refers to another: a known value by the target's property `by`, an unknown one by
 * the resources it can come from.
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

/** Whether a value is unknown and can come from no other resource of the target's type. */
export function comesFrom(value: Maybe<unknown>, target: Resource): boolean {
  if (!(value instanceof Unknown)) {
    return false;
  }
  const alike = value.candidates.filter(({ type }) => type === target.type);
  return alike.length === 1 && alike[0]?.urn === target.urn;
}
