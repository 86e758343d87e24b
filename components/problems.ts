import * as pulumi from "@pulumi/pulumi";

/** One mistake in the arguments of a component or in the stack configuration. */
export interface Problem {
  /** Where it stands, e.g. `routes[1].paths[0]`. */
  readonly propertyPath: string;
  /** What is wrong, and what to do: one sentence. */
  readonly reason: string;
  /** Whether it is a property that nothing reads, so that all others still can be read. */
  readonly isUnknownName?: true;
}

/** Longer values are cut. */
const mostCharacters = 200;

/** @param fix what to do, e.g. `use true or false` */
export function problem(propertyPath: string, received: unknown, fix: string): Problem {
  return {
    propertyPath,
    reason: `${received === undefined ? "missing" : `${describe(received)} is not valid`}; ${fix}`,
  };
}

/** One problem for people: path, what was received, what to write. */
export function problemLine({ propertyPath, reason }: Problem): string {
  return `  ${propertyPath}: ${reason}`;
}

/** Throws the problems of a component's arguments as the one error that the engine prints with property paths. */
export function refuse(component: string, problems: readonly Problem[]): void {
  if (problems.length === 0) {
    return;
  }
  const message = [`${component} has invalid arguments:`, ...problems.map(problemLine)].join("\n");
  throw withoutStack(new pulumi.InputPropertiesError({ message, errors: [...problems] }));
}

/**
 * Gives an error its message for a stack. Pulumi's runtime reads the stack of every error, shown or not, and mapping it
 * to sources takes some twenty seconds in a TypeScript program.
 */
export function withoutStack<E extends Error>(error: E): E {
  error.stack = error.message;
  return error;
}

/** An output, or what an input takes like one. */
export function isOutput(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** Never throws, whatever the value. */
function describe(value: unknown): string {
  if (!Array.isArray(value)) {
    return describePart(value);
  }
  const whole = `[${value.map(describePart).join(", ")}]`;
  return whole.length > mostCharacters ? "a list" : whole;
}

/** What an object holds is not shown: it may be a resource with all that hangs on it, or have a secret. */
function describePart(value: unknown): string {
  if (isOutput(value)) {
    return "an Output (its value is not known yet)";
  }
  switch (typeof value) {
    case "undefined":
      return "undefined";
    case "string":
      return JSON.stringify(cut(value));
    case "bigint":
      return cut(`${value}n`);
    case "object":
      return value === null ? "null" : Array.isArray(value) ? "a list" : "an object";
    case "function":
    case "symbol":
      return `a ${typeof value}`;
    case "number":
    case "boolean":
      return String(value);
  }
}

function cut(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}
