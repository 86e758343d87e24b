import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { root } from "../../repository";
import { sh } from "../support/shell";

/** Runs a command. @returns its output */
async function run(line: string, folder: string): Promise<string> {
  const { code, output } = await sh(line, folder);
  assert.equal(code, 0, `${line}\n${output}`);
  return output;
}

type Json = Readonly<Record<string, unknown>>;

function read(file: string, folder: string): Json {
  return JSON.parse(readFileSync(join(folder, file), "utf8")) as Json;
}

function dependenciesOf({ dependencies, peerDependencies }: Json): Json {
  return { dependencies, peerDependencies };
}

describe("The example orders", () => {
  let temporary: string;
  let folder: string;

  before(async () => {
    temporary = mkdtempSync(join(tmpdir(), "orders-"));
    folder = join(temporary, "examples", "orders");
    const created = ["node_modules", "dist", ".local"];
    cpSync(join(root, "examples", "orders"), folder, {
      recursive: true,
      filter: (path) => !created.includes(basename(path)),
    });
    for (const name of ["components", "node_modules", ".licensee.json"]) {
      symlinkSync(join(root, name), join(temporary, name));
    }
    await run("npm run --silent build -w components", root);
    await run("npm ci --prefer-offline --no-audit --no-fund", folder);
  });

  after(() => {
    rmSync(temporary, { recursive: true, force: true });
  });

  it("has a lock file with the dependencies of the components", () => {
    const { packages } = read("package-lock.json", folder) as { packages: Record<string, Json> };
    assert.deepEqual(
      dependenciesOf(packages["node_modules/pulumi-multi-origin"]!),
      dependenciesOf(read("package.json", join(root, "components"))),
      "run npm install ../../components in examples/orders",
    );
  });

  it("installs only packages with permitted licenses", async () => {
    await run("cp ../../.licensee.json . && ../../node_modules/.bin/licensee --errors-only", folder);
  });

  it("passes its tests with Vitest: of the handler, and through the distribution with an emulator of DynamoDB", async () => {
    const output = await run("NO_COLOR=1 npm test", folder);
    assert.match(output, /Test Files +2 passed/);
  });
});
