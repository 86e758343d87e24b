import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Account } from "../../local-aws/aws/account";
import { backendOf, engineVariables } from "../../local-aws/engine/backend";
import { findCli } from "../../local-aws/engine/cli";
import { serveProvider } from "../../local-aws/provider/server";
import { findYamlHost } from "../../local-aws/engine/yamlHost";
import { keyServiceVariables, secretsProvider } from "./keyService";

/** The CLI, and a PATH with the language host for YAML. */
export interface YamlRuntime {
  readonly command: string;
  readonly path: string;
}

/** Finds or builds it, which takes minutes. If neither is possible, it prints what the skipped test would show. */
export async function findYaml(skipped: string): Promise<YamlRuntime | undefined> {
  const cli = await findCli(console.log);
  const host = await findYamlHost(cli, console.log);
  if (host === undefined) {
    console.log(`Skipped: ${skipped}. pulumi-language-yaml is not installed and cannot be built.`);
    return undefined;
  }
  return { command: cli.command, path: `${host}${delimiter}${process.env.PATH ?? ""}` };
}

export interface YamlProject {
  readonly folder: string;
  readonly account: Account;
  /** Runs `pulumi` in the folder as a user does, with the local AWS in place of AWS. */
  readonly pulumi: (...args: string[]) => Promise<{ readonly code: number; readonly output: string }>;
}

/** Copies a YAML program and creates its stack `dev`. */
export async function inYamlProject<T>(
  runtime: YamlRuntime,
  program: string,
  use: (project: YamlProject) => Promise<T>,
  { providers = [], env: more = {} }: { providers?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<T> {
  const box = mkdtempSync(join(tmpdir(), "yaml-"));
  const folder = join(box, "project");
  cpSync(program, folder, { recursive: true });
  mkdirSync(backendOf(box));
  const account = new Account(join(box, "aws"));
  const aws = await serveProvider({ account });
  const env = {
    ...process.env,
    PATH: runtime.path,
    ...engineVariables(box),
    ...(await keyServiceVariables()),
    PULUMI_DEBUG_PROVIDERS: [aws.attachTo, ...providers].join(","),
    ...more,
  };
  const pulumi: YamlProject["pulumi"] = (...args) =>
    new Promise((resolve) => {
      const options = { cwd: folder, env };
      const child = execFile(
        runtime.command,
        [...args, "--non-interactive", "--color", "never"],
        options,
        (_, stdout, stderr) => {
          resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
        },
      );
    });
  try {
    const init = await pulumi("stack", "init", "dev", "--secrets-provider", secretsProvider);
    assert.equal(init.code, 0, init.output);
    return await use({ folder, account, pulumi });
  } finally {
    aws.stop();
    rmSync(box, { recursive: true, force: true });
  }
}
