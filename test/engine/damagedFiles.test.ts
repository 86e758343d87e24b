import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { openStackIn, folderOfStack, withEdge } from "../support/engine";
import { sendRequest } from "../support/https";
import { isSweep } from "../support/sampleSize";

const damages: Readonly<Record<string, (content: Buffer) => Buffer>> = {
  emptied: () => Buffer.alloc(0),
  halved: (content) => content.subarray(0, content.length / 2),
  overwritten: (content) => Buffer.alloc(content.length, "damaged "),
};

/** One file of each kind, and the damage that showed the most. */
const sample: readonly (readonly [RegExp, string])[] = [
  [/^aws\/account\.jsonl$/, "emptied"],
  [/^aws\/account\.jsonl$/, "halved"],
  [/^aws\/blobs\//, "overwritten"],
  [/\/dev\.json$/, "halved"],
  [/^workspace\/Pulumi\.dev\.yaml$/, "halved"],
  [/^ca\/ca\.pem$/, "emptied"],
];

interface Outcome {
  /** The status codes of the site and of the API; undefined if the command failed. */
  readonly served: readonly number[] | undefined;
  readonly printed: string;
}

/** Opens, deploys and serves the stack, as `npm start` does. */
async function start(folder: string): Promise<Outcome> {
  const lines: string[] = [];
  try {
    const session = await openStackIn(folder, { stackName: "dev", log: (line) => lines.push(line) });
    try {
      const { outputs } = await session.stack.up();
      const served: number[] = [];
      await withEdge(session, async (edge) => {
        for (const path of ["/", "/assets/app.js", "/api/hello"]) {
          served.push((await sendRequest(edge, new URL(String(outputs.url?.value)).host, path)).status);
        }
      });
      return { served, printed: lines.join("\n") };
    } finally {
      session.close();
    }
  } catch (error) {
    return { served: undefined, printed: error instanceof Error ? error.message : String(error) };
  }
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".log"))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** The first file of each kind: all blobs are of one kind. */
function kindsOf(files: readonly string[]): string[] {
  const kind = (file: string): string => file.replace(/[0-9a-f-]{16,}/g, "*").replace(/\d{8,}/g, "*");
  return files.filter((file, at) => files.findIndex((other) => kind(other) === kind(file)) === at);
}

describe("A stack whose files were damaged", () => {
  let healthy = "";
  before(async () => {
    healthy = await folderOfStack("dev");
    assert.deepEqual(await start(healthy), { served: [200, 200, 200], printed: "" });
  });
  after(() => {
    rmSync(healthy, { recursive: true, force: true });
  });

  it("serves again, or one line names the file and what to do", async function () {
    this.timeout(20 * 60_000);
    const files = filesOf(healthy);
    const cases = isSweep
      ? kindsOf(files).flatMap((file) => Object.keys(damages).map((damage) => [file, damage] as const))
      : sample.map(([pattern, damage]) => [files.find((file) => pattern.test(file)) ?? "", damage] as const);
    for (const [file, damage] of cases) {
      const folder = mkdtempSync(join(tmpdir(), "damaged-"));
      cpSync(healthy, folder, { recursive: true });
      const path = join(folder, file);
      writeFileSync(path, damages[damage]!(readFileSync(path)));
      const { served, printed } = await start(folder);
      const outcome = `${file} ${damage}: ${String(served)} ${printed}`;
      if (served === undefined) {
        assert.ok(printed.includes(basename(file)) && /Remove|Run /.test(printed), outcome);
        assert.equal(printed.split("\n").length, 1, outcome);
      } else {
        assert.deepEqual(served, [200, 200, 200], outcome);
      }
      rmSync(folder, { recursive: true, force: true });
    }
    console.log(`      damaged ${cases.length} files, one at a time`);
  });
});
