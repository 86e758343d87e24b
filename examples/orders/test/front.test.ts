import { join } from "node:path";
import { type Local, startLocal } from "pulumi-local-front";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTable, startDynamoDb } from "./emulator";
import { audience, issuer, tokenOf } from "./token";

let local: Local;
let stopDynamoDb: () => void;

beforeAll(async () => {
  stopDynamoDb = await startDynamoDb();
  const config = { "orders:issuer": issuer, "orders:audience": audience };
  local = await startLocal({ folder: join(__dirname, ".."), config });
  await createTable(String(local.outputs.tableName));
}, 60_000);

afterAll(async () => {
  await local.stop();
  stopDynamoDb();
});

function orders(token?: string, order?: object): Promise<Response> {
  const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` };
  return local.fetch(
    "/api/orders",
    order === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(order) },
  );
}

function invocations(): number {
  return Object.values(local.logs())
    .flat()
    .filter((line) => line.startsWith("START RequestId")).length;
}

describe("the distribution", () => {
  it("serves the site, and loads its script", async () => {
    const page = await (await local.fetch("/")).text();
    const [, script = ""] = /src="(\/assets\/[^"]+\.js)"/.exec(page) ?? [];
    const response = await local.fetch(script);
    expect(response.headers.get("content-type")).toMatch(/^text\/javascript/);
    expect(await response.text()).toContain("/api/orders");
  });

  it("serves 404.html for a missing page", async () => {
    const response = await local.fetch("/missing");
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("There is no such page");
  });

  it("stores an order in the table, and lists it for its customer only", async () => {
    const placed = await orders(tokenOf("ann"), { item: "tea", quantity: 2 });
    expect(placed.status).toBe(201);
    const order: unknown = await placed.json();
    expect(await (await orders(tokenOf("ann"))).json()).toEqual([order]);
    expect(await (await orders(tokenOf("bob"))).json()).toEqual([]);
  });

  it.each([
    ["no token", undefined],
    ["a token of another issuer", tokenOf("ann", { iss: "https://example.org" })],
    ["a token for another audience", tokenOf("ann", { aud: "shop" })],
    ["an expired token", tokenOf("ann", { exp: 1 })],
  ])("returns 401 for %s, and does not invoke the function", async (_, token) => {
    const before = invocations();
    expect((await orders(token)).status).toBe(401);
    expect(invocations()).toBe(before);
  });
});
