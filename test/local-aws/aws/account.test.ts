import assert from "node:assert/strict";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Account, StoredResource } from "../../../local-aws/aws/account";

const resource = (type: string, id: string): StoredResource => ({ type, id, seed: id, inputs: {}, outputs: { id } });

/** The hash is the name of the blob's file. */
const hashOf = (file: string): string => basename(file);

function filled(account: Account): string {
  account.put(resource("a", "1"));
  account.put(resource("b", "1"));
  account.put(resource("a", "2"));
  account.delete("b", "1");
  return account.putBlob(Buffer.from("content"));
}

describe("Account", () => {
  it("restores its resources and blobs from its folder", () => {
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

  it("ignores a change that a killed process wrote incompletely", () => {
    const folder = mkdtempSync(join(tmpdir(), "account-"));
    new Account(folder).put(resource("a", "1"));
    appendFileSync(join(folder, "account.jsonl"), '{"put":{"type":"a","id":"2"');
    const reopened = new Account(folder);
    reopened.put(resource("a", "3"));
    const ids = (account: Account) => account.list("a").map(({ id }) => id);
    assert.deepEqual(ids(reopened), ["1", "3"]);
    assert.deepEqual(ids(new Account(folder)), ["1", "3"]);
    rmSync(folder, { recursive: true });
  });

  for (const [damage, damaged, left] of [
    ["a changed character", (text: string) => text.replace('"id":"2"', '"id":"9"'), ["1", "3"]],
    ["a line that is cut off", (text: string) => text.replace(/^(.*\n.{30}).*$/m, "$1"), ["1", "3"]],
    ["a line without a checksum", (text: string) => text.replace(/^\w+ (.*"id":"2".*)$/m, "$1"), ["1", "3"]],
    ["other content", () => "other content", []],
  ] as const) {
    it(`loads the intact lines of a journal with ${damage}, and keeps a copy`, () => {
      const folder = mkdtempSync(join(tmpdir(), "account-"));
      const journal = join(folder, "account.jsonl");
      for (const id of ["1", "2", "3"]) {
        new Account(folder).put(resource("a", id));
      }
      const text = damaged(readFileSync(journal, "utf8"));
      writeFileSync(journal, text);
      const reopened = new Account(folder);
      assert.deepEqual(
        reopened.list("a").map(({ id }) => id),
        left,
      );
      const kept = readdirSync(folder).find((name) => name.startsWith("account.jsonl.damaged-")) ?? "";
      assert.deepEqual(reopened.damages, [
        `${journal} is damaged: 1 of its lines are not valid. Its copy is ${join(folder, kept)}.`,
      ]);
      assert.equal(readFileSync(join(folder, kept), "utf8"), text);
      assert.deepEqual(new Account(folder).damages, []);
      rmSync(folder, { recursive: true });
    });
  }

  it("does not load a resource whose blob is damaged or missing, and names the blob", () => {
    const folder = mkdtempSync(join(tmpdir(), "account-"));
    const account = new Account(folder);
    const [damaged, missing, intact] = ["damaged", "missing", "intact"].map((text) => {
      const hash = account.putBlob(Buffer.from(text));
      account.put({ ...resource("a", text), files: { "": hash } });
      return join(folder, "blobs", hash);
    });
    writeFileSync(damaged!, "other content");
    rmSync(missing!);
    assert.throws(() => account.readBlob(hashOf(damaged!)), new RegExp(`${damaged!} is damaged`));
    const reopened = new Account(folder);
    assert.deepEqual(
      reopened.list("a").map(({ id }) => id),
      ["intact"],
    );
    assert.equal(reopened.damages.length, 2);
    assert.match(
      reopened.damages[0]!,
      new RegExp(`^${damaged!} is damaged: .+ Its copy is ${damaged!}\\.damaged-\\d+\\.$`),
    );
    assert.equal(reopened.damages[1], `${missing!} is missing.`);
    assert.equal(reopened.putBlob(Buffer.from("damaged")), hashOf(damaged!));
    assert.equal(reopened.readBlob(hashOf(damaged!)).toString(), "damaged");
    assert.equal(reopened.readBlob(hashOf(intact!)).toString(), "intact");
    rmSync(folder, { recursive: true });
  });

  it("writes files that only the user can read", () => {
    const folder = mkdtempSync(join(tmpdir(), "account-"));
    const blob = filled(new Account(folder));
    const modes = ["account.jsonl", join("blobs", blob), "blobs"].map(
      (name) => statSync(join(folder, name)).mode & 0o777,
    );
    assert.deepEqual(modes, [0o600, 0o600, 0o700]);
    rmSync(folder, { recursive: true });
  });

  it("appends one line to the journal for each change", () => {
    const folder = mkdtempSync(join(tmpdir(), "account-"));
    const account = new Account(folder);
    for (let at = 0; at < 1000; at++) {
      account.put(resource("a", String(at)));
    }
    const lines = readFileSync(join(folder, "account.jsonl"), "utf8").trim().split("\n");
    assert.equal(lines.length, 1000);
    account.delete("a", "0");
    assert.equal(new Account(folder).all().length, 999);
    rmSync(folder, { recursive: true });
  });

  it("distinguishes resources with the same ID by their key", () => {
    const account = new Account();
    account.put({ ...resource("stage", "$default"), key: "api1/$default" });
    account.put({ ...resource("stage", "$default"), key: "api2/$default" });
    account.delete("stage", "api1/$default");
    assert.deepEqual(
      account.list("stage").map(({ key }) => key),
      ["api2/$default"],
    );
  });

  it("sets outputs of a resource that exists", () => {
    const account = new Account();
    account.put(resource("a", "1"));
    account.setOutputs("a", "1", { color: "red" });
    account.setOutputs("a", "2", { color: "red" });
    assert.deepEqual(
      account.list("a").map(({ outputs }) => outputs),
      [{ id: "1", color: "red" }],
    );
  });

  it("serves an edit over what a running deployment writes, and stores what the deployment wrote", () => {
    const folder = mkdtempSync(join(tmpdir(), "account-"));
    const account = new Account(folder);
    const deploy = (content: string, color: string): void => {
      account.put({ ...resource("a", "1"), files: { "": account.putBlob(Buffer.from(content)) }, outputs: { color } });
    };
    const contentIn = (read: Account): string => read.readBlob(read.get("a", "1")?.files?.[""] ?? "").toString();
    deploy("first", "red");
    account.edit("a", "1", { files: { "": account.putBlob(Buffer.from("edited")) }, outputs: { etag: "e" } });
    account.edit("a", "2", { files: {} });
    assert.equal(contentIn(account), "edited");
    assert.equal(contentIn(new Account(folder)), "first");
    deploy("second", "blue");
    assert.equal(contentIn(account), "edited");
    assert.deepEqual(account.get("a", "1")?.outputs, { color: "blue", etag: "e" });
    account.beginDeployment();
    assert.equal(contentIn(account), "edited");
    deploy("third", "blue");
    assert.equal(contentIn(account), "third");
    assert.deepEqual(
      new Account(folder).all().map(({ outputs }) => outputs),
      [{ color: "blue" }],
    );
    rmSync(folder, { recursive: true });
  });

  it("without a folder stores its resources only in memory", () => {
    const account = new Account();
    const blob = filled(account);
    assert.deepEqual(account.list("a"), [resource("a", "1"), resource("a", "2")]);
    assert.equal(account.readBlob(blob).toString(), "content");
    assert.deepEqual(new Account().list("a"), []);
  });

  it("notifies its listeners of every change", () => {
    const account = new Account();
    let changes = 0;
    account.onChange(() => {
      changes += 1;
    });
    filled(account);
    assert.equal(changes, 4);
  });
});
