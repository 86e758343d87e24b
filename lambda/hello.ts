import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** Returns 200 for every path and method. HTTP APIs (payload 2.0) and REST APIs (proxy integration) accept this result. */
export async function handler(): Promise<APIGatewayProxyStructuredResultV2> {
  return Promise.resolve({
    statusCode: 200,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    body: "Hello from Lambda!",
  });
}
