import type { APIGatewayProxyEventV2WithJWTAuthorizer as Event } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { ordersHandler } from "../api/handler";
import type { Order, Orders } from "../api/orders";

/** Orders in memory. */
function ordersInMemory(): Orders {
  const all = new Map<string, readonly Order[]>();
  const newest = (customer: string) => all.get(customer) ?? [];
  return {
    add: async (customer, order) => {
      all.set(customer, [order, ...newest(customer)]);
    },
    newest: async (customer) => newest(customer),
  };
}

/** The parts of the event that the handler reads. */
function event(method: string, body?: string, path = "/api/orders", customer = "ann"): Event {
  const requestContext = { http: { method }, authorizer: { jwt: { claims: { sub: customer } } } };
  return { rawPath: path, body, isBase64Encoded: false, requestContext } as unknown as Event;
}

describe("the handler", () => {
  it("adds an order and lists it for its customer only", async () => {
    const handler = ordersHandler(ordersInMemory());
    const placed = await handler(event("POST", '{"item":"tea","quantity":2}'));
    expect(placed.statusCode).toBe(201);
    expect(JSON.parse(String(placed.body))).toMatchObject({ item: "tea", quantity: 2 });
    expect((await handler(event("GET"))).body).toBe(`[${placed.body}]`);
    expect((await handler(event("GET", undefined, "/api/orders", "bob"))).body).toBe("[]");
  });

  it.each([
    "",
    "tea",
    "null",
    '{"item":"tea"}',
    '{"item":"","quantity":1}',
    '{"item":"tea","quantity":1.5}',
    '{"item":"tea","quantity":100}',
  ])("returns 400 for %j", async (body) => {
    const orders = ordersInMemory();
    expect((await ordersHandler(orders)(event("POST", body))).statusCode).toBe(400);
    expect(await orders.newest("ann")).toEqual([]);
  });

  it("reads a body in base64", async () => {
    const body = Buffer.from('{"item":"tè","quantity":1}').toString("base64");
    const placed = await ordersHandler(ordersInMemory())({ ...event("POST", body), isBase64Encoded: true });
    expect(JSON.parse(String(placed.body))).toMatchObject({ item: "tè" });
  });

  it("returns 403 for a token without a customer", async () => {
    const withoutSub = event("GET");
    withoutSub.requestContext.authorizer.jwt.claims = {};
    expect((await ordersHandler(ordersInMemory())(withoutSub)).statusCode).toBe(403);
  });

  it.each([
    ["DELETE", "/api/orders"],
    ["GET", "/api/other"],
  ])("returns 404 for %s %s", async (method, path) => {
    const { statusCode } = await ordersHandler(ordersInMemory())(event(method, undefined, path));
    expect(statusCode).toBe(404);
  });
});
