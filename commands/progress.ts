import { clearLine, cursorTo } from "node:readline";
import { print } from "./terminal";

/** One line with a title and, at the end, a result. On a terminal it shows details until then. */
export class ProgressLine {
  constructor(private readonly title: string) {
    print(title);
  }

  show(detail: string): void {
    if (process.stdout.isTTY) {
      const width = process.stdout.columns || 80;
      this.rewrite(`${this.title}: ${detail}`.slice(0, width - 1));
    }
  }

  end(result: string): void {
    if (process.stdout.isTTY) {
      this.rewrite(`${this.title}: ${result}\n`);
    } else {
      print(`: ${result}\n`);
    }
  }

  private rewrite(line: string): void {
    cursorTo(process.stdout, 0);
    clearLine(process.stdout, 0);
    print(line);
  }
}
