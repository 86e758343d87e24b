import { Tristate, Unknown } from "../program/maybe";
import { Properties } from "../program/readValue";

/** The value of `AWS::NoValue`: the property, or the item of a list, does not exist. */
export const noValue = Symbol("AWS::NoValue");

/** What the names in a template mean. */
export interface Scope {
  /** A parameter, a pseudo parameter, or the ID of a resource. */
  readonly ref: (name: string) => unknown;
  readonly attribute: (resource: string, attribute: string) => unknown;
  readonly condition: (name: string) => Tristate;
  readonly mappings: Properties;
}

/** A value that only CloudFormation can compute. */
export function computedValue(what: string): Unknown {
  return new Unknown(`${what} is known only to CloudFormation`, undefined, { resolution: "Set a literal value." });
}
