// Runs with mocha, and with Jest or Vitest if their `beforeAll` and `afterAll` replace `before` and `after`.
const assert = require("node:assert/strict");
const { join } = require("node:path");
const { startLocal } = require("local-aws");

describe("The distribution", function () {
  let local;

  before(async function () {
    this.timeout(60_000);
    const config = { "own-program:shopHost": "shop.example.com" };
    const pack = require.resolve("pulumi-multi-origin-policies/serve");
    local = await startLocal({ folder: join(__dirname, ".."), config, pack });
  });

  after(() => local.stop());

  it("sends /api/hello to the function, which logs a request", async () => {
    const response = await local.fetch("/api/hello");
    assert.deepEqual(await response.json(), { path: "/api/hello" });
    assert.match(Object.values(local.logs()).flat().join("\n"), /START RequestId/);
  });

  it("serves the page 404.html for a missing file", async () => {
    const response = await local.fetch("/missing");
    assert.equal(response.status, 404);
    assert.match(await response.text(), /Not here/);
  });
});
