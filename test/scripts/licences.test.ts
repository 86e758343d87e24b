import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../repository";
import { Finished, sh } from "../support/shell";

/** What is said of a lock file whose packages have these licences. */
async function checked(...licenses: readonly (string | undefined)[]): Promise<Finished> {
  const folder = mkdtempSync(join(tmpdir(), "licences-"));
  const names = licenses.map((license, at) => [`node_modules/a/node_modules/@scope/b${at}`, license] as const);
  const packages = names.map(([name, license]) => [name, { version: "1.2.3", license }]);
  try {
    writeFileSync(
      join(folder, "lock.json"),
      JSON.stringify({ packages: { "": {}, ...(Object.fromEntries(packages) as object) } }),
    );
    return await licences(`'${join(folder, "lock.json")}'`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function licences(file = ""): Promise<Finished> {
  return sh(`node -r ./commands/transpile/register.cjs scripts/licences.ts ${file}`, root);
}

describe("the licences of dependencies", () => {
  it("are all allowed here", async () => {
    const { code, output } = await licences();
    assert.equal(code, 0, output);
    assert.match(output, /^\d{3} packages, each under an allowed licence\.\n$/);
  });

  it("may be one that is allowed, one of several, or several together", async () => {
    const { code, output } = await checked("MIT", "(MIT OR GPL-3.0-only)", "(BSD-3-Clause AND Apache-2.0)");
    assert.deepEqual([code, output], [0, "3 packages, each under an allowed licence.\n"]);
  });

  it("may not be another, one that comes with another, or none that is named", async () => {
    const { code, output } = await checked(
      "AGPL-3.0-only",
      "(MIT AND GPL-3.0-only)",
      "SEE LICENSE IN LICENSE",
      undefined,
    );
    assert.equal(code, 1);
    assert.equal(
      output,
      [
        "@scope/b0 1.2.3: AGPL-3.0-only is not on the list of scripts/licences.ts.\n",
        "@scope/b1 1.2.3: (MIT AND GPL-3.0-only) is not on the list of scripts/licences.ts.\n",
        "@scope/b2 1.2.3: SEE LICENSE IN LICENSE is not on the list of scripts/licences.ts.\n",
        "@scope/b3 1.2.3: no licence is not on the list of scripts/licences.ts.\n",
      ].join(""),
    );
  });
});
