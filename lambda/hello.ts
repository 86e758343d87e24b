import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** Answers every path and method. The shape fits HTTP APIs (payload 2.0) and REST APIs (Lambda proxy integration). */
export async function handler(): Promise<APIGatewayProxyStructuredResultV2> {
  return Promise.resolve({
    statusCode: 200,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    body: "Hello from Lambda!",
  });
}
