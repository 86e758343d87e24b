import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { openSession, SessionOptions } from "../../local-aws/engine/session";
import { project, root } from "../../repository";
import { keyServiceVariables } from "./keyService";

export interface KilledCommand extends Pick<SessionOptions, "stackName" | "folder" | "faults" | "config"> {
  readonly operation: "up" | "destroy";
}

/** Runs a command in its own process group, which a fault kills as a whole: engine, program and provider. */
export async function runKilled(command: KilledCommand): Promise<void> {
  const node = spawn(
    process.execPath,
    ["-r", join(root, "commands", "transpile", "register.cjs"), __filename, JSON.stringify(command)],
    {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...(await keyServiceVariables()) },
    },
  );
  const printed: string[] = [];
  for (const stream of [node.stdout, node.stderr]) {
    stream.on("data", (data) => printed.push(String(data)));
  }
  const [, signal] = (await once(node, "close")) as [number | null, string | null];
  assert.equal(signal, "SIGKILL", printed.join(""));
}

async function main(argument: string): Promise<void> {
  const { operation, ...options } = JSON.parse(argument) as KilledCommand;
  const { stack } = await openSession({ ...options, project, command: "npm test", log: console.log });
  await stack[operation]();
}

if (require.main === module) {
  void main(process.argv[2] ?? "").then(() => process.exit(0));
}
