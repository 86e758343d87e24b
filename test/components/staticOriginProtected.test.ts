import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StaticOrigin } from "../../components/index";
import { withStack } from "../support/engine";

interface Exported {
  readonly deployment: {
    readonly resources: readonly { readonly type: string; readonly urn: string; readonly protect?: boolean }[];
  };
}

describe("A protected StaticOrigin on the engine", () => {
  it("protects the bucket and its settings, but not the files", async () => {
    const directory = mkdtempSync(join(tmpdir(), "site-"));
    const write = (file: string) => {
      writeFileSync(join(directory, file), file);
    };
    write("index.html");
    write("app.0123abcd.js");
    const program = () => {
      new StaticOrigin("site", { directory }, { protect: true });
      return Promise.resolve({});
    };
    await withStack({ program }, async ({ stack, account }) => {
      await stack.up({ color: "never" });
      rmSync(join(directory, "app.0123abcd.js"));
      write("app.4567cdef.js");
      const { summary } = await stack.up({ color: "never" });
      assert.deepEqual([summary.resourceChanges?.create, summary.resourceChanges?.delete], [1, 1]);
      const files = account.list("aws:s3/bucketObjectv2:BucketObjectv2").map(({ inputs }) => inputs.key);
      assert.deepEqual(files.sort(), ["app.4567cdef.js", "index.html"]);

      const { deployment } = (await stack.exportStack()) as Exported;
      const unprotected = deployment.resources
        .filter(({ type, protect }) => type.startsWith("aws:") && protect !== true)
        .map(({ urn }) => urn.split("::").at(-1));
      assert.deepEqual(unprotected.sort(), ["site-file-app.4567cdef.js", "site-file-index.html"]);
    });
    rmSync(directory, { recursive: true });
  });
});
