import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { withCheckout } from "../../test/support/checkout";
import { receive } from "../../test/support/https";
import { Running, scriptLine } from "../../test/support/shell";
import { absoluteRow, Context, Measure, medians, Row, timed } from "../measure";

const edits = 200;

/** How long an edit takes to be served by a running `npm start`, and whether its process grows with the edits. */
export const live: Measure = {
  run: async ({ rounds }: Context): Promise<Row[]> => {
    let rows: Row[] = [];
    await withCheckout(async (folder) => {
      const running = new Running(`exec ${scriptLine("start", "--port 0 --http-port 0")}`, folder);
      try {
        rows = await measureEdits(running, folder, rounds);
      } finally {
        running.signal("SIGKILL");
      }
    });
    return rows;
  },
};

async function measureEdits(running: Running, folder: string, rounds: number): Promise<Row[]> {
  const printed = await running.until(/Stop with Ctrl-C/);
  const url = new URL(/^ {2}(https:\/\/\S+\/)$/m.exec(printed)?.[1] ?? "");
  const ca = readFileSync(join(folder, ".local", "ca", "ca.pem"));
  const get = async (path: string): Promise<string> => {
    const options = { host: "127.0.0.1", port: url.port, servername: url.hostname, ca, path };
    return (await receive(request({ ...options, headers: { host: url.host } }))).body;
  };
  const until = async (path: string, text: string): Promise<void> => {
    while (!(await get(path)).includes(text)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const deployed = (): Promise<string> => running.next(/Deploying stack dev: .*\n/);
  await deployed();
  const edit = (file: string, from: RegExp, to: string): void => {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
  };

  const milliseconds: Record<string, number[]> = { site: [], handler: [], program: [] };
  for (let round = 0; round < rounds; round++) {
    const text = `edit ${round}.`;
    const measured = {
      site: () => {
        edit("site/index.html", /<h1>.*<\/h1>/, `<h1>${text}</h1>`);
        return until("/", text);
      },
      handler: () => {
        edit("lambda/hello.ts", /body: ".*"/, `body: "${text}"`);
        return until("/api/hello", text);
      },
      program: async () => {
        edit("index.ts", /(url: distribution.url,).*/, `$1 edited: "${text}",`);
        await deployed();
      },
    };
    for (const [name, work] of Object.entries(measured)) {
      milliseconds[name]?.push(await timed(work));
      if (name !== "program") {
        await deployed();
      }
    }
  }

  const before = running.residentMemory();
  for (let count = 0; count < edits; count++) {
    const text = `edit number ${count}.`;
    edit("site/index.html", /<h1>.*<\/h1>/, `<h1>${text}</h1>`);
    await until("/", text);
  }
  const { site = Number.NaN, handler = Number.NaN, program = Number.NaN } = medians(milliseconds);
  return [
    absoluteRow("npm start, a site file is edited, until it is served", "ms", site, { must: 300 }),
    absoluteRow("npm start, a handler is edited, until it responds", "ms", handler, { must: 500 }),
    absoluteRow("npm start, the program is edited, until it is deployed", "s", program / 1000, { must: 3 }),
    absoluteRow(`npm start, memory added by ${edits} edits`, "MiB", running.residentMemory() - before, { must: 100 }),
  ];
}
