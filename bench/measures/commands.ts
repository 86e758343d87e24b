import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { withCheckout } from "../../test/support/checkout";
import { Running, sh } from "../../test/support/shell";
import { absoluteRow, Measure, timed } from "../measure";

const start = "npm start --silent -- --port 0 --http-port 0";

/** How long users wait for a command, in a copy of this repository with nothing deployed. */
export const commands: Measure = {
  run: async () => {
    const seconds: Record<string, number> = {};
    const measure = async (name: string, work: () => Promise<unknown>): Promise<void> => {
      seconds[name] = (await timed(work)) / 1000;
    };
    await withCheckout(async (folder) => {
      for (const name of ["first", "second"]) {
        const running = new Running(start, folder);
        await measure(name, () => running.until(/Stop with Ctrl-C/));
        running.signal("SIGINT");
        await running.finished;
      }
      await measure("preview", () => succeeds("npm run preview --silent", folder));
      writeFileSync(join(folder, "Pulumi.dev.yaml"), "config:\n  multi-origin:apiKinds: http\n");
      await measure("refused", () => rejectsWrongKey(folder));
    });
    const { first = Number.NaN, second = Number.NaN, preview = Number.NaN, refused: wrong = Number.NaN } = seconds;
    return [
      absoluteRow("npm start to the served URL, nothing deployed", "s", first, { must: 15, strive: 8 }),
      absoluteRow("npm start again, nothing changed", "s", second, { must: 8, strive: 4 }),
      absoluteRow("npm run preview", "s", preview, { must: 6, strive: 3 }),
      absoluteRow("a wrong config key, to its message", "s", wrong, { must: 4, strive: 2 }),
    ];
  },
};

/** The whole test suite, which takes minutes. */
export const test: Measure = {
  run: async () => {
    let milliseconds = Number.NaN;
    await withCheckout(async (folder) => {
      // Some tests read from git what a command changed.
      await succeeds(
        "git init -q && git add -A && git -c user.name=b -c user.email=b@example.com commit -qm all",
        folder,
      );
      milliseconds = await timed(() => succeeds("npm test --silent", folder));
    });
    return [absoluteRow("npm test", "s", milliseconds / 1000, { must: 180, strive: 90 })];
  },
};

async function succeeds(line: string, folder: string): Promise<void> {
  const { code, output } = await sh(line, folder);
  if (code !== 0) {
    throw new Error(`${line} failed:\n${output}`);
  }
}

async function rejectsWrongKey(folder: string): Promise<void> {
  const { code, output } = await sh("npm run preview --silent", folder);
  if (code === 0 || !output.includes("apiKinds")) {
    throw new Error(`the error does not name the wrong key:\n${output}`);
  }
}
