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

const stackName = "article";
const running = new Set<ChildProcess>();

// https://nodejs.org/api/diagnostics_channel.html#built-in-channels
subscribe("child_process", (message) => {
  const { process: child } = message as { process: ChildProcess };
  running.add(child);
  child.once("exit", () => running.delete(child));
});

// A killed engine's port is remembered as a dead one by all of the process's gRPC clients, and the program of an engine that
// gets the same port later would register nothing. So clients remember for themselves alone.
const { grpcClientOptions } = settings as unknown as { readonly grpcClientOptions: Record<string, unknown> };
grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;

function killEngine(): void {
  for (const child of running) {
    if (basename(child.spawnfile) === "pulumi") {
      child.kill("SIGKILL");
    }
  }
}

/** Opens the stack, which repairs what the last kill left, and brings it up; the engine is killed right after a create. */
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
    // One call after the other, so that none is passed over while another one is killed.
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

/**
 * One stack whose engine is killed at one create after the other, each time in the next up: after each kill there is what
 * was made, no more and no less, and in the end all of it.
 * @param half which of the creates: each half starts with a stack of its own.
 */
export function describeKilledEngine(half: "first" | "second"): void {
  it(`converges where its engine is killed at each create of the ${half} half, and loses and doubles nothing`, async function () {
    this.timeout(10 * 60_000);
    const whole = undisturbed();
    const middle = Math.ceil(whole.creates / 2);
    const [from, to] = half === "first" ? [1, middle] : [middle + 1, whole.creates];
    const folder = await folderOfStack(stackName);
    try {
      for (let call = from; call <= to; call += 1) {
        const before = call === from ? 0 : call - 1;
        const nth = call - before;
        assert.equal(
          await up(folder, nth, (session) => {
            assertMade(session, before);
          }),
          "killed",
          `create ${call}`,
        );
      }
      const after = await up(folder, undefined, (session) => {
        assertMade(session, to);
      });
      assert.deepEqual(after, whole);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    console.log(`      killed at ${to - from + 1} of ${whole.creates} creates, ${from} to ${to}, and converged`);
  });
}

function assertMade({ account, stack }: Session, count: number): void {
  assert.equal(resourcesOfStack(account, "multi-origin", stack.name).length, count);
}
