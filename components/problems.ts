import * as pulumi from "@pulumi/pulumi";

/** One mistake in the arguments of a component or in the stack configuration. */
export interface Problem {
  /** Where it stands, e.g. `routes[1].paths[0]`. */
  readonly propertyPath: string;
  /** What was received and what to write instead, one sentence. */
  readonly reason: string;
}

export function problem(propertyPath: string, received: unknown, instead: string): Problem {
  return { propertyPath, reason: `received ${describe(received)}; ${instead}` };
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

function describe(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
