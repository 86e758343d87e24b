import assert from "node:assert/strict";
import { unchangedCheckout } from "../support/checkout";
import { scriptLine, sh } from "../support/shell";

describe("npm run trap -- --stack leak", () => {
  const folder = unchangedCheckout();

  it("reproduces the leak: Host of an earlier cache behavior, which the program does not set for the API", async () => {
    const { code, output } = await sh(scriptLine("trap", "--stack leak"), folder());
    assert.equal(code, 0, output);
    assert.match(output, /⚠️ multi-origin@v[^]+❌ multi-origin@v[^]+✅ multi-origin@v/);
    assert.equal(output.match(/^HTTP\/\S+ 403 /gm)?.length, 1);
  });
});
