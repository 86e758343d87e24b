#!/usr/bin/env node
// The part of the Pulumi CLI that the READMEs of the packages use, without a program, a backend or Pulumi Cloud.
const { spawn, spawnSync } = require("node:child_process");
const { existsSync, readFileSync, statSync } = require("node:fs");
const { createServer } = require("node:net");
const { join } = require("node:path");
const process = require("node:process");

const [command, subcommand, argument = ""] = process.argv.slice(2);

const commands = {
  version: () => process.stdout.write("v3.255.0\n"),
  stack: () => process.stdout.write(readFileSync(process.env.STATE)),
  preview: () => start(argument),
  "policy publish": () => {
    const manifest = JSON.parse(readFileSync("package.json", "utf8"));
    fail(!existsSync("PulumiPolicy.yaml") || !existsSync(manifest.main), "this folder has no policy pack");
    fail(spawnSync("npm", ["pack", "--dry-run"]).status !== 0, "npm cannot pack this folder");
  },
  "policy enable": () => undefined,
  "package add": () => {
    fail(!existsSync(join(argument, "PulumiPlugin.yaml")), `${argument} has no plugin`);
    start(join(argument, "index.cjs"), process.execPath);
  },
};

/** Starts a plugin, which prints its port. */
function start(file, runtime) {
  fail(!statSync(file).isFile(), `${file} is not a file`);
  const engine = createServer().listen(0, "127.0.0.1", () => {
    const address = `127.0.0.1:${engine.address().port}`;
    const [program, words] = runtime === undefined ? [file, [address]] : [runtime, [file, address]];
    const plugin = spawn(program, words, { stdio: ["ignore", "pipe", "inherit"] });
    plugin.on("exit", () => fail(true, `${file} ended`));
    plugin.stdout.once("data", (data) => {
      fail(!/^\d+\s*$/.test(String(data)), `${file} printed no port`);
      plugin.removeAllListeners("exit").kill();
      engine.close();
    });
  });
}

function fail(isWrong, message) {
  if (isWrong) {
    process.stderr.write(`${message}\n`);
    process.exit(1);
  }
}

const run = commands[`${command} ${subcommand}`] ?? commands[command];
fail(run === undefined, `unexpected command: ${command} ${subcommand}`);
run();
