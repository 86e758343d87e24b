import { setTimeout } from "node:timers/promises";

/** Asks again and again, up to a hundred times a second, until told to stop. Gives all that it got. */
export function asking<T>(ask: () => Promise<T>): () => Promise<T[]> {
  const stopping = new AbortController();
  const answers = (async () => {
    const got: T[] = [];
    while (!stopping.signal.aborted) {
      got.push(await ask());
      await setTimeout(10);
    }
    return got;
  })();
  // Whoever tells it to stop hears of what failed, and not before.
  answers.catch(() => undefined);
  return () => {
    stopping.abort();
    return answers;
  };
}
