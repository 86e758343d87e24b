import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account, StoredResource } from "../../local/account";

const resource = (type: string, id: string): StoredResource => ({ type, id, seed: id, inputs: {}, outputs: { id } });

function filled(account: Account): string {
  account.put(resource("a", "1"));
  account.put(resource("b", "1"));
  account.put(resource("a", "2"));
  account.delete("b", "1");
  return account.putBlob(Buffer.from("content"));
}

describe("an account", () => {
  it("in a folder is there again for the next process", () => {
    const folder = mkdtempSync(join(tmpdir(), "account-"));
    const blob = filled(new Account(folder));
    const reopened = new Account(folder);
    assert.deepEqual(
      reopened.list("a").map(({ id }) => id),
      ["1", "2"],
    );
    assert.equal(reopened.get("b", "1"), undefined);
    assert.equal(reopened.readBlob(blob).toString(), "content");
    rmSync(folder, { recursive: true });
    assert.ok(!existsSync(folder));
  });

  it("without a folder lives in memory alone", () => {
    const account = new Account();
    const blob = filled(account);
    assert.deepEqual(account.list("a"), [resource("a", "1"), resource("a", "2")]);
    assert.equal(account.readBlob(blob).toString(), "content");
    assert.deepEqual(new Account().list("a"), []);
  });

  it("tells of every change", () => {
    const account = new Account();
    let changes = 0;
    account.onChange(() => {
      changes += 1;
    });
    filled(account);
    assert.equal(changes, 4);
  });
});
