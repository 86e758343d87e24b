import type { OpMap } from "@pulumi/pulumi/automation";
import { stripVTControlCharacters } from "node:util";
import { failureHints } from "../local-aws/engine/failureHints";
import { isColored } from "../tools/layout";
import { ProgressLine } from "./progress";
import { Failure, isEngineError, print } from "./terminal";

/** The output options of an operation of the Automation API. */
export interface EngineOutput {
  readonly onOutput: (text: string) => void;
  readonly onError: (text: string) => void;
  readonly color: "always" | "never";
}

type Operation<T> = (output: EngineOutput) => Promise<T>;

const color = isColored ? "always" : "never";

/** Runs an operation and prints the engine's output immediately. */
export async function runVerbosely<T>(operation: Operation<T>): Promise<T> {
  let output = "";
  const show = (text: string): void => {
    output += text;
    print(text);
  };
  try {
    return await operation({ onOutput: show, onError: show, color });
  } catch (error) {
    throw isEngineError(error) ? new Failure(engineError(output)) : error;
  }
}

/**
 * Runs an operation and shows a progress line instead of the engine's output.
 * @returns the operation's value, and the engine's output.
 * @throws a failure with the complete output of the engine.
 */
export async function runQuietly<T>(
  title: string,
  operation: Operation<T>,
  resultOf: (value: T) => string,
): Promise<{ readonly value: T; readonly output: string }> {
  const progress = new ProgressLine(title);
  let output = "";
  const collect = (text: string): void => {
    output += text;
    progress.show(lastLine(text));
  };
  try {
    const value = await operation({ onOutput: collect, onError: collect, color });
    progress.end(resultOf(value));
    return { value, output };
  } catch (error) {
    progress.end("failed");
    throw isEngineError(error) ? new Failure(engineError(output), `\n${output}`) : error;
  }
}

function engineError(output: string): string {
  return ["The engine reported an error.", ...failureHints(stripVTControlCharacters(output))].join("\n");
}

function lastLine(text: string): string {
  return stripVTControlCharacters(text).trim().split("\n").at(-1)?.trim() ?? "";
}

/** A section of the engine's output, from its title to the next one; "" if there is none. */
export function sectionOf(output: string, title: "Policies" | "Diagnostics"): string {
  const lines = output.split("\n");
  const plain = lines.map(stripVTControlCharacters);
  const begin = plain.indexOf(`${title}:`);
  const end = plain.findIndex((line, at) => at > begin && /^\S/.test(line));
  return begin < 0
    ? ""
    : `${lines
        .slice(begin, end < 0 ? undefined : end)
        .join("\n")
        .trimEnd()}\n`;
}

const results: Readonly<Record<string, string>> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
  same: "unchanged",
};

/** "2 created, 33 unchanged" */
export function changes(counts: OpMap = {}): string {
  const order = Object.keys(results);
  return Object.entries(counts)
    .sort(([one], [other]) => order.indexOf(one) - order.indexOf(other))
    .map(([operation, count]) => `${String(count)} ${results[operation] ?? operation}`)
    .join(", ");
}
