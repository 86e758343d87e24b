import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { root } from "../../repository";
import { commandsPage, documentedCommands, Documented } from "../../scripts/commandsPage";
import { scriptLine, sh } from "../support/shell";

const run = (script: string, words: string) => sh(scriptLine(script, words), root);

const scripts = [
  "adopt",
  "audit",
  "bench",
  "diagnose",
  "docs",
  "explain",
  "map",
  "picture",
  "preview",
  "start",
  "trap",
  "trust",
  "words",
];

describe("A command whose output is piped", () => {
  it("prints no error and keeps its exit code if the reader closes the pipe", async () => {
    const line = (args: string) => `{ sleep 0.1; ${scriptLine("explain", args)}; echo "exit code $?" >&2; } | true`;
    assert.equal((await sh(line("--help"), root)).output, "exit code 0\n");
    assert.equal((await sh(line("2>&1"), root)).output, "exit code 2\n");
  });
});

describe("The commands", () => {
  let documented: readonly Documented[];

  before(async () => {
    documented = await documentedCommands();
  });

  it("are those in the list of this test", () => {
    assert.deepEqual(documented.flatMap(({ script }) => script ?? []).sort(), scripts);
  });

  for (const script of scripts) {
    it(`include ${script}, which documents its exit codes in --help and exits with 2 for an unknown option`, async () => {
      const { command, help } = documented.find((one) => one.script === script)!;
      assert.ok(help.startsWith(`Usage: ${command} -- [options]`), help);
      const [, codes = ""] = help.split("\nExit codes:\n");
      const ends = [...codes.matchAll(/^ {2}(\d) {2}\S/gm)].map(([, number]) => Number(number));
      assert.ok(["0,2", "0,1,2"].includes(ends.join()), codes);
      assert.ok(!help.includes("\u001b["), "colors are for terminals only");

      const misspelt = await run(script, "--no-such-option");
      assert.equal(misspelt.code, 2, misspelt.output);
      assert.match(misspelt.output, /^error: unknown option '--no-such-option'$/m);
    });
  }

  it("include the executable pulumi-local-front, which runs in the folder of a program", async () => {
    const { help } = documented.find(({ command }) => command === "npx pulumi-local-front")!;
    assert.ok(help.startsWith("Usage: pulumi-local-front [command] [options]"), help);
    const line = scriptLine("start", "--port x").replace("commands/start/index.ts", "commands/localFront.ts");
    const { code, output } = await sh(line, root);
    assert.equal(code, 2);
    assert.match(output, /Use a port number from 0 to 65535\.$/m);
    const unknown = await sh(line.replace("--port x", "serve"), root);
    assert.equal(unknown.code, 2);
    assert.equal(
      unknown.output,
      '"serve" is not a command of pulumi-local-front; use preview, map, explain, diagnose, trust, or no command.\n',
    );
  });

  it("have --json if their output is data", () => {
    const withJson = documented.filter(({ help }) => /^ {2}--json /m.test(help)).map(({ script }) => script);
    assert.deepEqual(withJson.sort(), ["adopt", "audit", "bench", "diagnose", "explain", "map"]);
  });

  it("reject --state together with --stack", async () => {
    for (const words of ["map", "explain /"]) {
      const [script = "", ...args] = words.split(" ");
      const { code, output } = await run(script, [...args, "--state a.json --stack dev"].join(" "));
      assert.equal(code, 2);
      assert.match(output, /^error: option '--state <file>' cannot be used with option '--stack <name>'$/m);
    }
  });

  it("exit with 2 for a stack that does not exist, and name it", async () => {
    for (const script of ["start", "preview"]) {
      const { code, output } = await run(script, "--stack prod");
      assert.equal(code, 2);
      assert.match(
        output,
        /^There is no stack "prod": .*Pulumi\.prod\.yaml does not exist\. Create the file, or set another --stack\.$/m,
      );
    }
    const trap = await run("trap", "--stack prod");
    assert.equal(trap.code, 2);
    assert.match(trap.output, /'prod' is invalid\. Allowed choices are article, dev, leak\.$/m);
    const map = await run("map", "--stack prod");
    assert.equal(map.code, 2);
    assert.match(map.output, /^Stack "prod" is not deployed on the local AWS\./);
  });

  it("are documented in docs/commands.md by their help", async () => {
    const file = join(root, "docs", "commands.md");
    const page = await format(commandsPage(documented), { ...(await resolveConfig(file)), parser: "markdown" });
    assert.equal(readFileSync(file, "utf8"), page);
  });
});
