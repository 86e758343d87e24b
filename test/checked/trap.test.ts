import assert from "node:assert/strict";
import { unchangedCheckout } from "../support/checkout";
import { scriptLine, sh } from "../support/shell";

describe("npm run trap", () => {
  const folder = unchangedCheckout();

  it("reproduces the trap: rejected previews, 403, and 200 after the fix", async () => {
    const { code, output } = await sh(scriptLine("trap"), folder());
    assert.equal(code, 0, output);
    assert.equal(output.match(/❌ multi-origin@v/g)?.length, 4);
    assert.equal(output.match(/^HTTP\/\S+ 403 /gm)?.length, 4);
    assert.match(output, /^Reproduced: .+ returned 200\.\n$/m);
  });

  it("reproduces the leak with --stack leak: Host of an earlier cache behavior, which the program does not set for the API", async () => {
    const { code, output } = await sh(scriptLine("trap", "--stack leak"), folder());
    assert.equal(code, 0, output);
    assert.match(output, /⚠️ multi-origin@v[^]+❌ multi-origin@v[^]+✅ multi-origin@v/);
    assert.equal(output.match(/^HTTP\/\S+ 403 /gm)?.length, 1);
  });
});
