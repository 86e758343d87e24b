import assert from "node:assert/strict";
import { strToU8, unzipSync, zipSync } from "fflate";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { bucketObjects, contentOf } from "../../../local-aws/aws/s3";
import { Resources } from "../../../local-aws/provider/resources";
import { archiveSignature, assetSignature, signatureKey } from "../../../local-aws/provider/signatures";

const archive = (value: JsonObject): JsonObject => ({ [signatureKey]: archiveSignature, ...value });
const text = (content: string): JsonObject => ({ [signatureKey]: assetSignature, text: content });

describe("The local provider", () => {
  const folder = mkdtempSync(join(tmpdir(), "archives-"));
  const account = new Account();
  const resources = new Resources(account, () => "eu-west-1", "nested", [], undefined, folder);
  before(() => {
    mkdirSync(join(folder, "app", "lib"), { recursive: true });
    writeFileSync(join(folder, "app", "index.js"), "index");
    writeFileSync(join(folder, "app", "lib", "x.js"), "x");
    writeFileSync(join(folder, "app.zip"), zipSync({ "index.js": strToU8("index"), lib: { "x.js": strToU8("x") } }));
    writeFileSync(join(folder, "app.tgz"), "no zip");
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  let count = 0;
  const filesOf = (inputs: JsonObject): Record<string, string> => {
    const { files = {} } = resources.create("aws:lambda/function:Function", { name: `f${count++}`, ...inputs });
    return Object.fromEntries(
      Object.entries(files).map(([name, hash]) => [name, account.readBlob(hash).toString("utf8")]),
    );
  };
  const app = { "index.js": "index", "lib/x.js": "x" };

  for (const [title, code, expected] of [
    ["a folder", archive({ path: "./app" }), app],
    ["a zip file", archive({ path: "app.zip" }), app],
    [
      "a folder in an archive",
      archive({ assets: { ".": archive({ path: "app" }), "y.js": text("y") } }),
      { ...app, "y.js": "y" },
    ],
    [
      "a named folder in an archive",
      archive({ assets: { nested: archive({ path: "app/lib" }) } }),
      { "nested/x.js": "x" },
    ],
  ] as const) {
    it(`uploads the code of a function from ${title}, relative to the program's folder`, () => {
      assert.deepEqual(filesOf({ code }), expected);
    });
  }

  it("uploads the code of a function from an object, as a zip file or as an archive of the program", () => {
    for (const path of ["app.zip", "app"]) {
      const source = path === "app" ? archive({ path }) : { [signatureKey]: assetSignature, path };
      resources.create(bucketObjects, { bucket: "code", key: path, source });
      assert.deepEqual(filesOf({ s3Bucket: "code", s3Key: path }), app);
    }
    const stored = account.get(bucketObjects, "code/app");
    assert.deepEqual(Object.keys(unzipSync(contentOf(account, stored!))).sort(), Object.keys(app));
  });

  it("rejects another kind of archive, a missing object, and an archive or asset by URL with what to do", () => {
    assert.throws(
      () => filesOf({ code: archive({ path: "app.tgz" }) }),
      /Could not unzip .+app\.tgz: .+ Use a zip file/,
    );
    assert.throws(() => filesOf({ s3Bucket: "code", s3Key: "none" }), /no object none in the bucket code/);
    assert.throws(
      () => filesOf({ code: archive({ uri: "https://example.com/a.zip" }) }),
      /a map of assets, not https:\/\/example\.com\/a\.zip; use FileArchive or AssetArchive/,
    );
    const remote = { [signatureKey]: assetSignature, uri: "https://example.com/a.txt" };
    assert.throws(
      () => resources.create(bucketObjects, { bucket: "code", key: "a.txt", source: remote }),
      /a local file, not https:\/\/example\.com\/a\.txt; use StringAsset or FileAsset/,
    );
  });

  it("names an object without a key like the resource", () => {
    assert.equal(resources.check(bucketObjects, { bucket: "b" }, {}, "index.html-0a1b2c3").key, "index.html");
  });
});
