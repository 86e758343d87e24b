import type { OutgoingHttpHeaders } from "node:http";

export interface FunctionAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** The function returned something that API Gateway can't turn into a response. */
export class MalformedAnswer extends Error {}

interface Structured {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** Without a status code the whole result is the body, as JSON. */
export function readHttpAnswer(result: unknown): FunctionAnswer {
  if (isStructured(result)) {
    const { cookies } = result;
    return read(result, cookies === undefined ? {} : { "set-cookie": [...cookies] });
  }
  const body = typeof result === "string" ? result : JSON.stringify(result ?? null);
  return { status: 200, headers: { "content-type": "application/json" }, body: Buffer.from(body) };
}

/** A REST API takes nothing but the structured form. */
export function readRestAnswer(result: unknown): FunctionAnswer {
  if (!isStructured(result)) {
    throw new MalformedAnswer();
  }
  const several = Object.entries(result.multiValueHeaders ?? {}).map(([name, values]) => [name, [...values]]);
  return read(result, Object.fromEntries(several) as OutgoingHttpHeaders);
}

function read(result: Structured, headers: OutgoingHttpHeaders): FunctionAnswer {
  const single = Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return {
    status: result.statusCode,
    headers: { "content-type": "application/json", ...(Object.fromEntries(single) as OutgoingHttpHeaders), ...headers },
    body: Buffer.from(result.body ?? "", result.isBase64Encoded === true ? "base64" : "utf8"),
  };
}

function isStructured(result: unknown): result is Structured {
  const candidate = result as Partial<Structured> | null;
  return (
    typeof candidate === "object" &&
    Number.isInteger(candidate?.statusCode) &&
    ["undefined", "string"].includes(typeof candidate?.body)
  );
}
