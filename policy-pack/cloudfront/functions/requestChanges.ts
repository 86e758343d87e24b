import { parse, Program } from "acorn";
import { analyze } from "./analysis";
import { anyChange, RequestChanges } from "./changes";

/** Parses the code of a function of either runtime. Code that cannot be read may change anything. */
export function requestChanges(code: string): RequestChanges {
  const program = parseProgram(code);
  if (program === undefined) {
    return anyChange;
  }
  try {
    return analyze(program);
  } catch (error) {
    if (error instanceof RangeError) {
      // Expressions are nested more deeply than the stack allows.
      return anyChange;
    }
    throw error;
  }
}

function parseProgram(code: string): Program | undefined {
  try {
    return parse(code, { ecmaVersion: "latest", sourceType: "module" });
  } catch {
    try {
      // Runtime 1.0 is not strict, so it allows names that a module reserves.
      return parse(code, { ecmaVersion: "latest", sourceType: "script" });
    } catch {
      return undefined;
    }
  }
}
