/** Returns 200 for every path and method. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export function handler(event: { readonly rawPath: string }): Promise<object> {
  return Promise.resolve({
    statusCode: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ path: event.rawPath }),
  });
}
