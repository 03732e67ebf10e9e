/** Items by a key of theirs, in their order. */
export function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [item]);
    else same.push(item);
  }
  return groups;
}

/** The items that are not alone with their key, in their order; those without a key are left out. */
export function inCompany<K, T>(items: readonly T[], keyOf: (item: T) => K | undefined): readonly T[] {
  const keys = items.map(keyOf);
  const counts = new Map<K | undefined, number>([[undefined, Number.NEGATIVE_INFINITY]]);
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return items.filter((_, i) => (counts.get(keys[i]) ?? 0) > 1);
}
