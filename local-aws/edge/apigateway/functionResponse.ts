import { OutgoingHttpHeaders, validateHeaderName, validateHeaderValue } from "node:http";

export interface FunctionResponse {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** The function returned a value that API Gateway cannot convert to a response. */
export class MalformedResponse extends Error {}

interface StructuredResult {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  readonly cookies?: readonly string[];
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

/** Headers of the connection, which API Gateway sets itself. */
const connectionHeaders = new Set(["connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"]);

/** If the result has no status code, it is the body, as JSON. */
export function readFormat2Response(result: unknown): FunctionResponse {
  if (isStructured(result)) {
    const { cookies } = result;
    return read(result, cookies === undefined ? {} : { "set-cookie": [...cookies] }, true);
  }
  const body = typeof result === "string" ? result : JSON.stringify(result ?? null);
  return { status: 200, headers: { "content-type": "application/json" }, body: Buffer.from(body) };
}

/** Reads the metadata of a streamed response: a structured result without a body. */
export function readMetadata(metadata: object): FunctionResponse {
  const result = { ...metadata, body: "" } as Partial<StructuredResult>;
  const { headers, ...response } = readFormat1Response(result, false);
  return { ...response, headers: { ...headers, ...(result.cookies && { "set-cookie": [...result.cookies] }) } };
}

/**
 * Accepts only the structured form.
 * @param decodes whether to decode base64, instead of sending the base64 string
 */
export function readFormat1Response(result: unknown, decodes: boolean): FunctionResponse {
  if (!isStructured(result)) {
    throw new MalformedResponse();
  }
  const multiValue = Object.entries(result.multiValueHeaders ?? {}).map(([name, values]) => [
    name.toLowerCase(),
    values.map(String),
  ]);
  return read(result, Object.fromEntries(multiValue) as OutgoingHttpHeaders, decodes);
}

function read(result: StructuredResult, multiValue: OutgoingHttpHeaders, decodes: boolean): FunctionResponse {
  const single = Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
  const all: OutgoingHttpHeaders = { ...(Object.fromEntries(single) as OutgoingHttpHeaders), ...multiValue };
  const headers = Object.entries(all).filter(([name]) => !connectionHeaders.has(name));
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
    throw new MalformedResponse();
  }
}

function isStructured(result: unknown): result is StructuredResult {
  const { statusCode = 0, body } = (typeof result === "object" ? (result ?? {}) : {}) as Partial<StructuredResult>;
  return (
    Number.isInteger(statusCode) &&
    statusCode >= 200 &&
    statusCode <= 599 &&
    (body === undefined || body === null || typeof body === "string")
  );
}
