import Table from "cli-table3";
import { styleText } from "node:util";

export type Color = "red" | "yellow" | "green" | "bold" | "dim";

/** Colors are for terminals only. https://no-color.org */
export const isColored = process.stdout.isTTY && !process.env.NO_COLOR;

export function colored(color: Color, text: string): string {
  return isColored ? styleText(color, text) : text;
}

export interface Cell {
  readonly text: string;
  readonly color?: Color;
}

/** A table that fits the terminal: long cells wrap. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const columns = head.map((title, at) => [title, ...rows.map((row) => row[at]?.text ?? "")]);
  const widths = fitted(
    columns.map((cells) => Math.max(...cells.flatMap((text) => text.split("\n").map(({ length }) => length)))),
    screenWidth() - (3 * head.length + 1),
  );
  const lines = new Table({ head: [...head], style: { head: [], border: [] } });
  for (const row of rows) {
    lines.push(
      row.map(({ text, color }, at) =>
        wrapped(text, widths[at] ?? text.length)
          .map((line) => (color === undefined ? line : colored(color, line)))
          .join("\n"),
      ),
    );
  }
  return `${lines.toString()}\n`;
}

type Screen = Pick<typeof process.stdout, "isTTY" | "columns">;

/** The width to lay text out for. A terminal may report 0 columns, and on fewer than 40 the terminal wraps by itself. */
export function screenWidth({ isTTY, columns }: Screen = process.stdout): number {
  return isTTY && columns > 0 ? Math.max(columns, 40) : 160;
}

/** Narrows the widest columns first. */
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

/** Splits text into lines of at most `width`: at a space, else after a dot, slash or hyphen, else anywhere. */
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
