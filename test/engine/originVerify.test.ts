import type { EngineEvent } from "@pulumi/pulumi/automation";
import assert from "node:assert/strict";
import { ApiOrigin, ApiOriginArgs, MultiOriginDistribution } from "../../components/index";
import { Edge } from "../../local-aws/edge";
import { Session } from "../../local-aws/engine/session";
import { Program } from "../../local-aws/engine/project";
import { entry } from "../support/apiOrigin";
import { asking } from "../support/asking";
import { backendFiles, distributionType, withEdge, withStack } from "../support/engine";
import { ask } from "../support/https";

/** An API behind a distribution. Its arguments may change between two operations. */
function apiBehindFront(args: () => Partial<ApiOriginArgs>, protect = false): Program {
  return () => {
    const api = new ApiOrigin("api", { entry, ...args() }, { protect });
    const front = new MultiOriginDistribution("front", { defaultRoute: { origin: api.origin }, routes: [] });
    return Promise.resolve({ url: front.url, apiUrl: api.url });
  };
}

async function urls({ stack }: Session): Promise<{ front: URL; api: URL }> {
  const { url, apiUrl } = await stack.outputs();
  return { front: new URL(String(url?.value)), api: new URL(String(apiUrl?.value)) };
}

/** The secrets as the function has them on AWS. */
function secrets({ account }: Session): { a: string; b: string } {
  const [fn] = account.list("aws:lambda/function:Function");
  const { variables } = fn?.outputs.environment as { variables: Record<string, string> };
  return { a: variables.ORIGIN_VERIFY_SECRET_A ?? "", b: variables.ORIGIN_VERIFY_SECRET_B ?? "" };
}

async function statusOf(edge: Edge, host: string): Promise<number> {
  return (await ask(edge, host, "/api")).status;
}

/** Only `--debug` shows these, in which Pulumi's SDK logs every value as it is. */
function isDebugMessage({ diagnosticEvent }: EngineEvent): boolean {
  return diagnosticEvent?.prefix?.startsWith("debug:") === true;
}

/** That who comes through CloudFront is answered, and who goes around it refused: everyStack*.test.ts. */
describe("originVerify on the engine", () => {
  it("shows no secret in the state, in what the engine prints or in what it tells of resources", async () => {
    let rotation = 0;
    const program = apiBehindFront(() => ({ originVerify: { rotation } }));
    await withStack({ program }, async (session) => {
      const told: string[] = [];
      const known = new Set<string>();
      for (rotation of [0, 1]) {
        await session.stack.up({
          diff: true,
          onOutput: (text) => told.push(text),
          onEvent: (event) => {
            if (!isDebugMessage(event)) {
              told.push(JSON.stringify(event));
            }
          },
        });
        const { a, b } = secrets(session);
        known.add(a).add(b);
        told.push(...backendFiles(session));
      }
      assert.ok(told.filter((text) => text.includes("api-origin-secret-a")).length > 2);
      assert.deepEqual([known.size, ...[...known].map(({ length }) => length)], [3, 48, 48, 48]);
      for (const secret of known) {
        assert.deepEqual(
          told.filter((text) => text.includes(secret)).map((text) => text.slice(0, 200)),
          [],
        );
      }
    });
  });

  it("changes the secret without a request that fails, and replaces only the one that was not sent", async () => {
    let rotation = 0;
    const program = apiBehindFront(() => ({ originVerify: { rotation } }));
    // The function changes first: that the front's update fails once stops the rotation between the two.
    const faults = [{ call: "update", type: distributionType, nth: 1, fault: "throttle" } as const];
    await withStack({ program, faults }, async (session) => {
      await session.stack.up();
      const { front, api } = await urls(session);
      const before = secrets(session);
      await withEdge(session, async (edge) => {
        rotation = 1;
        const stop = asking(() => statusOf(edge, front.host));
        const happened: string[] = [];
        const onEvent = ({ resourcePreEvent, resOutputsEvent }: EngineEvent): void => {
          const [when, step] =
            resOutputsEvent === undefined ? ["before", resourcePreEvent] : ["after", resOutputsEvent];
          const { op = "same", urn = "" } = step?.metadata ?? {};
          happened.push(`${when} ${op} of ${urn.split("::").at(-1)}`);
        };
        await assert.rejects(session.stack.up({ onEvent }), /Throttling/);
        const updates = ["after update of api-function", "before update of front-distribution"];
        assert.deepEqual(
          happened.filter((step) => updates.includes(step)),
          updates,
        );
        assert.equal(await statusOf(edge, front.host), 200);
        await session.stack.up({ onEvent });
        const statuses = await stop();
        const failed = statuses.filter((status) => status !== 200);
        assert.deepEqual(failed, [], `${statuses.length} requests during the rotation`);
        const replaced = happened.filter((step) => step.startsWith("before replace of "));
        assert.deepEqual(replaced, ["before replace of api-origin-secret-b"]);
        assert.equal((await ask(edge, front.host, "/api")).status, 200);

        const after = secrets(session);
        assert.equal(after.a, before.a);
        // Edges that CloudFront has not reached yet go on with the old one.
        for (const [secret, status] of [[before.a, 200] as const, [after.b, 200] as const, [before.b, 403] as const]) {
          const headers = { "X-Origin-Verify": secret };
          assert.equal((await ask(edge, api.host, "/api", { headers })).status, status);
        }
      });
    });
  });

  it("can be put on a live API without a request that fails: sent first, then enforced", async () => {
    let args: Partial<ApiOriginArgs> = {};
    const program = apiBehindFront(() => args);
    await withStack({ program }, async (session) => {
      await session.stack.up();
      const { front, api } = await urls(session);
      await withEdge(session, async (edge) => {
        const stop = asking(() => statusOf(edge, front.host));
        args = { originVerify: { enforced: false } };
        await session.stack.up();
        assert.equal((await ask(edge, api.host, "/api")).status, 200);
        args = { originVerify: {} };
        await session.stack.up();
        assert.equal((await ask(edge, api.host, "/api")).status, 403);
        const statuses = await stop();
        const failed = statuses.filter((status) => status !== 200);
        assert.deepEqual(failed, [], `${statuses.length} requests meanwhile`);
      });
    });
  });

  it("in a protected component, lets the count go up by one, and the engine refuses two at once", async () => {
    let rotation = 0;
    const program = apiBehindFront(() => ({ originVerify: { rotation } }), true);
    await withStack({ program }, async (session) => {
      await session.stack.up();
      rotation = 1;
      await session.stack.up();
      rotation = 3;
      await assert.rejects(session.stack.up(), /unable to replace resource.*api-origin-secret-b/s);
    });
  });
});
