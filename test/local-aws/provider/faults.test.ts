import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault, FaultInjector, readFaults } from "../../../local-aws/provider/faults";

const bucket = "aws:s3/bucket:Bucket";
const role = "aws:iam/role:Role";

/** A provider that counts its calls and kills. */
function provider(...plan: Fault[]) {
  const seen = { done: 0, kills: 0 };
  const faults = new FaultInjector(plan, () => {
    seen.kills += 1;
  });
  const call = (name: Fault["call"], type = bucket): Promise<string> =>
    faults.around(name, type, () => {
      seen.done += 1;
      return Promise.resolve("done");
    });
  return { seen, call };
}

describe("An injected fault", () => {
  it("occurs at the call that the plan names, and at no other", async () => {
    const { seen, call } = provider({ call: "create", type: bucket, nth: 2, fault: "throttle" });
    assert.equal(await call("create"), "done");
    assert.equal(await call("create", role), "done");
    assert.equal(await call("update"), "done");
    await assert.rejects(call("create"), /api error Throttling: Rate exceeded/);
    assert.equal(await call("create"), "done");
    assert.equal(seen.done, 4);
  });

  it("occurs at every matching call if the plan gives no number", async () => {
    const { seen, call } = provider({ call: "read", fault: "server-error" });
    await assert.rejects(call("read"), /exceeded maximum number of attempts.*StatusCode: 500/);
    await assert.rejects(call("read", role), /operation error iam: ReadRole/);
    assert.equal(seen.done, 0);
  });

  it("is the first of two that match a call; both count the call", async () => {
    const { call } = provider(
      { call: "create", nth: 1, fault: "throttle" },
      { call: "create", nth: 2, fault: "server-error" },
    );
    await assert.rejects(call("create"), /Throttling/);
    await assert.rejects(call("create"), /StatusCode: 500/);
    assert.equal(await call("create"), "done");
  });

  it("timeout: AWS does the call, and the response is lost", async () => {
    const { seen, call } = provider({ call: "create", fault: "timeout" });
    await assert.rejects(call("create"), /Client\.Timeout exceeded/);
    assert.equal(seen.done, 1);
  });

  for (const [fault, done] of [
    ["kill-before", 0],
    ["kill-after", 1],
  ] as const) {
    it(`${fault}: the provider does not respond`, async () => {
      const { seen, call } = provider({ call: "create", fault });
      const responded = call("create").then(() => true);
      assert.equal(await Promise.race([responded, new Promise((resolve) => setImmediate(resolve, false))]), false);
      assert.deepEqual(seen, { done, kills: 1 });
    });
  }
});

describe("A plan of faults in a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "faults-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const read = (plan: unknown): Fault[] => {
    const file = join(folder, "plan.json");
    writeFileSync(file, JSON.stringify(plan));
    return readFaults(file);
  };

  it("is read as a list, and rejected if it is not one", () => {
    const plan = [{ call: "create", nth: 3, fault: "kill-after" }];
    assert.deepEqual(read(plan), plan);
    assert.throws(() => read({}), /plan\.json: not a list of faults/);
  });

  for (const [key, fault] of [
    ["call", { call: "make", fault: "throttle" }],
    ["fault", { call: "create", fault: "fire" }],
    ["nth", { call: "create", nth: 0, fault: "throttle" }],
    ["type", { call: "create", type: 1, fault: "throttle" }],
  ] as const) {
    it(`is rejected with the name of an invalid value: ${key}`, () => {
      assert.throws(() => read([fault]), new RegExp(`plan\\.json\\[0\\]\\.${key}: `));
    });
  }
});
