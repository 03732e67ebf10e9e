/** Computes on the first call and remembers. */
export function lazy<T>(compute: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => {
    kept ??= { value: compute() };
    return kept.value;
  };
}

/** Computes once for each place of a list and remembers. */
export function lazyAt<T>(compute: (place: number) => T): (place: number) => T {
  const kept: { readonly value: T }[] = [];
  return (place) => {
    const found = kept[place] ?? { value: compute(place) };
    kept[place] = found;
    return found.value;
  };
}
