import Table from "cli-table3";
import { Command, CommanderError } from "commander";
import { styleText } from "node:util";
import { Unknown } from "../policy-pack/program/maybe";

export type Tint = "red" | "yellow" | "green" | "bold" | "dim";

/** Colour only where somebody watches. https://no-color.org */
const isColored = process.stdout.isTTY && !process.env.NO_COLOR;

export function tint(color: Tint, text: string): string {
  return isColored ? styleText(color, text) : text;
}

export function print(text: string): void {
  process.stdout.write(text);
}

/** What can't be known is written as its reason. */
export function printJson(value: unknown): void {
  const text = JSON.stringify(
    value,
    (_, inner: unknown) => (inner instanceof Unknown ? { unknown: inner.reason } : inner),
    2,
  );
  print(`${text}\n`);
}

/** What a command exits with where it can't do its work: no state, no such host, a misspelt option. */
export const cannot = 3;

/** Runs a command to its exit code; whatever goes wrong is one message. */
export async function run(command: Command): Promise<void> {
  try {
    await command.exitOverride().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : cannot;
      return;
    }
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = cannot;
  }
}

export interface Cell {
  readonly text: string;
  readonly color?: Tint;
}

/** A table as wide as the terminal at most: long names wrap. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const columns = head.map((title, at) => [title, ...rows.map((row) => row[at]?.text ?? "")]);
  const widths = fitted(
    columns.map((texts) => Math.max(...texts.flatMap((text) => text.split("\n").map(({ length }) => length)))),
    screenWidth() - (3 * head.length + 1),
  );
  const lines = new Table({ head: [...head], style: { head: [], border: [] } });
  for (const row of rows) {
    lines.push(
      row.map(({ text, color }, at) =>
        wrapped(text, widths[at] ?? text.length)
          .map((line) => (color === undefined ? line : tint(color, line)))
          .join("\n"),
      ),
    );
  }
  return `${lines.toString()}\n`;
}

type Screen = Pick<typeof process.stdout, "isTTY" | "columns">;

/** A terminal may not say how wide it is, and then it says 0; on one that is narrower than this its own lines break. */
export function screenWidth({ isTTY, columns }: Screen = process.stdout): number {
  return isTTY && columns > 0 ? Math.max(columns, 40) : 160;
}

/** The widest columns give way first. */
function fitted(widths: readonly number[], available: number): readonly number[] {
  const narrowest = 8;
  const widest = Math.max(...widths);
  const total = widths.reduce((sum, width) => sum + width, 0);
  return total <= available || widest <= narrowest
    ? widths
    : fitted(
        widths.map((width) => (width === widest ? width - 1 : width)),
        available,
      );
}

/** Lines no longer than a width: broken at a space, in a long name after a dot, a slash or a hyphen, else anywhere. */
export function wrapped(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => wrappedLine(line, width));
}

function wrappedLine(line: string, width: number): string[] {
  if (line.length <= width) {
    return [line];
  }
  const space = line.lastIndexOf(" ", width);
  const mark = Math.max(...[".", "/", "-"].map((character) => line.lastIndexOf(character, width - 1) + 1));
  const at = [space, mark, width].find((place) => place > 0) ?? width;
  return [line.slice(0, at), ...wrappedLine(line.slice(at).trimStart(), width)];
}
