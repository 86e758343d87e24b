import * as pulumi from "@pulumi/pulumi";
import { inspect } from "node:util";
import { Problem, problemLine } from "./problems";

/** Throws all problems of a component's arguments as one error, which the engine prints with the property paths. */
export function rejectArguments(component: string, problems: readonly Problem[]): void {
  if (problems.length === 0) {
    return;
  }
  const message = [`${component} has invalid arguments:`, ...problems.map(problemLine)].join("\n");
  const error = withoutStack(new pulumi.InputPropertiesError({ message, errors: [...problems] }));
  // Pulumi's nodejs runtime would print the list of problems again, as an object.
  Object.defineProperty(error, inspect.custom, { value: () => message });
  throw error;
}

/**
 * Replaces the stack trace of an error by its message. Pulumi's runtime reads every stack trace, even if it prints none,
 * and mapping one to the sources of a TypeScript program takes about 20 seconds.
 */
export function withoutStack<E extends Error>(error: E): E {
  error.stack = error.message;
  return error;
}
