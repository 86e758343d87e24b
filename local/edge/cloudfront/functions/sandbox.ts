import { transformSync } from "esbuild";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Context, createContext, Script } from "node:vm";

/** What came of one run: what the handler returned, or why it did not. */
export interface Run {
  readonly result?: unknown;
  readonly error?: string;
  /** What it wrote by `console.log`. */
  readonly lines: readonly string[];
}

interface Host {
  start(load: unknown): void;
  hand(input: string): void;
  take(): unknown;
}

// CloudFront gives a function well under a millisecond of computing; a busy machine needs more of the clock.
const timeout = 500;
const start = new Script("edge.run()", { filename: "cloudfront" });
const output = { format: "cjs", target: "es2022", logLevel: "silent" } as const;
let prelude: Script | undefined;

/**
 * Runs a function's code where it sees nothing of this process: only text goes in and comes out, and whatever else the
 * code gets hold of was made by the sandbox itself, which makes no code from strings and imports nothing.
 */
export class Sandbox {
  private readonly load: Script;
  private running: { readonly context: Context; readonly host: Host } | undefined;

  /** @throws where the code can't be read as JavaScript. */
  constructor(code: string) {
    this.load = new Script(
      `(function (require, console, exports) { "use strict"; const module = {};\n${asFunctionBody(code)}\nreturn handler; })`,
      { filename: "function" },
    );
  }

  run(event: object, store: Readonly<Record<string, string>> | undefined): Run {
    try {
      this.running ??= this.open();
      const { context, host } = this.running;
      host.hand(JSON.stringify({ event, store: store ?? null }));
      start.runInContext(context, { timeout });
      const output = host.take();
      return typeof output === "string"
        ? (JSON.parse(output) as Run)
        : { error: "the handler has nothing left to wait for and did not return", lines: [] };
    } catch (error) {
      // The code ran out of time, and what it left behind is not to be trusted.
      this.running = undefined;
      return { error: error instanceof Error ? error.message : "the function could not be run", lines: [] };
    }
  }

  private open(): { readonly context: Context; readonly host: Host } {
    const context = createContext(Object.create(null) as Context, {
      codeGeneration: { strings: false, wasm: false },
      // Promises that the code waits for are part of its time.
      microtaskMode: "afterEvaluate",
    });
    prelude ??= new Script(`(function () { const module = {};\n${preludeCode()}\nreturn module.exports.host; })()`, {
      filename: "prelude",
    });
    const host = prelude.runInContext(context, { timeout }) as Host;
    host.start(this.load.runInContext(context, { timeout }));
    return { context, host };
  }
}

/** `import` becomes `require`, which is the sandbox's own. */
function asFunctionBody(code: string): string {
  return transformSync(code, { ...output, supported: { "dynamic-import": false } }).code;
}

function preludeCode(): string {
  return transformSync(readFileSync(join(__dirname, "prelude.ts"), "utf8"), { ...output, loader: "ts" }).code;
}
