import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../repository";
import { packageFolders, packageManifest } from "../scripts/manifests";

interface Manifest {
  readonly name: string;
  readonly repository: { readonly url: string };
  readonly dependencies?: object;
}

const manifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest;

describe("the packages", () => {
  const generated = packageFolders.map((folder) => `${folder}/package.json`);

  it("have the links that npm run docs generates from the root's package.json", () => {
    for (const folder of packageFolders) {
      assert.deepEqual(manifest(folder), JSON.parse(packageManifest(folder)));
    }
  });

  it("have the repository's owner in no other file", () => {
    const [, path = ""] = /github\.com\/(.+)\.git$/.exec(manifest(".").repository.url) ?? [];
    const files = execFileSync("git", ["grep", "--files-with-matches", "--fixed-strings", path], {
      cwd: root,
      encoding: "utf8",
    });
    assert.deepEqual(files.trim().split("\n").sort(), [...generated, "package.json"].sort());
  });

  it("are installed with their own dependencies only: the policies have none", () => {
    assert.equal(manifest("policy-pack").dependencies, undefined);
    assert.deepEqual(Object.keys(manifest("components").dependencies ?? {}), [
      "esbuild",
      "fastest-levenshtein",
      "mime-types",
    ]);
    assert.deepEqual(Object.keys(manifest("local-aws").dependencies ?? {}), [
      "@grpc/grpc-js",
      "esbuild",
      "fs-native-extensions",
      "google-protobuf",
      "pulumi-multi-origin-policies",
    ]);
  });
});
