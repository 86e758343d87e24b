import type { EngineEvent } from "@pulumi/pulumi/automation";
import assert from "node:assert/strict";
import { ApiOrigin, ApiOriginArgs, MultiOriginDistribution } from "../../components/index";
import { Edge } from "../../local-aws/edge";
import { Session } from "../../local-aws/engine/session";
import { Program } from "../../local-aws/engine/project";
import { entry } from "../support/apiOrigin";
import { poll } from "../support/poll";
import { backendFiles, distributionType, withEdge, withStack } from "../support/engine";
import { sendRequest } from "../support/https";

/** An API as the origin of a distribution. Its arguments can change between two operations. */
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

/** The secrets in the function's variables. */
function secrets({ account }: Session): { a: string; b: string } {
  const [fn] = account.list("aws:lambda/function:Function");
  const { variables } = fn?.outputs.environment as { variables: Record<string, string> };
  return { a: variables.ORIGIN_VERIFY_SECRET_A ?? "", b: variables.ORIGIN_VERIFY_SECRET_B ?? "" };
}

async function statusOf(edge: Edge, host: string): Promise<number> {
  return (await sendRequest(edge, host, "/api")).status;
}

/** Only `--debug` prints these events, in which Pulumi's SDK logs plain values. */
function isDebugMessage({ diagnosticEvent }: EngineEvent): boolean {
  return diagnosticEvent?.prefix?.startsWith("debug:") === true;
}

/** everyStack*.test.ts shows that the API serves requests through CloudFront only. */
describe("originVerify on the engine", () => {
  it("shows no secret in the state, in the engine's output or in its events", async () => {
    let rotation = 0;
    const program = apiBehindFront(() => ({ originVerify: { rotation } }));
    await withStack({ program }, async (session) => {
      const printed: string[] = [];
      const known = new Set<string>();
      for (rotation of [0, 1]) {
        await session.stack.up({
          diff: true,
          onOutput: (text) => printed.push(text),
          onEvent: (event) => {
            if (!isDebugMessage(event)) {
              printed.push(JSON.stringify(event));
            }
          },
        });
        const { a, b } = secrets(session);
        known.add(a).add(b);
        printed.push(...backendFiles(session));
      }
      assert.ok(printed.filter((text) => text.includes("api-origin-secret-a")).length > 2);
      assert.deepEqual([known.size, ...[...known].map(({ length }) => length)], [3, 48, 48, 48]);
      for (const secret of known) {
        assert.deepEqual(
          printed.filter((text) => text.includes(secret)).map((text) => text.slice(0, 200)),
          [],
        );
      }
    });
  });

  it("rotates the secret without a failed request, and replaces only the secret that CloudFront did not send", async () => {
    let rotation = 0;
    const program = apiBehindFront(() => ({ originVerify: { rotation } }));
    // The function is updated first. A failed update of the distribution stops the rotation between the two.
    const faults = [{ call: "update", type: distributionType, nth: 1, fault: "throttle" } as const];
    await withStack({ program, faults }, async (session) => {
      await session.stack.up();
      const { front, api } = await urls(session);
      const before = secrets(session);
      await withEdge(session, async (edge) => {
        rotation = 1;
        const stop = poll(() => statusOf(edge, front.host));
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
        assert.equal((await sendRequest(edge, front.host, "/api")).status, 200);

        const after = secrets(session);
        assert.equal(after.a, before.a);
        // Edge locations that CloudFront has not updated yet still send the old secret.
        for (const [secret, status] of [[before.a, 200] as const, [after.b, 200] as const, [before.b, 403] as const]) {
          const headers = { "X-Origin-Verify": secret };
          assert.equal((await sendRequest(edge, api.host, "/api", { headers })).status, status);
        }
      });
    });
  });

  it("can be added to a live API without a failed request: send first, then enforce", async () => {
    let args: Partial<ApiOriginArgs> = {};
    const program = apiBehindFront(() => args);
    await withStack({ program }, async (session) => {
      await session.stack.up();
      const { front, api } = await urls(session);
      await withEdge(session, async (edge) => {
        const stop = poll(() => statusOf(edge, front.host));
        args = { originVerify: { enforced: false } };
        await session.stack.up();
        assert.equal((await sendRequest(edge, api.host, "/api")).status, 200);
        args = { originVerify: {} };
        await session.stack.up();
        assert.equal((await sendRequest(edge, api.host, "/api")).status, 403);
        const statuses = await stop();
        const failed = statuses.filter((status) => status !== 200);
        assert.deepEqual(failed, [], `${statuses.length} requests during the change`);
      });
    });
  });

  it("in a protected component, accepts an increment of the rotation by one, and the engine rejects two at once", async () => {
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
