import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { Fault } from "../../local-aws/provider/faults";
import { Session } from "../../local-aws/engine/session";
import { Config, readStackConfig } from "../../local-aws/engine/project";
import { root } from "../../repository";
import { Census, census, undisturbed } from "../support/census";
import { backendFiles, folderOfStack, openStackIn } from "../support/engine";
import { runKilled } from "../support/killed";
import { isSweep } from "../support/sampleSize";

/** Commands in sequence on the same stack. Each opens its own session, as real commands do. */
interface Commands {
  readonly inSession: (command: (session: Session) => Promise<unknown>, faults?: readonly Fault[]) => Promise<void>;
  /** Runs a command in its own process, which the fault kills together with the engine. */
  readonly killed: (operation: "up" | "destroy", fault: Fault, config?: Config) => Promise<void>;
}

async function onStack(stackName: string, use: (commands: Commands) => Promise<void>): Promise<void> {
  const folder = await folderOfStack(stackName);
  try {
    await use({
      inSession: async (command, faults = []) => {
        const log = (): void => undefined;
        const session = await openStackIn(folder, { stackName, faults, log });
        try {
          await command(session);
        } finally {
          session.close();
        }
      },
      killed: (operation, fault, config) => runKilled({ stackName, folder, operation, faults: [fault], config }),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs an up that is killed, and then another one. */
async function upAfter(fault: Fault): Promise<Census> {
  let after: Census | undefined;
  await onStack("article", async ({ inSession, killed }) => {
    await killed("up", fault);
    await inSession(async (session) => {
      await session.stack.up();
      after = census(session);
    });
  });
  assert.ok(after);
  return after;
}

/** Both kinds of kill at one create; `npm run sweep` has all creates. killedEngine*.test.ts kill only the engine. */
function killPoints(creates: number): Fault[] {
  const all = (["kill-before", "kill-after"] as const).flatMap((fault) =>
    Array.from({ length: creates }, (_, at): Fault => ({ call: "create", nth: at + 1, fault })),
  );
  return isSweep ? all : all.filter(({ nth }) => nth === Math.ceil(creates / 2));
}

async function twoAtATime<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) {
      await work(item);
    }
  };
  await Promise.all([worker(), worker()]);
}

describe("A local stack", () => {
  it("converges in the next up after a kill during a create, without lost or duplicate resources", async function () {
    this.timeout(60 * 60_000);
    const { creates } = undisturbed();
    const points = killPoints(creates);
    const failed: string[] = [];
    await twoAtATime(points, async (fault) => {
      try {
        assert.deepEqual(await upAfter(fault), undisturbed());
      } catch (error) {
        failed.push(`${fault.fault} at create ${fault.nth}: ${String(error)}`);
      }
    });
    const converged = points.length - failed.length;
    console.log(`      ${points.length} of ${2 * creates} kill points, ${converged} converged (all: npm run sweep)`);
    assert.deepEqual(failed, []);
  });

  it("continues after a kill during an update or a delete", async () => {
    await onStack("article", async ({ inSession, killed }) => {
      await inSession(({ stack }) => stack.up());
      const config = { ...readStackConfig(root, "article"), "multi-origin:priceClass": "PriceClass_100" };
      await killed("up", { call: "update", nth: 1, fault: "kill-after" }, config);
      await inSession(async (session) => {
        await session.stack.up();
        assert.deepEqual(census(session), undisturbed());
      });
      await killed("destroy", { call: "delete", nth: 10, fault: "kill-after" });
      await killed("destroy", { call: "delete", nth: 10, fault: "kill-before" });
      await inSession(async (session) => {
        await session.stack.destroy();
        assert.deepEqual(census(session), { urns: [], creates: 0, counts: {} });
      });
    });
  });

  it("keeps secrets encrypted in a resource that is adopted after a kill", async () => {
    await onStack("dev", async ({ inSession, killed }) => {
      const type = "aws:lambda/function:Function";
      await killed("up", { call: "create", type, fault: "kill-after" });
      await inSession((session) => {
        const [fn] = session.account.list(type);
        const { arn, environment } = fn?.outputs as Readonly<{ arn: string; environment: { variables: Config } }>;
        const { ORIGIN_VERIFY_SECRET_A: a, ORIGIN_VERIFY_SECRET_B: b } = environment.variables;
        const adopted = backendFiles(session).filter((text) => text.includes(arn));
        assert.ok(adopted.length > 0, "the function was not adopted");
        for (const secret of [String(a), String(b)]) {
          assert.equal(secret.length, 48);
          assert.ok(!adopted.some((text) => text.includes(secret)), "the state has a secret in plain text");
        }
        return session.stack.up();
      });
    });
  });

  const failures: readonly { fault: Fault["fault"]; message: RegExp }[] = [
    { fault: "throttle", message: /exceeded maximum number of attempts.*Throttling: Rate exceeded/s },
    { fault: "server-error", message: /StatusCode: 500.*An internal error occurred/s },
    { fault: "timeout", message: /Client\.Timeout exceeded while awaiting headers/ },
  ];

  it("reports an error of AWS, and creates the rest in the next up", async () => {
    await onStack("article", async ({ inSession }) => {
      const type = "aws:s3/bucket:Bucket";
      for (const { fault, message } of failures) {
        await inSession(({ stack }) => assert.rejects(stack.up(), message), [{ call: "create", type, fault }]);
      }
      await inSession(async (session) => {
        await session.stack.up();
        assert.deepEqual(census(session), undisturbed());
      });
    });
  });
});
