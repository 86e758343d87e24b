const { join } = require("node:path");
const { startLocal } = require("pulumi-local-front");

describe("The distribution", () => {
  let local;

  beforeAll(async () => {
    const config = { "own-program:shopHost": "shop.example.com" };
    local = await startLocal({ folder: join(__dirname, ".."), config });
  }, 60_000);

  afterAll(() => local.stop());

  it("sends /api/hello to the function, which logs a request", async () => {
    const response = await local.fetch("/api/hello");
    expect(await response.json()).toEqual({ path: "/api/hello" });
    expect(Object.values(local.logs()).flat().join("\n")).toMatch(/START RequestId/);
  });

  it("serves the page 404.html for a missing file", async () => {
    const response = await local.fetch("/missing");
    expect(response.status).toBe(404);
    expect(await response.text()).toMatch(/Not here/);
  });
});
