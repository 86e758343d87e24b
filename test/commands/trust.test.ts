import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { unchangedCheckout } from "../support/checkout";
import { scriptLine, sh } from "../support/shell";

describe("npm run trust", () => {
  const folder = unchangedCheckout();

  it("prints one command with the certificate of the authority, also before the first npm start", async () => {
    const { code, output } = await sh(scriptLine("trust"), folder());
    assert.equal(code, 0, output);
    const [, file = ""] = /^(?:certutil|security) .*?(\S+ca\.pem)\n$/.exec(output) ?? [];
    assert.ok(new X509Certificate(readFileSync(file)).ca, output);
  });
});
