/** Returns 200 for every path and method. */
export function handler() {
  return Promise.resolve({
    statusCode: 200,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    body: "Hello from Lambda!",
  });
}
