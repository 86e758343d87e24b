import assert from "node:assert/strict";
import { decodeOnRead, once } from "../../../policy-pack/adapter/decodeOnRead";
import { frozen } from "../../../policy-pack/program/frozen";

interface Properties {
  origins?: { name: string }[];
  tags?: object;
}

/** A message of the engine that counts how often it is decoded. */
function counted(): { message: object; decoded: () => number; view: () => Properties } {
  const message = {};
  let times = 0;
  const decode = decodeOnRead(() => {
    times += 1;
    return { origins: [{ name: "api" }] };
  });
  return { message, decoded: () => times, view: () => decode(message, false) };
}

describe("decodeOnRead", () => {
  it("decodes nothing for a rule that reads nothing", () => {
    const { view, decoded } = counted();
    view();
    assert.equal(decoded(), 0);
  });

  it("decodes once for a rule that reads many times, in any way", () => {
    const { view, decoded } = counted();
    const props = view();
    assert.deepEqual({ ...props }, { origins: [{ name: "api" }] });
    assert.deepEqual(Object.keys(props), ["origins"]);
    assert.equal("tags" in props, false);
    assert.equal(JSON.stringify(props), '{"origins":[{"name":"api"}]}');
    assert.equal(decoded(), 1);
  });

  it("hides the changes of one rule from the others", () => {
    const { view } = counted();
    const mutated = view();
    mutated.origins?.push({ name: "added" });
    mutated.tags = {};
    assert.deepEqual(Object.keys(mutated), ["origins", "tags"]);
    delete mutated.origins;
    assert.deepEqual({ ...mutated }, { tags: {} });
    assert.deepEqual({ ...view() }, { origins: [{ name: "api" }] });
  });

  it("computes a shared result once per message", () => {
    const { view } = counted();
    let computed = 0;
    const compute = (): number => ++computed;
    assert.deepEqual([once(view(), "distribution", compute), once(view(), "distribution", compute)], [1, 1]);
    assert.equal(once(counted().view(), "distribution", compute), 2);
  });

  it("computes again for properties that were not decoded from a message", () => {
    const props = {};
    let computed = 0;
    assert.deepEqual(
      [once(props, "distribution", () => ++computed), once(props, "distribution", () => ++computed)],
      [1, 2],
    );
  });

  it("freezes what rules share", () => {
    const shared = frozen({ origins: [{ name: "api" }] });
    assert.throws(() => shared.origins.push({ name: "added" }), TypeError);
    assert.throws(() => {
      Object.assign(shared.origins[0] ?? {}, { name: "changed" });
    }, TypeError);
  });
});
