import { OutgoingHttpHeaders, validateHeaderName, validateHeaderValue } from "node:http";

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
  readonly multiValueHeaders?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  readonly cookies?: readonly string[];
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

/** They are the connection's, and API Gateway writes its own. */
const connectionHeaders = new Set(["connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"]);

/** Without a status code the whole result is the body, as JSON. */
export function readFormat2Answer(result: unknown): FunctionAnswer {
  if (isStructured(result)) {
    const { cookies } = result;
    return read(result, cookies === undefined ? {} : { "set-cookie": [...cookies] }, true);
  }
  const body = typeof result === "string" ? result : JSON.stringify(result ?? null);
  return { status: 200, headers: { "content-type": "application/json" }, body: Buffer.from(body) };
}

/**
 * Nothing but the structured form.
 * @param decodes whether base64 is decoded; otherwise it goes out as the text it is
 */
export function readFormat1Answer(result: unknown, decodes: boolean): FunctionAnswer {
  if (!isStructured(result)) {
    throw new MalformedAnswer();
  }
  const several = Object.entries(result.multiValueHeaders ?? {}).map(([name, values]) => [
    name.toLowerCase(),
    values.map(String),
  ]);
  return read(result, Object.fromEntries(several) as OutgoingHttpHeaders, decodes);
}

function read(result: Structured, several: OutgoingHttpHeaders, decodes: boolean): FunctionAnswer {
  const single = Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
  const given: OutgoingHttpHeaders = { ...(Object.fromEntries(single) as OutgoingHttpHeaders), ...several };
  const headers = Object.entries(given).filter(([name]) => !connectionHeaders.has(name));
  for (const [name, value] of headers) {
    check(name, value);
  }
  return {
    status: result.statusCode,
    headers: { "content-type": "application/json", ...Object.fromEntries(headers) },
    body: Buffer.from(result.body ?? "", result.isBase64Encoded === true && decodes ? "base64" : "utf8"),
  };
}

function check(name: string, value: OutgoingHttpHeaders[string]): void {
  try {
    validateHeaderName(name);
    for (const one of [value].flat()) {
      validateHeaderValue(name, String(one));
    }
  } catch {
    throw new MalformedAnswer();
  }
}

function isStructured(result: unknown): result is Structured {
  const { statusCode = 0, body } = (typeof result === "object" ? (result ?? {}) : {}) as Partial<Structured>;
  return (
    Number.isInteger(statusCode) &&
    statusCode >= 200 &&
    statusCode <= 599 &&
    (body === undefined || body === null || typeof body === "string")
  );
}
