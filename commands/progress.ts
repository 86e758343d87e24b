import { clearLine, cursorTo } from "node:readline";
import { print } from "./terminal";

/** The progress line that is shown, if there is one. */
let shown: string | undefined;

/** One line with a title and, at the end, a result. On a terminal it shows the title and details until then. */
export class ProgressLine {
  constructor(private readonly title: string) {
    shown = title;
    draw();
  }

  show(detail: string): void {
    const width = process.stdout.columns || 80;
    shown = `${this.title}: ${detail}`.slice(0, width - 1);
    draw();
  }

  end(result: string): void {
    shown = undefined;
    rewriteLine(`${this.title}: ${result}\n`);
  }
}

/** Prints a line above the progress line. */
export function printAbove(line: string): void {
  rewriteLine(`${line}\n`);
  draw();
}

function draw(): void {
  if (shown !== undefined && process.stdout.isTTY) {
    rewriteLine(shown);
  }
}

function rewriteLine(text: string): void {
  if (process.stdout.isTTY) {
    cursorTo(process.stdout, 0);
    clearLine(process.stdout, 0);
  }
  print(text);
}
