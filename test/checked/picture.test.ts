import assert from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../repository";
import { runScenes } from "../../scripts/picture/scenes";
import { pictureSvg } from "../../scripts/picture/svg";

describe("docs/trap.svg", () => {
  it("is the picture that npm run picture draws from a new run on the engine", async () => {
    const scenes = await runScenes(mkdtempSync(join(tmpdir(), "picture-")));
    assert.equal(pictureSvg(scenes), readFileSync(join(root, "docs/trap.svg"), "utf8"));
  });
});
