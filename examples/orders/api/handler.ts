import type {
  APIGatewayProxyEventV2WithJWTAuthorizer as Event,
  APIGatewayProxyStructuredResultV2 as Result,
} from "aws-lambda";
import { randomUUID } from "node:crypto";
import type { NewOrder, Orders } from "./orders";

/** Handles `/api/orders`: GET lists the customer's orders, POST adds one. API Gateway has verified the token. */
export function ordersHandler(orders: Orders): (event: Event) => Promise<Result> {
  return async (event) => {
    const { authorizer, http } = event.requestContext;
    const { sub: customer } = authorizer.jwt.claims;
    if (typeof customer !== "string") {
      return json(403, { message: "The token has no sub, which identifies the customer" });
    }
    switch (`${http.method} ${event.rawPath}`) {
      case "GET /api/orders":
        return json(200, await orders.newest(customer));
      case "POST /api/orders": {
        const received = readOrder(event);
        if (received === undefined) {
          return json(400, { message: 'Send {"item": "<name>", "quantity": <1 to 99>}' });
        }
        const order = { id: `${new Date().toISOString()}-${randomUUID()}`, ...received };
        await orders.add(customer, order);
        return json(201, order);
      }
      default:
        return json(404, { message: `There is no ${http.method} ${event.rawPath}` });
    }
  };
}

function readOrder({ body = "", isBase64Encoded }: Event): NewOrder | undefined {
  try {
    const text = Buffer.from(body, isBase64Encoded ? "base64" : "utf8").toString();
    const { item, quantity } = JSON.parse(text) as Partial<Record<keyof NewOrder, unknown>>;
    const isValid = typeof item === "string" && item !== "" && item.length <= 100 && isQuantity(quantity);
    return isValid ? { item, quantity } : undefined;
  } catch {
    return undefined;
  }
}

function isQuantity(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 99;
}

function json(statusCode: number, body: unknown): Result {
  return { statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
