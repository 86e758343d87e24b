import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { withCheckout } from "../../test/support/checkout";
import { Running, sh } from "../../test/support/shell";
import { byItself, Measure, timed } from "../measure";

const start = "npm start --silent -- --port 0 --http-port 0";

/** What people wait for at a terminal, in a copy of this repository with nothing deployed. */
export const commands: Measure = {
  run: async () => {
    const seconds: Record<string, number> = {};
    const take = async (name: string, work: () => Promise<unknown>): Promise<void> => {
      seconds[name] = (await timed(work)) / 1000;
    };
    await withCheckout(async (folder) => {
      for (const name of ["first", "second"]) {
        const running = new Running(start, folder);
        await take(name, () => running.until(/Stop with Ctrl-C/));
        running.signal("SIGINT");
        await running.finished;
      }
      await take("preview", () => succeeds("npm run preview --silent", folder));
      writeFileSync(join(folder, "Pulumi.dev.yaml"), "config:\n  multi-origin:apiKinds: http\n");
      await take("refused", () => refused(folder));
    });
    const { first = Number.NaN, second = Number.NaN, preview = Number.NaN, refused: wrong = Number.NaN } = seconds;
    return [
      byItself("npm start to the served URL, nothing deployed", "s", first, { must: 15, strive: 8 }),
      byItself("npm start again, nothing changed", "s", second, { must: 8, strive: 4 }),
      byItself("npm run preview", "s", preview, { must: 6, strive: 3 }),
      byItself("a wrong config key, to its message", "s", wrong, { must: 4, strive: 2 }),
    ];
  },
};

/** Takes minutes by itself. */
export const test: Measure = {
  run: async () => {
    let milliseconds = Number.NaN;
    await withCheckout(async (folder) => {
      // Some tests ask git what a command changed.
      await succeeds(
        "git init -q && git add -A && git -c user.name=b -c user.email=b@example.com commit -qm all",
        folder,
      );
      milliseconds = await timed(() => succeeds("npm test --silent", folder));
    });
    return [byItself("npm test", "s", milliseconds / 1000, { must: 180, strive: 90 })];
  },
};

async function succeeds(line: string, folder: string): Promise<void> {
  const { code, output } = await sh(line, folder);
  if (code !== 0) {
    throw new Error(`${line} failed:\n${output}`);
  }
}

async function refused(folder: string): Promise<void> {
  const { code, output } = await sh("npm run preview --silent", folder);
  if (code === 0 || !output.includes("apiKinds")) {
    throw new Error(`the wrong key was not refused by its name:\n${output}`);
  }
}
