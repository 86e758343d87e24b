/** A walk that makes each step from one item to another exactly once, and ends where it begins. */
export function roundTrip<T>(items: readonly T[]): readonly [T, ...T[]] {
  const left = new Map(items.map((item) => [item, items.filter((other) => other !== item)]));
  const walk: T[] = [];
  // A walk that takes any remaining step ends where it began, because each item has as many steps to it as from it.
  const path = items.slice(0, 1);
  while (path.length > 0) {
    const next = left.get(path.at(-1)!)?.pop();
    if (next === undefined) {
      walk.unshift(...path.splice(-1));
    } else {
      path.push(next);
    }
  }
  const [first, ...others] = walk;
  if (first === undefined) {
    throw new Error("no items");
  }
  return [first, ...others];
}
