import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../repository";
import { Finished, sh } from "../support/shell";

const licensee = `'${join(root, "node_modules", ".bin", "licensee")}' --errors-only`;

/** Checks a project with one dependency against the repository's list of allowed licenses. */
async function check(license: string | undefined): Promise<Finished> {
  const folder = mkdtempSync(join(tmpdir(), "licenses-"));
  const dependency = join(folder, "node_modules", "dependency");
  try {
    mkdirSync(dependency, { recursive: true });
    cpSync(join(root, ".licensee.json"), join(folder, ".licensee.json"));
    writeFileSync(
      join(folder, "package.json"),
      JSON.stringify({ name: "project", version: "1.0.0", dependencies: { dependency: "1.2.3" } }),
    );
    writeFileSync(
      join(dependency, "package.json"),
      JSON.stringify({ name: "dependency", version: "1.2.3", ...(license === undefined ? {} : { license }) }),
    );
    return await sh(licensee, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("npm run licenses", () => {
  it("accepts the licenses of all installed packages", async () => {
    const { code, output } = await sh(licensee, root);
    assert.equal(code, 0, output);
  });

  for (const license of ["MIT", "(MIT OR GPL-3.0-only)", "(BSD-3-Clause AND Apache-2.0)"]) {
    it(`accepts ${license}`, async () => {
      const { code, output } = await check(license);
      assert.equal(code, 0, output);
    });
  }

  for (const license of ["AGPL-3.0-only", "(MIT AND GPL-3.0-only)", "SEE LICENSE IN LICENSE", undefined]) {
    it(`rejects ${license ?? "a package without a license"} and names the package`, async () => {
      const { code, output } = await check(license);
      assert.equal(code, 1);
      assert.match(output, /^dependency@1\.2\.3\n {2}NOT APPROVED$/m);
    });
  }
});
