import { isOutput, problem, Problem } from "./problems";
import { similarName } from "./similarName";

/**
 * Returns the problems of a value. The value may have any type: JavaScript and YAML programs are not type-checked.
 * @param path the value's path, e.g. `routes[1].paths`; empty for the arguments of a component
 */
export type Check = (value: unknown, path: string) => Problem[];

/** A check for each property of `T`. The compiler reports a property without one. */
export type Checks<T> = { readonly [P in keyof T]-?: Check };

/** An object with only these properties. */
export function object<T extends object>(checks: Checks<T>): Check {
  const names = Object.keys(checks);
  return (value, path) =>
    isObject(value)
      ? [
          ...Object.entries<Check>(checks).flatMap(([name, check]) => check(value[name], childPath(path, name))),
          ...Object.keys(value)
            .filter((name) => value[name] !== undefined && !names.includes(name))
            .map((name) => unknownName(name, childPath(path, name), names)),
        ]
      : [problem(path === "" ? "args" : path, value, `use an object with ${names.join(", ")}`)];
}

/** An object whose `kind` selects its check. If `kind` is not valid, its other properties are not checked. */
export function objectOfKind(checks: Readonly<Record<string, Check>>, hint = ""): Check {
  const kinds = `${alternatives(Object.keys(checks))}${hint}`;
  return (value, path) => {
    if (!isObject(value)) {
      return [problem(path, value, `use an object of kind ${kinds}`)];
    }
    const found = Object.entries(checks).find(([kind]) => kind === value.kind);
    return found === undefined ? [problem(childPath(path, "kind"), value.kind, `use ${kinds}`)] : found[1](value, path);
  };
}

/** An object with any property names, whose values have the same check. Problems of a name have its value's path. */
export function mapOf({ name = anyValue, value: item }: { name?: Check; value: Check }, fix: string): Check {
  return (value, path) =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, each]) => [
          ...name(key, childPath(path, key)),
          ...item(each, childPath(path, key)),
        ])
      : [problem(path, value, fix)];
}

export function listOf(item: Check, fix: string, { atLeast = 0 }: { atLeast?: number } = {}): Check {
  return (value, path) =>
    Array.isArray(value) && value.length >= atLeast
      ? value.flatMap((each, index) => item(each, `${path}[${index}]`))
      : [problem(path, value, fix)];
}

export function optional(check: Check): Check {
  return (value, path) => (value === undefined ? [] : check(value, path));
}

/** A value or an Output. The value of an Output is not known yet, so it is not checked. */
export function input(check: Check): Check {
  return (value, path) => (isOutput(value) ? [] : check(value, path));
}

/** The problems of the first check that finds any. */
export function firstOf(...checks: readonly Check[]): Check {
  return (value, path) => checks.map((check) => check(value, path)).find((problems) => problems.length > 0) ?? [];
}

export function valueThat(isValid: (value: unknown) => boolean, fix: string): Check {
  return (value, path) => (isValid(value) ? [] : [problem(path, value, fix)]);
}

export function stringThat(isValid: (value: string) => boolean, fix: string): Check {
  return valueThat((value) => typeof value === "string" && isValid(value), fix);
}

export const anyValue: Check = () => [];
export const string: Check = stringThat(() => true, "must be a string");
export const number: Check = valueThat((value) => typeof value === "number", "must be a number");
export const boolean: Check = valueThat((value) => typeof value === "boolean", "use true or false");

export function oneOf(allowed: readonly (string | number)[]): Check {
  return valueThat((value) => allowed.some((each) => each === value), `use ${alternatives(allowed)}`);
}

export function wholeNumber({ from, to = Infinity }: { from: number; to?: number }, unit: string): Check {
  return valueThat(
    (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= from && value <= to,
    `must be a whole number of ${unit}${to === Infinity ? `, ${from} or more` : ` from ${from} to ${to}`}`,
  );
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html */
export function isDomainName(name: string): boolean {
  const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  return name.length <= 253 && new RegExp(`^(${label}\\.)+${label}$`).test(name);
}

export const domainNameRequirement =
  'must be a lower-case domain name of at most 253 characters without a trailing dot, such as "www.example.com"';
export const domainName: Check = stringThat(isDomainName, domainNameRequirement);

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isOutput(value);
}

export function childPath(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function unknownName(name: string, propertyPath: string, names: readonly string[]): Problem {
  const similar = similarName(name, names);
  const fix = similar === undefined ? "use" : `did you mean ${similar}? Use`;
  return { propertyPath, reason: `unknown name; ${fix} one of ${names.join(", ")}`, isUnknownName: true };
}

function alternatives(allowed: readonly (string | number)[]): string {
  const [last, ...others] = allowed.map((each) => JSON.stringify(each)).reverse();
  return [others.reverse().join(", "), last].filter((part) => part !== "").join(" or ");
}
