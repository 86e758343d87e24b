/** What a function's process is told, one event at a time. Payloads are JSON, as between Lambda and its runtime. */
export interface Invocation {
  readonly payload: string;
  readonly context: Readonly<Record<string, string>>;
  /** When the time limit is over, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** What it says: once that it is ready or why it can't be, then one answer for each event. */
export type Message =
  | { readonly kind: "ready" }
  | { readonly kind: "broken"; readonly error: string }
  | { readonly kind: "result"; readonly payload: string; readonly maxMemory: number }
  | { readonly kind: "error"; readonly error: string; readonly maxMemory: number };
