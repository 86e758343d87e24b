import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { withCheckout } from "../../test/support/checkout";
import { receive } from "../../test/support/https";
import { Running, scriptLine } from "../../test/support/shell";
import { absoluteRow, Context, Measure, median, Row, timed } from "../measure";

const edits = 200;

/** How long an edit takes to be served by a running `npm start`, and whether its process grows with their deployments. */
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

  const editSite = (text: string): Promise<void> => {
    edit("site/index.html", /<h1>.*<\/h1>/, `<h1>${text}</h1>`);
    return until("/", text);
  };
  const editHandler = (text: string): Promise<void> => {
    edit("lambda/hello.ts", /body: ".*"/, `body: "${text}"`);
    return until("/api/hello", text);
  };
  const editProgram = async (text: string): Promise<void> => {
    edit("index.ts", /(url: distribution.url,).*/, `$1 edited: "${text}",`);
    await deployed();
  };

  const [site, during, handler, program] = [[], [], [], []] as [number[], number[], number[], number[]];
  for (let round = 0; round < rounds; round++) {
    const text = `edit ${round}.`;
    site.push(await timed(() => editSite(text)));
    // The deployment of the first edit has begun.
    during.push(await timed(() => editSite(`second ${text}`)));
    await deployed();
    await deployed();
    handler.push(await timed(() => editHandler(text)));
    await deployed();
    program.push(await timed(() => editProgram(text)));
  }

  const before = running.residentMemory();
  for (let count = 0; count < edits; count++) {
    await editSite(`edit number ${count}.`);
    await deployed();
  }
  return [
    absoluteRow("npm start, a site file is edited, until it is served", "ms", median(site), { must: 300 }),
    absoluteRow("npm start, a site file is edited during a deployment, until it is served", "ms", median(during), {
      must: 300,
    }),
    absoluteRow("npm start, a handler is edited, until it responds", "ms", median(handler), { must: 500 }),
    absoluteRow("npm start, the program is edited, until it is deployed", "s", median(program) / 1000, { must: 3 }),
    absoluteRow(`npm start, memory added by ${edits} edits`, "MiB", running.residentMemory() - before, {
      must: 100,
      strive: 30,
    }),
  ];
}
