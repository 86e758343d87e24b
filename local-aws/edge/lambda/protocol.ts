import type { Served } from "./served";

/** What the edge sends to a function's process. */
export type Request = Invocation | StreamControl;

/** An event for a function's process. Payloads are JSON, as between Lambda and its runtime. */
export interface Invocation {
  readonly kind: "invoke";
  readonly payload: string;
  readonly context: Readonly<Record<string, string>>;
  /** The end of the time limit, in milliseconds since the epoch. */
  readonly deadline: number;
  readonly served: Served | undefined;
}

/** `resume` requests the next part of the response, and `cancel` ends the response because no one reads it. */
export interface StreamControl {
  readonly kind: "resume" | "cancel";
}

/**
 * A message from the process: `ready` or `initError` first, then one result or error for each event. Before that, a handler that
 * streams sends the parts of its response, and waits for `resume` after each.
 */
export type Message =
  | { readonly kind: "ready" }
  | { readonly kind: "initError"; readonly error: string }
  | { readonly kind: "chunk"; readonly base64: string }
  | Completion
  | { readonly kind: "error"; readonly error: string; readonly maxMemory: number };

/** The end of an event. The payload is undefined if the response was streamed. */
export interface Completion {
  readonly kind: "result";
  readonly payload?: string;
  readonly maxMemory: number;
}
