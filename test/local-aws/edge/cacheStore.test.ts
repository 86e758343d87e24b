import assert from "node:assert/strict";
import { Entry, newStore } from "../../../local-aws/edge/cloudfront/cache/store";

function entry(bytes: number): Entry {
  const response = { status: 200, headers: {}, body: Buffer.alloc(bytes) };
  return { response, storedAt: 0, expiresAt: 0, etag: undefined, lastModified: undefined };
}

describe("The store of the edge's cache", () => {
  const mebibyte = 1024 * 1024;

  it("discards the least recently used entries above its capacity", () => {
    const store = newStore(3.5 * mebibyte);
    for (const key of ["a", "b", "c"]) {
      store.set(key, entry(mebibyte));
    }
    store.get("a");
    store.set("d", entry(mebibyte));
    const held = ["a", "b", "c", "d"].filter((key) => store.get(key) !== undefined);
    assert.deepEqual(held, ["a", "c", "d"]);
  });

  it("counts a replaced entry once", () => {
    const store = newStore(2.5 * mebibyte);
    store.set("a", entry(mebibyte));
    for (let at = 0; at < 10; at++) {
      store.set("b", entry(mebibyte));
    }
    assert.ok(store.get("a") !== undefined && store.get("b") !== undefined);
  });

  it("does not store an entry larger than its capacity", () => {
    const store = newStore(mebibyte);
    store.set("a", entry(2 * mebibyte));
    assert.equal(store.get("a"), undefined);
  });

  it("counts the overhead of an entry without a body", () => {
    const store = newStore(mebibyte);
    for (let at = 0; at < 10_000; at++) {
      store.set(String(at), entry(0));
    }
    assert.deepEqual([store.get("0"), store.get("9999") === undefined], [undefined, false]);
  });
});
