export const routeMethods = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"] as const;
export type RouteMethod = (typeof routeMethods)[number];

/** The route key `POST /orders/{id}`, in parts. */
export interface RouteKey {
  readonly method: RouteMethod;
  readonly path: string;
}

/** The routes of the function that serves all other paths and methods. `/{proxy+}` does not match `/`. */
export const catchAllKeys: readonly string[] = ["ANY /", "ANY /{proxy+}"];

/** Undefined if the key is not a method and a path, with variables as whole segments and a greedy one only at the end. */
export function parseRouteKey(key: string): RouteKey | undefined {
  const [name, path = "", ...others] = key.split(" ");
  const method = routeMethods.find((candidate) => candidate === name);
  const isPath = /^\/$|^(\/([^/{}?#]+|\{[\w.-]+\}))*(\/([^/{}?#]+|\{[\w.-]+\+?\}))$/.test(path);
  return method === undefined || others.length > 0 || !isPath ? undefined : { method, path };
}

/** The segments of a path; none for `/`. */
export function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

export function isVariable(segment: string): boolean {
  return segment.startsWith("{");
}

/**
 * The suffix of the ARNs of requests to a route, in any stage. A variable matches any text.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
 */
export function requestArnSuffix({ method, path }: RouteKey): string {
  return `/*/${method === "ANY" ? "*" : method}${path.replace(/\{[^}]+\}/g, "*")}`;
}
