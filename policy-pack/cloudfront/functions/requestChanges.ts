import { parse, Program } from "acorn";
import { Analysis } from "./analysis";
import { anyChange, RequestChanges } from "./changes";

/** Parses the code of a function of either runtime. Code that does not parse may change anything. */
export function requestChanges(code: string): RequestChanges {
  const program = parseProgram(code);
  return program === undefined ? anyChange : new Analysis(program).changes();
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
