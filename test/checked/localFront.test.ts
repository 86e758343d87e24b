import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { EmptyMachine, emptyMachine } from "../support/emptyMachine";
import { readmeSteps } from "../support/readmeSteps";
import { Running, sh } from "../support/shell";

const serve = "npx pulumi-local-front";

describe("In an empty folder, with the Pulumi CLI and the tarballs", () => {
  let machine: EmptyMachine;
  let folder: string;

  before(async () => {
    machine = await emptyMachine("real");
    folder = machine.folder();
  });

  after(() => {
    machine.stop();
  });

  const write = (file: string, content: string): void => {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  };

  const run = async (line: string): Promise<string> => {
    const { code, output } = await sh(`${machine.setEnvironment}${line}`, folder);
    assert.equal(code, 0, `${line}\n${output}`);
    return output;
  };

  it("each step of local-aws/README.md works: a program of three lines is served, edited and tested", async () => {
    const steps = readmeSteps("local-aws");
    const program = steps.find((step) => "file" in step && step.file === "index.ts");
    assert.ok(program !== undefined && "file" in program && program.content.trim().split("\n").length === 3);
    for (const step of steps) {
      if ("file" in step) {
        write(step.file, step.content);
        continue;
      }
      for (const line of step.lines) {
        await (line === serve ? serveAndEdit() : run(line));
      }
    }
    assert.deepEqual(readdirSync(folder).sort(), [
      ".local",
      "Pulumi.yaml",
      "api",
      "index.ts",
      "node_modules",
      "package-lock.json",
      "package.json",
      "site",
      "test",
    ]);
  });

  it("the package has its bundles, their licenses and types, in less than 4 MB", () => {
    const installed = join(folder, "node_modules", "pulumi-local-front");
    const files = readdirSync(installed, { recursive: true, encoding: "utf8" }).filter(
      (file) => !file.startsWith("node_modules") && statSync(join(installed, file)).isFile(),
    );
    assert.deepEqual(files.sort(), [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "cli.cjs",
      "dist/THIRD-PARTY-NOTICES.txt",
      "dist/cli.js",
      "dist/python/run.py",
      "dist/python/runtime.py",
      "dist/startLocal.d.ts",
      "dist/startLocal.js",
      "dist/transpile/esModuleHooks.mjs",
      "dist/transpile/esModules.mjs",
      "dist/transpile/loadLater.cjs",
      "dist/transpile/register.cjs",
      "dist/transpile/transpiler.cjs",
      "index.cjs",
      "package.json",
    ]);
    const size = files.reduce((sum, file) => sum + statSync(join(installed, file)).size, 0);
    assert.ok(size < 4e6, String(size));
    assert.match(readFileSync(join(installed, "dist", "THIRD-PARTY-NOTICES.txt"), "utf8"), /^commander .+ \(MIT\)$/m);
    // Imports of other files would be missing in the package.
    assert.doesNotMatch(readFileSync(join(installed, "dist", "startLocal.d.ts"), "utf8"), /import|from/);
  });

  it("serves several stacks of a program in one process, by their hostnames", async () => {
    const line = `${machine.setEnvironment}exec ${serve} --stack blue --no-pack --no-watch --port 0 --http-port 0`;
    const served = new Running(line, folder);
    try {
      const output = await served.until(/Stop with Ctrl-C/);
      const [, dev = ""] = /^Also serving stack dev, as it was deployed last, at (\S+)$/m.exec(output) ?? [];
      const [, blue = ""] = /^ {2}(https:\S+)$/m.exec(output) ?? [];
      assert.notEqual(new URL(dev).hostname, new URL(blue).hostname);
      for (const url of [dev, blue]) {
        assert.equal(await run(`curl --silent --cacert .local/ca/ca.pem ${url}`), "<h1>Edited</h1>\n");
      }
    } finally {
      served.signal("SIGINT");
    }
    await served.finished;
  });

  async function serveAndEdit(): Promise<void> {
    const served = new Running(`${machine.setEnvironment}exec ${serve} --port 0 --http-port 0`, folder);
    try {
      const output = await served.until(/Stop with Ctrl-C/);
      assert.match(output, /^Previewing stack dev with the policy pack: passed$/m);
      const lines = [...output.matchAll(/^ {2}curl (.+)$/gm)].map(([, words = ""]) => `curl --silent ${words}`);
      assert.deepEqual(await Promise.all(lines.map(run)), Array(2).fill("<h1>Hello</h1>\n"));
      assert.match(await run(`${serve} preview`), /^ {4}29 unchanged$/m);
      assert.ok((await run(`${serve} trust`)).includes(join(folder, ".local", "ca", "ca.pem")));
      const [page = ""] = lines;
      write("site/index.html", "<h1>Edited</h1>\n");
      await served.next(/site\/index\.html: served after \d+ ms/);
      assert.equal(await run(page), "<h1>Edited</h1>\n");
      assert.equal(await run(`${page}api/hello`), "Hello from Lambda!");
      await served.next(/Deploying stack dev: 1 updated/);
    } finally {
      served.signal("SIGINT");
    }
    assert.match((await served.finished).output, /^Stopped\. Run npx pulumi-local-front to resume\.$/m);
  }
});
