// This file runs in the Lambda function, bundled with the entry. Import only modules of Node.js here.
import { createHash, timingSafeEqual } from "node:crypto";
import type { Writable } from "node:stream";

/** The headers in both payload formats of API Gateway. A REST API keeps the case of header names. */
interface ProxyEvent {
  readonly headers?: Headers<string> | null;
  readonly multiValueHeaders?: Headers<readonly string[]> | null;
}

type Headers<T> = Readonly<Record<string, T | undefined>>;
type Handler = (event: ProxyEvent, context: unknown) => unknown;

type StreamingHandler = (event: ProxyEvent, stream: Writable, context: unknown) => unknown;

/** https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html */
declare const awslambda: {
  streamifyResponse(handler: StreamingHandler): StreamingHandler;
  readonly HttpResponseStream: { from(stream: Writable, metadata: object): Writable };
};

/** The header with the secret. */
export const secretHeader = "x-origin-verify";
/** The environment variables with the two secrets. */
export const secretVariables = ["ORIGIN_VERIFY_SECRET_A", "ORIGIN_VERIFY_SECRET_B"] as const;

const forbidden = {
  statusCode: 403,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ message: "Forbidden" }),
};

/** Passes requests with one of the secrets to the handler, without the header, so that the handler cannot log it. */
export function withOriginVerify(handler: Handler, { enforced }: { readonly enforced: boolean }): Handler {
  const accepted = secretVariables.map((variable) => digest(secretOf(variable)));
  return (event, context) => {
    if (enforced && !sentSecrets(event).some((sent) => isAccepted(sent, accepted))) {
      return Promise.resolve(forbidden);
    }
    return handler(withoutSecret(event), context);
  };
}

/** The same for a handler that streams its response. Its type in Lambda is that of the entry after `streamifyResponse`. */
export function withStreamingOriginVerify(
  handler: StreamingHandler,
  { enforced }: { readonly enforced: boolean },
): StreamingHandler {
  const accepted = secretVariables.map((variable) => digest(secretOf(variable)));
  return awslambda.streamifyResponse((event, stream, context) => {
    if (enforced && !sentSecrets(event).some((sent) => isAccepted(sent, accepted))) {
      const { body, ...metadata } = forbidden;
      awslambda.HttpResponseStream.from(stream, metadata).end(body);
      return Promise.resolve();
    }
    return handler(withoutSecret(event), stream, context);
  });
}

function secretOf(variable: string): string {
  const secret = process.env[variable];
  if (secret === undefined || secret === "") {
    throw new Error(`The environment variable ${variable} is not set, so no request can be verified.`);
  }
  return secret;
}

function sentSecrets({ headers, multiValueHeaders }: ProxyEvent): string[] {
  const values = [...Object.entries(headers ?? {}), ...Object.entries(multiValueHeaders ?? {})]
    .filter(([name]) => isSecretHeader(name))
    .flatMap(([, value]) => value ?? []);
  return [...new Set(values)];
}

/** Compares digests, which all have the same length. The time that the comparison takes reveals nothing about a secret. */
function isAccepted(sent: string, accepted: readonly Buffer[]): boolean {
  const received = digest(sent);
  return accepted.map((secret) => timingSafeEqual(received, secret)).includes(true);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function withoutSecret(event: ProxyEvent): ProxyEvent {
  return {
    ...event,
    ...(event.headers ? { headers: without(event.headers) } : {}),
    ...(event.multiValueHeaders ? { multiValueHeaders: without(event.multiValueHeaders) } : {}),
  };
}

function without<T>(headers: Headers<T>): Headers<T> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isSecretHeader(name)));
}

function isSecretHeader(name: string): boolean {
  return name.toLowerCase() === secretHeader;
}
