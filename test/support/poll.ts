import { setTimeout } from "node:timers/promises";

/** Repeats a request, up to a hundred times a second. @returns a function that stops it and returns all results */
export function poll<T>(request: () => Promise<T>): () => Promise<T[]> {
  const stopping = new AbortController();
  const results = (async () => {
    const received: T[] = [];
    while (!stopping.signal.aborted) {
      received.push(await request());
      await setTimeout(10);
    }
    return received;
  })();
  // An error is reported by the call that stops the polling.
  results.catch(() => undefined);
  return () => {
    stopping.abort();
    return results;
  };
}
