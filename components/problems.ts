/** A mistake in the arguments of a component or in the stack configuration. */
export interface Problem {
  /** The path of the property, e.g. `routes[1].paths[0]`. */
  readonly propertyPath: string;
  /** What is wrong, and what to do: one sentence. */
  readonly reason: string;
  /** True if no property has this name. The other properties can still be checked. */
  readonly isUnknownName?: true;
}

/** Longer values are truncated in messages. */
const mostCharacters = 200;

/** @param fix what to do, e.g. `use true or false` */
export function problem(propertyPath: string, received: unknown, fix: string): Problem {
  return {
    propertyPath,
    reason: `${received === undefined ? "missing" : `${describe(received)} is not valid`}; ${fix}`,
  };
}

/** One line of an error message: path and reason. */
export function problemLine({ propertyPath, reason }: Problem): string {
  return `  ${propertyPath}: ${reason}`;
}

/**
 * Whether a value is an Output or a promise, which an input accepts too. Reads the mark that Output.isInstance reads: adopt
 * checks arguments too, without the SDK.
 */
export function isOutput(value: unknown): boolean {
  const isObject = typeof value === "object" && value !== null;
  return isObject && (("__pulumiOutput" in value && value.__pulumiOutput === true) || value instanceof Promise);
}

/** Accepts any value, and never throws. */
function describe(value: unknown): string {
  if (!Array.isArray(value)) {
    return describePart(value);
  }
  const whole = `[${value.map(describePart).join(", ")}]`;
  return whole.length > mostCharacters ? "a list" : whole;
}

/** The properties of an object are not shown: it may be a resource, or contain a secret. */
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
