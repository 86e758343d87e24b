/** An event for a function's process. Payloads are JSON, as between Lambda and its runtime. */
export interface Invocation {
  readonly payload: string;
  readonly context: Readonly<Record<string, string>>;
  /** The end of the time limit, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** A message from the process: `ready` or `initError` first, then one result or error for each event. */
export type Message =
  | { readonly kind: "ready" }
  | { readonly kind: "initError"; readonly error: string }
  | { readonly kind: "result"; readonly payload: string; readonly maxMemory: number }
  | { readonly kind: "error"; readonly error: string; readonly maxMemory: number };
