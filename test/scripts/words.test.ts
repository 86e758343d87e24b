import assert from "node:assert/strict";
import { findWords } from "../../scripts/words";

describe("npm run words", () => {
  it("reports each avoided word with its line and what to write instead", () => {
    assert.deepEqual(findWords("Fixed.\nMended, and made Anew.\n"), ['2: "Mended"; use fix', '2: "Anew"; use again']);
  });

  it("finds a phrase that continues on the next line of a comment", () => {
    assert.deepEqual(findWords("/**\n * A folder of\n * its own.\n */\n"), [
      '2: "of * its own"; use its own, their own',
    ]);
  });

  it("allows words that only contain an avoided word, and the JSON key `says`", () => {
    const allowed = "amendment, besides, standalone, the front end, roomy, frontend";
    assert.deepEqual(findWords(`${allowed}\nconst { says } = answer; says: string; report.says`), []);
  });
});
