/**
 * A header, cookie or query string in a function's event.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html#functions-event-structure-query-header-cookie
 */
export interface EventValue {
  readonly value: string;
  /** The attributes of a response's cookie. */
  readonly attributes?: string;
  readonly multiValue?: readonly Omit<EventValue, "multiValue">[];
}

export type EventValues = Readonly<Record<string, EventValue>>;

type Single = Omit<EventValue, "multiValue">;

/** Groups values by name. A name with several values has the first one in `value` and all in `multiValue`. */
export function collect(pairs: readonly (readonly [name: string, value: Single])[]): EventValues {
  const byName = new Map<string, Single[]>();
  for (const [name, value] of pairs) {
    byName.set(name, [...(byName.get(name) ?? []), value]);
  }
  const collected = [...byName].map(([name, values]): [string, EventValue] => {
    const [first = { value: "" }, ...more] = values;
    return [name, more.length === 0 ? first : { ...first, multiValue: values }];
  });
  return Object.fromEntries(collected);
}

/** Reverses `collect`: returns one pair for each value. */
export function spread(values: EventValues): (readonly [name: string, value: Single])[] {
  return Object.entries(values).flatMap(([name, { multiValue, ...single }]) =>
    (multiValue ?? [single]).map((value) => [name, value] as const),
  );
}

export function splitPair(pair: string): readonly [name: string, value: Single] {
  const at = pair.indexOf("=");
  return at === -1 ? [pair, { value: "" }] : [pair.slice(0, at), { value: pair.slice(at + 1) }];
}

/** Whether a function may return this for headers, cookies or query strings. */
export function isEventValues(values: unknown): values is EventValues {
  return isRecord(values) && Object.values(values).every((value) => isEventValue(value));
}

function isEventValue(value: unknown): boolean {
  if (
    !isRecord(value) ||
    typeof value.value !== "string" ||
    !["string", "undefined"].includes(typeof value.attributes)
  ) {
    return false;
  }
  return value.multiValue === undefined || (Array.isArray(value.multiValue) && value.multiValue.every(isEventValue));
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
