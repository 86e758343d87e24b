import { isKnown, Maybe, Unknown } from "../program/maybe";
import { isObject, Properties, readBoolean, readString } from "../program/readValue";
import { computedValue } from "./scope";

/**
 * The values of a template's parameters by name: a given one, or the default.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 * @param given the values that the stack passes
 */
export function parameterOf(declared: Properties, given: Maybe<Properties>): (name: string) => unknown {
  return (name) => {
    const parameter = declared[name];
    if (!isObject(parameter)) {
      return new Unknown(`the template has no name ${name}`);
    }
    const type = readString(parameter, "Type");
    const isHidden = readBoolean(parameter, "NoEcho");
    if (!isKnown(type) || type?.startsWith("AWS::SSM::") === true) {
      return computedValue(`the value of parameter ${name}`);
    }
    if (isHidden === true || readString(parameter, "NoEcho") === "true") {
      return new Unknown(`parameter ${name} has NoEcho`, undefined, {
        resolution: "Remove NoEcho, or set a literal value.",
      });
    }
    if (!isKnown(given)) {
      return given.causes(`parameter ${name} of the template is unknown: ${given.reason}`);
    }
    const value = Object.hasOwn(given, name) ? given[name] : parameter.Default;
    if (value === undefined || value === null) {
      return new Unknown(`parameter ${name} of the template has no value`, undefined, {
        resolution: "Pass a value, or add a default.",
      });
    }
    return isList(type) && typeof value === "string" ? value.split(",").map((item) => item.trim()) : value;
  };
}

function isList(type: string | undefined): boolean {
  return type === "CommaDelimitedList" || type?.startsWith("List<") === true;
}
