import { isKnown, Maybe, Unknown } from "./maybe";
import { readString } from "./readValue";
import { Resource } from "./resource";
import { canOutputAnything } from "./sources";

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

/** Whether a property is unknown and can refer to a target, among others. */
export function canReferTo(from: Resource, property: string, target: Resource): boolean {
  const reference = readString(from.props, property);
  const sources = reference instanceof Unknown ? reference.candidates : undefined;
  return (
    sources !== undefined &&
    (sources.length === 0 || sources.some((source) => source.urn === target.urn || canOutputAnything(source)))
  );
}

/**
 * Whether this operation is a preview that creates the resource: then its ID and ARN are unknown, and nothing outside of
 * the program can refer to it.
 */
export function isBeingCreated({ props }: Resource): boolean {
  const names = isKnown(props) ? [readString(props, "id"), readString(props, "arn")] : [];
  return names.some((name) => name instanceof Unknown) && names.every((name) => typeof name !== "string");
}
