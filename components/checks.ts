import { isOutput, problem, Problem } from "./problems";

/**
 * What is wrong with a value. Any may come: JavaScript and YAML callers have no compiler.
 * @param path the value's own, e.g. `routes[1].paths`; empty for the arguments of a program's component
 */
export type Check = (value: unknown, path: string) => Problem[];

/** A check for each property of `T`, so that none is forgotten. */
export type Checks<T> = { readonly [P in keyof T]-?: Check };

/** An object whose properties are these and no others. */
export function object<T extends object>(checks: Checks<T>): Check {
  const names = Object.keys(checks);
  return (value, path) =>
    isObject(value)
      ? [
          ...Object.entries<Check>(checks).flatMap(([name, check]) => check(value[name], below(path, name))),
          ...Object.keys(value)
            .filter((name) => value[name] !== undefined && !names.includes(name))
            .map((name) => unknownName(below(path, name), names)),
        ]
      : [problem(path === "" ? "args" : path, value, `use an object with ${names.join(", ")}`)];
}

/** An object in one of several forms. Where `kind` names none of them, nothing else can be said. */
export function ofKind(forms: Readonly<Record<string, Check>>, hint = ""): Check {
  const kinds = `${either(Object.keys(forms))}${hint}`;
  return (value, path) => {
    if (!isObject(value)) {
      return [problem(path, value, `use an object of kind ${kinds}`)];
    }
    const form = Object.entries(forms).find(([kind]) => kind === value.kind);
    return form === undefined ? [problem(below(path, "kind"), value.kind, `use ${kinds}`)] : form[1](value, path);
  };
}

/** Any names, each with a value of the same form. A name's problems stand at its value's path. */
export function mapOf({ name = anything, value: item }: { name?: Check; value: Check }, instead: string): Check {
  return (value, path) =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, each]) => [
          ...name(key, below(path, key)),
          ...item(each, below(path, key)),
        ])
      : [problem(path, value, instead)];
}

export function listOf(item: Check, instead: string, { atLeast = 0 } = {}): Check {
  return (value, path) =>
    Array.isArray(value) && value.length >= atLeast
      ? value.flatMap((each, index) => item(each, `${path}[${index}]`))
      : [problem(path, value, instead)];
}

export function optional(check: Check): Check {
  return (value, path) => (value === undefined ? [] : check(value, path));
}

/** An output may come in place of the value: what only the engine will know is left to AWS. */
export function input(check: Check): Check {
  return (value, path) => (isOutput(value) ? [] : check(value, path));
}

/** The first that has something to say. */
export function inTurn(...checks: readonly Check[]): Check {
  return (value, path) => checks.map((check) => check(value, path)).find((problems) => problems.length > 0) ?? [];
}

export function where(isRight: (value: unknown) => boolean, instead: string): Check {
  return (value, path) => (isRight(value) ? [] : [problem(path, value, instead)]);
}

export function textWhere(isRight: (text: string) => boolean, instead: string): Check {
  return where((value) => typeof value === "string" && isRight(value), instead);
}

export const anything: Check = () => [];
export const text = textWhere(() => true, "must be a string");
export const number = where((value) => typeof value === "number", "must be a number");
export const flag = where((value) => typeof value === "boolean", "use true or false");

export function oneOf(allowed: readonly (string | number)[]): Check {
  return where((value) => allowed.some((each) => each === value), `use ${either(allowed)}`);
}

export function wholeNumber({ from, to = Infinity }: { from: number; to?: number }, unit: string): Check {
  return where(
    (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= from && value <= to,
    `must be a whole number of ${unit}${to === Infinity ? `, ${from} or more` : ` from ${from} to ${to}`}`,
  );
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html */
export function isDomainName(name: string): boolean {
  const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  return name.length <= 253 && new RegExp(`^(${label}\\.)+${label}$`).test(name);
}

export const writeDomainName =
  'must be a lower-case domain name of at most 253 characters without a trailing dot, such as "www.example.com"';
export const domainName = textWhere(isDomainName, writeDomainName);

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isOutput(value);
}

/** The path of a property. */
export function below(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function unknownName(propertyPath: string, names: readonly string[]): Problem {
  return { propertyPath, reason: `unknown name; use one of ${names.join(", ")}`, isUnknownName: true };
}

function either(allowed: readonly (string | number)[]): string {
  const [last, ...others] = allowed.map((each) => JSON.stringify(each)).reverse();
  return [others.reverse().join(", "), last].filter((part) => part !== "").join(" or ");
}
