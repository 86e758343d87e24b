import * as settings from "@pulumi/pulumi/runtime/settings";
import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { rmSync } from "node:fs";
import { basename } from "node:path";
import { resourcesOfStack } from "../../local-aws/engine/repair";
import { Session } from "../../local-aws/engine/session";
import { Census, census, undisturbed } from "./census";
import { folderOfStack, openStackIn } from "./engine";
import { isSweep } from "./sampleSize";

const stackName = "article";
const running = new Set<ChildProcess>();

// https://nodejs.org/api/diagnostics_channel.html#built-in-channels
subscribe("child_process", (message) => {
  const { process: child } = message as { process: ChildProcess };
  running.add(child);
  child.once("exit", () => running.delete(child));
});

// The gRPC clients of a process share failed connections. If a later engine gets the port of a killed one, its program would
// register nothing. So each client keeps its own connections.
const { grpcClientOptions } = settings as unknown as { readonly grpcClientOptions: Record<string, unknown> };
grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;

function killEngine(): void {
  for (const child of running) {
    if (basename(child.spawnfile) === "pulumi") {
      child.kill("SIGKILL");
    }
  }
}

/** Opens the stack, which repairs it after the last kill, and runs an up whose engine is killed right after a create. */
async function up(
  folder: string,
  nth: number | undefined,
  opened: (session: Session) => void,
): Promise<Census | "killed"> {
  const engine = { killed: false };
  const session = await openStackIn(folder, {
    stackName,
    log: () => undefined,
    faults: nth === undefined ? [] : [{ call: "create", nth, fault: "kill-after" }],
    kill: () => {
      engine.killed = true;
      killEngine();
    },
  });
  try {
    opened(session);
    // One call at a time, so that a kill cannot hide another call.
    await session.stack.up({ parallel: 1 }).catch((error: unknown) => {
      assert.ok(engine.killed, String(error));
    });
    if (engine.killed) {
      return "killed";
    }
    await session.stack.refresh({ expectNoChanges: true });
    return census(session);
  } finally {
    session.close();
  }
}

/** `npm test` kills at one create of five. */
const step = isSweep ? 1 : 5;

/**
 * Kills the engine of one stack at its creates, each time in the next up. After each kill exactly the created resources
 * exist, and at the end all of them.
 * @param half the half of the creates; each half starts with an empty stack
 */
export function describeKilledEngine(half: "first" | "second"): void {
  it(`converges after its engine is killed at creates of the ${half} half, without lost or duplicate resources`, async function () {
    this.timeout(10 * 60_000);
    const whole = undisturbed();
    const middle = Math.ceil(whole.creates / 2);
    const [from, to] = half === "first" ? [1, middle] : [middle + 1, whole.creates];
    const folder = await folderOfStack(stackName);
    try {
      let before = 0;
      for (let call = from; call <= to; call += step) {
        const existing = before;
        assert.equal(
          await up(folder, call - existing, (session) => {
            assertCreated(session, existing);
          }),
          "killed",
          `create ${call}`,
        );
        before = call;
      }
      const after = await up(folder, undefined, (session) => {
        assertCreated(session, before);
      });
      assert.deepEqual(after, whole);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    console.log(
      `      killed at ${Math.ceil((to - from + 1) / step)} of ${whole.creates} creates, ${from} to ${to}, and converged`,
    );
  });
}

function assertCreated({ account, stack }: Session, count: number): void {
  assert.equal(resourcesOfStack(account, "multi-origin", stack.name).length, count);
}
