// Runs in the function, bundled with the entry: nothing but Node may be imported here.
import { createHash, timingSafeEqual } from "node:crypto";

/** What both payload formats of API Gateway have in common. A REST API keeps the letter case of header names. */
interface ProxyEvent {
  readonly headers?: Headers<string> | null;
  readonly multiValueHeaders?: Headers<readonly string[]> | null;
}

type Headers<T> = Readonly<Record<string, T | undefined>>;
type Handler = (event: ProxyEvent, context: unknown) => unknown;

/** The header by which CloudFront sends a secret. */
export const secretHeader = "x-origin-verify";
/** The environment variables that the function finds the two secrets under. */
export const secretVariables = ["ORIGIN_VERIFY_SECRET_A", "ORIGIN_VERIFY_SECRET_B"] as const;

const forbidden = {
  statusCode: 403,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ message: "Forbidden" }),
};

/** Lets requests with either secret through to the handler, which never sees the header and so can't log it. */
export function originVerified(handler: Handler, { enforced }: { readonly enforced: boolean }): Handler {
  const accepted = secretVariables.map((variable) => digest(secretOf(variable)));
  return (event, context) => {
    if (enforced && !sentSecrets(event).some((sent) => isAccepted(sent, accepted))) {
      return Promise.resolve(forbidden);
    }
    return handler(withoutSecret(event), context);
  };
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

/** Digests have one length, whatever the viewer sends; how long the comparison takes tells nothing of the secret. */
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
