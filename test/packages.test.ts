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
  readonly peerDependencies?: object;
}

type Dependencies = Pick<Manifest, "dependencies" | "peerDependencies">;

const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(root, ...path), "utf8"));

const manifest = (folder: string): Manifest => read(folder, "package.json") as Manifest;

function dependenciesOf({ dependencies = {}, peerDependencies = {} }: Dependencies): Dependencies {
  return { dependencies, peerDependencies };
}

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
      "acorn",
      "acorn-walk",
      "esbuild",
      "eslint-scope",
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

  for (const folder of packageFolders) {
    it(`have their dependencies in the lock file of examples/orders: ${folder}`, () => {
      const { packages } = read("examples", "orders", "package-lock.json") as {
        packages: Record<string, Dependencies>;
      };
      assert.deepEqual(
        dependenciesOf(packages[`node_modules/${manifest(folder).name}`]!),
        dependenciesOf(manifest(folder)),
        `run npm install ../../${folder} in examples/orders`,
      );
    });
  }
});
