export type AtLeastOne<T> = [T, ...T[]];

/** The items in groups with equal keys. */
export function groups<T>(items: readonly T[], keyOf: (item: T) => string): AtLeastOne<T>[] {
  const found = new Map<string, AtLeastOne<T>>();
  for (const item of items) {
    const group = found.get(keyOf(item));
    if (group === undefined) {
      found.set(keyOf(item), [item]);
    } else {
      group.push(item);
    }
  }
  return [...found.values()];
}
