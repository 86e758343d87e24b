import assert from "node:assert/strict";
import { win32 } from "node:path";
import { packExecutable } from "../../commands/packExecutable";
import { backendOf, backendUrl } from "../../local-aws/engine/backend";
import { withSlashes } from "../../local-aws/withSlashes";
import manifest from "../../package.json";

describe("On Windows", () => {
  it("the policy pack is the .cmd file, which the engine can start", () => {
    assert.equal(packExecutable("C:\\shop\\policy-pack", "win32"), "C:\\shop\\policy-pack\\serve.cmd");
    assert.equal(packExecutable("/shop/policy-pack", "linux"), "/shop/policy-pack/serve");
  });

  it("the URL of the engine's backend has forward slashes, as its CLI requires", () => {
    assert.equal(backendUrl("C:\\my shop\\.local", win32.sep), "file://C:/my shop/.local/backend?metadata=skip");
    assert.equal(backendUrl("/shop/.local"), `file://${backendOf("/shop/.local")}?metadata=skip`);
  });

  it("a path becomes the key of an object", () => {
    assert.equal(withSlashes("site\\assets\\app.js", win32.sep), "site/assets/app.js");
  });

  it("the shell reads the patterns of the scripts: single quotes and variables before a command are only for POSIX", () => {
    for (const [name, script] of Object.entries(manifest.scripts)) {
      assert.doesNotMatch(script, /'|(^|&& )[A-Z_]+=/, name);
    }
  });
});
