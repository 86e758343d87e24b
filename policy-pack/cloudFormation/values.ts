import { isKnown, Resource, Tristate, Unknown } from "../program/maybe";
import { isObject, Properties } from "../program/readValue";
import { endsOutsideOfAws, resourcesOfName } from "./endpointText";
import { computedValue, noValue, Scope } from "./scope";

/** No value of a resource is longer. A template can be made to exhaust the memory. */
const longestText = 100_000;

/**
 * The value that CloudFormation computes from a part of a template. Values that it does not show are unknown.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export function valueOf(written: unknown, scope: Scope): unknown {
  const inner = (value: unknown): unknown => valueOf(value, scope);
  if (typeof written === "string") {
    return written.includes("{{resolve:") ? computedValue("a dynamic reference") : written;
  }
  if (Array.isArray(written)) {
    return written.map(inner).filter((item) => item !== noValue);
  }
  if (!isObject(written) || written instanceof Unknown) {
    return written;
  }
  const [name, ...others] = Object.keys(written).filter((key) => isFunction(key));
  if (name === undefined) {
    const entries = Object.entries(written).map(([key, value]) => [key, inner(value)] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== noValue));
  }
  return others.length > 0 || Object.keys(written).length > 1
    ? computedValue(name)
    : apply(name, written[name], scope, inner);
}

function isFunction(key: string): boolean {
  return key === "Ref" || key.startsWith("Fn::");
}

type Inner = (value: unknown) => unknown;

function apply(name: string, argument: unknown, scope: Scope, inner: Inner): unknown {
  switch (name) {
    case "Ref":
      return typeof argument === "string" ? scope.ref(argument) : computedValue(name);
    case "Fn::GetAtt":
      return attribute(argument, scope, inner);
    case "Fn::Sub":
      return substituted(argument, scope, inner);
    case "Fn::If":
      return chosen(argument, scope, inner);
    case "Fn::Join":
      return joined(inner(argument));
    case "Fn::Split":
      return split(inner(argument));
    case "Fn::Select":
      return selected(inner(argument));
    case "Fn::FindInMap":
      return mapped(inner(argument), scope.mappings);
    default:
      return computedValue(name);
  }
}

function attribute(argument: unknown, scope: Scope, inner: Inner): unknown {
  const parts = typeof argument === "string" ? argument.split(".") : inner(argument);
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === "string") || parts.length < 2) {
    return computedValue("Fn::GetAtt");
  }
  const [resource = "", ...names] = parts;
  return scope.attribute(resource, names.join("."));
}

function substituted(argument: unknown, scope: Scope, inner: Inner): unknown {
  const [text, variables] = Array.isArray(argument) ? (argument as unknown[]) : [argument, {}];
  if (typeof text !== "string" || !isObject(variables)) {
    return computedValue("Fn::Sub");
  }
  if (text.includes("{{resolve:")) {
    return computedValue("a dynamic reference");
  }
  const variable = (name: string): unknown => {
    if (Object.hasOwn(variables, name)) {
      return inner(variables[name]);
    }
    return name.includes(".") ? attribute(name, scope, inner) : scope.ref(name);
  };
  const parts = text.split(/(\$\{[^}]*\})/).map((part): unknown => {
    const [, literal, name = ""] = /^\$\{(!?)\s*([^}]*?)\s*\}$/.exec(part) ?? [];
    if (literal === undefined) {
      return part;
    }
    return literal === "" ? variable(name) : `\${${name}}`;
  });
  return textOf(parts);
}

function chosen(argument: unknown, scope: Scope, inner: Inner): unknown {
  const [condition, then, otherwise] = Array.isArray(argument) ? (argument as unknown[]) : [];
  const isMet: Tristate =
    typeof condition === "string" ? scope.condition(condition) : new Unknown("Fn::If has no condition");
  if (isKnown(isMet)) {
    return inner(isMet ? then : otherwise);
  }
  const both = [inner(then), inner(otherwise)];
  const [first, second] = both;
  return first === second ? first : oneOf(both, isMet);
}

/** A value that a condition selects. It comes from the resources of its values only if each of them is unknown. */
function oneOf(values: readonly unknown[], condition: Unknown): Unknown {
  const sources = values.map((value) => (value instanceof Unknown ? value.candidates : []));
  return new Unknown(condition.reason, () => (sources.every(({ length }) => length > 0) ? sources.flat() : []), {
    resolution: condition.resolution,
    root: condition.root,
    mayBeAbsent: values.some((value) => value === noValue || (value instanceof Unknown && value.mayBeAbsent)),
  });
}

function joined(argument: unknown): unknown {
  const [delimiter, list] = Array.isArray(argument) ? (argument as unknown[]) : [];
  if (typeof delimiter !== "string" || !Array.isArray(list)) {
    return list instanceof Unknown ? list : computedValue("Fn::Join");
  }
  return textOf(list.flatMap((item: unknown, at) => (at === 0 ? [item] : [delimiter, item])));
}

/** The text of its parts. With an unknown part it is unknown, and comes from the resources that its parts come from. */
function textOf(parts: readonly unknown[]): unknown {
  const known = parts.map((part) => (typeof part === "number" || typeof part === "boolean" ? String(part) : part));
  if (known.every((part) => typeof part === "string")) {
    const text = known.join("");
    return text.length > longestText ? computedValue("a long value") : text;
  }
  const unknown = known.filter((part) => part instanceof Unknown);
  const [first] = unknown;
  if (first === undefined || unknown.length + known.filter((part) => typeof part === "string").length < known.length) {
    return computedValue("a part of a string");
  }
  const sources = (): readonly Resource[] => {
    const candidates = endsOutsideOfAws(known) ? [] : unknown.flatMap((part) => part.candidates);
    return candidates.length > 0 ? candidates : resourcesOfName(known);
  };
  const named = unknown.find(({ candidates }) => candidates.length > 0) ?? first;
  return new Unknown(named.reason, sources, { resolution: named.resolution, root: named.root });
}

function split(argument: unknown): unknown {
  const [delimiter, text] = Array.isArray(argument) ? (argument as unknown[]) : [];
  if (typeof delimiter === "string" && delimiter !== "" && typeof text === "string") {
    return text.split(delimiter);
  }
  return text instanceof Unknown ? text : computedValue("Fn::Split");
}

function selected(argument: unknown): unknown {
  const [index, list] = Array.isArray(argument) ? (argument as unknown[]) : [];
  if (Array.isArray(list)) {
    const value: unknown = list[Number(index)];
    return value ?? computedValue("Fn::Select");
  }
  return list instanceof Unknown ? list : computedValue("Fn::Select");
}

function mapped(argument: unknown, mappings: Properties): unknown {
  const [map, first, second] = Array.isArray(argument) ? (argument as unknown[]) : [];
  const keys = [map, first, second];
  if (!keys.every((key) => typeof key === "string")) {
    return keys.find((key) => key instanceof Unknown) ?? computedValue("Fn::FindInMap");
  }
  const found = keys.reduce<unknown>(
    (holder, key) => (isObject(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined),
    mappings,
  );
  return found ?? computedValue("Fn::FindInMap");
}
