import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkout, withCheckout } from "../support/checkout";
import { Running, scriptLine, sh } from "../support/shell";

describe("a local command", () => {
  let folder: string;

  before(async () => {
    folder = checkout();
    const commit = "git init -q && git add -A && git -c user.name=t -c user.email=t@example.com commit -qm all";
    assert.equal((await sh(commit, folder)).code, 0);
  });
  beforeEach(() => {
    rmSync(join(folder, ".local"), { recursive: true, force: true });
  });
  afterEach(async () => {
    // The dependencies are a link here, which the ignored folder's pattern does not cover.
    const { output } = await sh("git status --porcelain -- ':!node_modules'", folder);
    assert.equal(output, "", "a local command changed the repository");
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const anyPort = "--port 0 --http-port 0";
  const start = scriptLine("start", anyPort);

  it("start serves the stack by the curl lines that it prints, stops on Ctrl-C and goes on from there", async () => {
    const first = new Running(`npm start --silent -- ${anyPort}`, folder);
    const printed = await first.until(/Stop with Ctrl-C/);
    const created = /(\d+) created/.exec(printed)?.[1] ?? "none";
    const lines = [...printed.matchAll(/^ {2}(curl .+)$/gm)].map(([, line = ""]) => line);
    const answers = await Promise.all(lines.map((line) => sh(`${line} --silent --show-error`, "/")));
    assert.deepEqual(
      answers.map(({ output }) => /<title>(.+)<\/title>|^Hello from Lambda!$/.exec(output)?.[0]),
      [
        "<title>One domain name, two origins</title>",
        "Hello from Lambda!",
        "<title>One domain name, two origins</title>",
      ],
    );

    const other = await sh(start, folder);
    assert.equal(other.code, 1);
    assert.match(other.output, /^"npm start" \(process \d+, since .+\) is using .+\. Stop it first\.$/m);

    first.signal("SIGINT");
    // The shell between npm and the command dies of the signal, so the last words say whether it stopped well.
    const stopped = await first.finished;
    assert.match(stopped.output, /Stopped\. The next npm start goes on from here\.\n$/);

    const second = new Running(start, folder);
    assert.match(await second.until(/Stop with Ctrl-C/), new RegExp(` ${created} unchanged\\n\\nDuration`));
    second.signal("SIGINT");
    await second.finished;
  });

  it("start goes on after it was killed in the middle of an up", async () => {
    const killed = new Running(start, folder);
    await killed.until(/Updating[^]* created /);
    killed.signal("SIGKILL");
    await killed.finished;
    const next = new Running(start, folder);
    await next.until(/Stop with Ctrl-C/);
    next.signal("SIGINT");
    assert.match((await next.finished).output, /Stopped\./);
  });

  it("preview previews either stack with the pack", async () => {
    const { code, output } = await sh(scriptLine("preview", "--stack article"), folder);
    assert.equal(code, 0, output);
    assert.match(output, /✅ multi-origin@v/);
    assert.match(output, /^ {4}\+ \d+ to create\n\n/m);
  });

  it("trap lives through the incident: refused, 403, and 200 after the fix", async () => {
    const { code, output } = await sh(scriptLine("trap"), folder);
    assert.equal(code, 0, output);
    assert.equal(output.match(/❌ multi-origin@v/g)?.length, 4);
    assert.equal(output.match(/^HTTP\/1\.1 403 Forbidden$/gm)?.length, 4);
    assert.match(output, /All of it happened\.\n$/);
  });
});

describe("npm run typecheck", () => {
  it("fails on a type error, though the program itself is only transpiled", async () => {
    await withCheckout(async (folder) => {
      // Its right files are checked by npm run check, and would take ten seconds here.
      const settings = readFileSync(join(folder, "tsconfig.json"), "utf8");
      writeFileSync(join(folder, "tsconfig.json"), settings.replace('"**/*.ts"', '"wrong.ts"'));
      writeFileSync(join(folder, "wrong.ts"), 'export const wrong: number = "text";\n');
      const { code, output } = await sh("npm run --silent typecheck", folder);
      assert.notEqual(code, 0);
      assert.match(output, /wrong\.ts\(1,14\): error TS2322/);
    });
  });
});
