import { both, either, not, Tristate, Unknown } from "../program/maybe";
import { isObject, Properties } from "../program/readValue";

const circular = new Unknown("a condition of the template depends on itself");

/**
 * The conditions of a template, each evaluated once.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html
 * @param valueOf the value of a part of the template
 */
export function readConditions(
  conditions: Properties,
  valueOf: (written: unknown) => unknown,
): (name: string) => Tristate {
  const known = new Map<string, Tristate>();
  const condition = (name: string): Tristate => {
    const found = known.get(name);
    if (found !== undefined) {
      return found;
    }
    known.set(name, circular);
    const answer = isMet(conditions[name]);
    const result =
      answer instanceof Unknown
        ? answer.causes(`condition ${name} of the template is unknown: ${answer.reason}`)
        : answer;
    known.set(name, result);
    return result;
  };
  const isMet = (written: unknown): Tristate => {
    const [[name, argument] = ["", undefined]] = isObject(written) ? Object.entries(written) : [];
    const list: readonly unknown[] = Array.isArray(argument) ? argument : [];
    switch (name) {
      case "Condition":
        return condition(String(argument));
      case "Fn::Equals":
        return isEqual(valueOf(list[0]), valueOf(list[1]));
      case "Fn::And":
        return both(...list.map(isMet));
      case "Fn::Or":
        return either(...list.map(isMet));
      case "Fn::Not":
        return not(isMet(list[0]));
      default:
        return new Unknown("it has a function that is not read");
    }
  };
  return condition;
}

function isEqual(one: unknown, other: unknown): Tristate {
  const values = [one, other];
  const unknown = values.find((value) => value instanceof Unknown);
  if (unknown !== undefined) {
    return unknown;
  }
  return values.some((value) => typeof value === "object" || value === undefined)
    ? new Unknown("Fn::Equals compares values that are no strings")
    : String(one) === String(other);
}
