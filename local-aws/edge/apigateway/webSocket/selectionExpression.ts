import { NotModeled } from "../../frontEnd";

/**
 * Evaluates a route selection expression, e.g. `$request.body.action`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html#apigateway-websocket-api-route-selection-expressions
 * @returns undefined for a message that is not JSON
 * @throws NotModeled for variables other than properties of the message
 */
export function evaluate(expression: string, message: string): string | undefined {
  const body = parse(message);
  return body === undefined
    ? undefined
    : expression.replace(
        /\\\$|\$\{([^}]*)\}|\$([\w.]+)/g,
        (escaped, inBraces: string | undefined, bare: string | undefined) => {
          const variable = inBraces ?? bare;
          return variable === undefined ? escaped.slice(1) : asText(valueOf(variable, body.value, expression));
        },
      );
}

function parse(message: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(message) };
  } catch {
    return undefined;
  }
}

function valueOf(variable: string, body: unknown, expression: string): unknown {
  const [, path] = /^request\.body\.([\w-]+(?:\.[\w-]+)*)$/.exec(variable) ?? [];
  if (path === undefined) {
    throw new NotModeled(`the route selection expression ${expression}`);
  }
  return path.split(".").reduce<unknown>((value, name) => propertyOf(value, name), body);
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** A property that does not exist is the empty string. */
function asText(value: unknown): string {
  if (value === undefined) {
    return "";
  }
  if (Array.isArray(value)) {
    return `[${value.map(asText).join(", ")}]`;
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}
