import * as pulumi from "@pulumi/pulumi";
import { problem, Problem } from "../../problems";

/** What is amiss with the form of a value; a wrong type makes what is below it unreadable, an unknown name does not. */
export interface Findings {
  readonly wrongTypes: Problem[];
  readonly unknownNames: Problem[];
}

/** Looks at the form of a value, which need not be what the type says: JavaScript and YAML callers have no compiler. */
export type Shape = (value: unknown, path: string, found: Findings) => void;

type Properties = Readonly<Record<string, unknown>>;

export const anything: Shape = () => undefined;
export const text = (instead = "write a text"): Shape => ofType((value) => typeof value === "string", instead);
export const trueOrFalse: Shape = ofType((value) => typeof value === "boolean", "write true or false");
export const number: Shape = ofType((value) => typeof value === "number", "write a number");

export function oneOf(...allowed: readonly string[]): Shape {
  const quoted = allowed.map((value) => JSON.stringify(value));
  const instead = `write ${[quoted.slice(0, -1).join(", "), quoted.at(-1)].filter((part) => part !== "").join(" or ")}`;
  return ofType((value) => typeof value === "string" && allowed.includes(value), instead);
}

export function either(literal: string, shape: Shape): Shape {
  return (value, path, found) => {
    if (value !== literal) {
      shape(value, path, found);
    }
  };
}

/** An output may come in place of the value: then there is nothing to see yet. */
export function input(shape: Shape): Shape {
  return (value, path, found) => {
    if (!isOutput(value)) {
      shape(value, path, found);
    }
  };
}

export function listOf(item: Shape, instead: string): Shape {
  return (value, path, found) => {
    if (!Array.isArray(value)) {
      found.wrongTypes.push(wrongType(value, path, instead));
      return;
    }
    value.forEach((each, index) => {
      item(each, `${path}[${index}]`, found);
    });
  };
}

/** Any names, each with a value of the same form. */
export function mapOf(item: Shape, instead: string): Shape {
  return (value, path, found) => {
    if (!isObject(value)) {
      found.wrongTypes.push(wrongType(value, path, instead));
      return;
    }
    Object.entries(value).forEach(([name, each]) => {
      item(each, below(path, name), found);
    });
  };
}

export function object(
  required: Readonly<Record<string, Shape>>,
  optional: Readonly<Record<string, Shape>> = {},
): Shape {
  const known = { ...required, ...optional };
  const names = Object.keys(known).join(", ");
  return (value, path, found) => {
    if (!isObject(value)) {
      found.wrongTypes.push(wrongType(value, path || "args", `write an object with ${names}`));
      return;
    }
    for (const [name, shape] of Object.entries(known)) {
      if (value[name] !== undefined || Object.hasOwn(required, name)) {
        shape(value[name], below(path, name), found);
      }
    }
    for (const [name, each] of Object.entries(value)) {
      if (each !== undefined && !Object.hasOwn(known, name)) {
        found.unknownNames.push(wrongType(each, below(path, name), `no such property; write one of ${names}`));
      }
    }
  };
}

export function below(path: string, name: string): string {
  return path === "" || path.endsWith(".") ? `${path}${name}` : `${path}.${name}`;
}

export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isOutput(value);
}

export function isOutput(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

function ofType(isRight: (value: unknown) => boolean, instead: string): Shape {
  return (value, path, found) => {
    if (!isRight(value)) {
      found.wrongTypes.push(wrongType(value, path, instead));
    }
  };
}

/** Names what can't be shown in a line: an object may be a resource, with all that hangs on it. */
export function wrongType(value: unknown, path: string, instead: string): Problem {
  const name = nameOf(value);
  return name === undefined
    ? problem(path, value, instead)
    : { propertyPath: path, reason: `received ${name}; ${instead}` };
}

function nameOf(value: unknown): string | undefined {
  if (isOutput(value)) {
    return "an output, whose value is not known yet";
  }
  if (typeof value === "function") {
    return "a function";
  }
  if (typeof value === "bigint" || typeof value === "symbol") {
    return `a ${typeof value}`;
  }
  if (Array.isArray(value)) {
    return "a list";
  }
  return typeof value === "object" && value !== null ? "an object" : undefined;
}
