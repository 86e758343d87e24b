import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { minimumCliVersion } from "../local-aws/engine/cli";
import { root } from "../repository";
import { packageFolders } from "../scripts/manifests";

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
}

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest;
}

describe("versions", () => {
  it("of @pulumi/pulumi are the same for the program and the policy pack", () => {
    const program = manifest(".").dependencies["@pulumi/pulumi"];
    const pack = manifest("policy-pack").devDependencies["@pulumi/pulumi"];
    assert.match(program ?? "", /^\d+\.\d+\.\d+$/);
    assert.equal(pack, program);
  });

  it("of Node.js and of the Pulumi CLI in both READMEs are the lowest supported ones", () => {
    const node = manifest(".").engines.node.replace(">=", "");
    for (const folder of packageFolders) {
      assert.equal(manifest(folder).engines.node, `>=${node}`, folder);
    }
    for (const file of ["README.md", "README.ja.md"]) {
      const readme = readFileSync(join(root, file), "utf8");
      assert.match(readme, new RegExp(`^\\| Node\\.js +\\| ${node} `, "m"), file);
      assert.match(readme, new RegExp(`^\\| Pulumi CLI +\\| ${minimumCliVersion} `, "m"), file);
    }
  });
});
