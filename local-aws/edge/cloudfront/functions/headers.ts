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

/** The headers in a function's event. Cookies have a separate field. */
export function toEventHeaders(headers: Headers): EventValues {
  return collect(
    Object.entries(headers)
      .filter(([name, value]) => value !== undefined && !isHidden(name) && name !== "cookie" && name !== "set-cookie")
      .flatMap(([name, value]) => [value].flat().map((one) => [name, { value: String(one) }] as const)),
  );
}

/** Finds a change to the headers that CloudFront rejects. */
export function headersProblem(
  kind: keyof typeof readOnly,
  before: EventValues,
  after: EventValues,
): string | undefined {
  const names = Object.keys(after);
  const added = names.find((name) => isHidden(name.toLowerCase()));
  if (added !== undefined) {
    return `functions must not add the header ${added}`;
  }
  const upper = names.find((name) => name !== name.toLowerCase());
  if (upper !== undefined) {
    return `the header name ${upper} must be in lower case`;
  }
  const unsendable = spread(after).find(([name, { value }]) => !isSendable(name, value));
  if (unsendable !== undefined) {
    return `the header ${unsendable[0]} has an invalid value, ${JSON.stringify(unsendable[1].value)}`;
  }
  const changed = readOnly[kind].find((name) => before[name]?.value !== after[name]?.value);
  return changed === undefined ? undefined : `the header ${changed} is read-only`;
}

/** Applies the headers that a function returned. Those that were not in its event stay unchanged. */
export function fromEventHeaders(headers: Headers, after: EventValues): Record<string, string | string[]> {
  const hiddenFromFunction = Object.entries(headers).filter(
    ([name, value]) => value !== undefined && (isHidden(name) || name === "cookie" || name === "set-cookie"),
  );
  const values = new Map<string, string[]>();
  for (const [name, { value }] of spread(after)) {
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  const returned = [...values].map(([name, all]) => [name, all.join(", ")]);
  return Object.fromEntries([...hiddenFromFunction, ...returned]) as Record<string, string | string[]>;
}

/** Whether HTTP allows the header. */
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
