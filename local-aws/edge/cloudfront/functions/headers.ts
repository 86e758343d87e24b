import { IncomingHttpHeaders, OutgoingHttpHeaders, validateHeaderName, validateHeaderValue } from "node:http";
import { collect, EventValues, spread } from "./values";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-headers
const hidden = new Set(
  (
    "connection expect keep-alive proxy-authenticate proxy-authorization proxy-connection trailer upgrade " +
    "x-accel-buffering x-accel-charset x-accel-limit-rate x-accel-redirect x-cache x-forwarded-proto x-real-ip"
  ).split(" "),
);
const hiddenPrefixes = ["x-amz-cf-", "x-amzn-auth", "x-amzn-cf-billing", "x-amzn-cf-id", "x-amzn-cf-xff", "x-edge-"];
const readOnly = {
  request: ["content-length", "host", "transfer-encoding", "via"],
  response: ["content-encoding", "content-length", "transfer-encoding", "warning", "via"],
} as const;

type Headers = Readonly<IncomingHttpHeaders | OutgoingHttpHeaders>;

/** The headers that a function sees; cookies have a field of their own. */
export function toEventHeaders(headers: Headers): EventValues {
  return collect(
    Object.entries(headers)
      .filter(([name, value]) => value !== undefined && !isHidden(name) && name !== "cookie" && name !== "set-cookie")
      .flatMap(([name, value]) => [value].flat().map((one) => [name, { value: String(one) }] as const)),
  );
}

/** What the function may not have done to the headers; nothing where it kept to the rules. */
export function headersProblem(
  kind: keyof typeof readOnly,
  before: EventValues,
  after: EventValues,
): string | undefined {
  const names = Object.keys(after);
  const added = names.find((name) => isHidden(name.toLowerCase()));
  if (added !== undefined) {
    return `the header ${added} is not for functions to add`;
  }
  const upper = names.find((name) => name !== name.toLowerCase());
  if (upper !== undefined) {
    return `the header name ${upper} has to be in lower case`;
  }
  const unsendable = spread(after).find(([name, { value }]) => !isSendable(name, value));
  if (unsendable !== undefined) {
    return `the header ${unsendable[0]} can't be sent with the value ${JSON.stringify(unsendable[1].value)}`;
  }
  const changed = readOnly[kind].find((name) => before[name]?.value !== after[name]?.value);
  return changed === undefined ? undefined : `the header ${changed} is read-only`;
}

/** The headers as they go on: those that the function saw are now what it says, the others are untouched. */
export function fromEventHeaders(headers: Headers, after: EventValues): Record<string, string | string[]> {
  const unseen = Object.entries(headers).filter(
    ([name, value]) => value !== undefined && (isHidden(name) || name === "cookie" || name === "set-cookie"),
  );
  const written = new Map<string, string[]>();
  for (const [name, { value }] of spread(after)) {
    written.set(name, [...(written.get(name) ?? []), value]);
  }
  const seen = [...written].map(([name, values]) => [name, values.join(", ")]);
  return Object.fromEntries([...unseen, ...seen]) as Record<string, string | string[]>;
}

/** Whether HTTP has a way to write it. */
export function isSendable(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

function isHidden(name: string): boolean {
  return hidden.has(name) || hiddenPrefixes.some((prefix) => name.startsWith(prefix));
}
