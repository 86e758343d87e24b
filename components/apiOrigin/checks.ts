import * as pulumi from "@pulumi/pulumi";
import { problem, Problem } from "../problems";

/** What is wrong with a value. Any value may come: JavaScript callers have no types. */
export type Check = (value: unknown, path: string) => Problem[];

/** A check for each property of `T`, so that none is forgotten. */
export type Checks<T> = { readonly [P in keyof T]-?: Check };

/** An object whose properties are these and no others. */
export function object<T extends object>(checks: Checks<T>): Check {
  return (value, path) => {
    const names = Object.keys(checks);
    if (!isObject(value)) {
      return [problem(path, value, `write an object with ${names.join(", ")}`)];
    }
    const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
    return [
      ...Object.keys(value)
        .filter((name) => !names.includes(name))
        .map((name) => problem(at(name), name, `no such property; write one of ${names.join(", ")}`)),
      ...Object.entries<Check>(checks).flatMap(([name, check]) => check(value[name], at(name))),
    ];
  };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isLater(value);
}

export function optional(check: Check): Check {
  return (value, path) => (value === undefined ? [] : check(value, path));
}

/** What only the engine will know is left to AWS. */
export function input(check: Check): Check {
  return (value, path) => (isLater(value) ? [] : check(value, path));
}

function isLater(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

export function where(isRight: (value: unknown) => boolean, instead: string): Check {
  return (value, path) => (isRight(value) ? [] : [problem(path, value, instead)]);
}

export const flag = where((value) => typeof value === "boolean", "write true or false");

export function oneOf(allowed: readonly unknown[]): Check {
  return where((value) => allowed.includes(value), `write one of ${allowed.join(", ")}`);
}

export function wholeNumber({ from, to = Infinity }: { from: number; to?: number }, unit: string): Check {
  const range = to === Infinity ? `${from} or more` : `from ${from} to ${to}`;
  return where(
    (value) => typeof value === "number" && Number.isInteger(value) && value >= from && value <= to,
    `write a whole number of ${unit}, ${range}`,
  );
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html */
export const domainName = where((value) => {
  const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  return typeof value === "string" && value.length <= 253 && new RegExp(`^(${label}\\.)+${label}$`).test(value);
}, 'write a lower-case domain name of at most 253 characters without a trailing dot, e.g. "api.example.com"');
