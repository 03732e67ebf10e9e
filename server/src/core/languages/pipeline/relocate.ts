import type { Span } from "../../text/span.ts";

/**
 * A copy of plain data with each span in it moved; what was shared stays shared.
 * @param finished sees each object when its spans are moved.
 */
export function relocated<T>(
  data: T,
  move: (span: Span) => Span | undefined,
  finished: (one: object) => object = (one) => one,
): T {
  const copies = new Map<object, unknown>();
  const copy = (one: unknown): unknown => {
    if (typeof one !== "object" || one === null) return one;
    const known = copies.get(one);
    if (known !== undefined) return known;
    const made = isSpan(one) ? (move(one) ?? one) : Array.isArray(one) ? one.map(copy) : copyOf(one);
    copies.set(one, made);
    return made;
  };
  const copyOf = (one: object): object =>
    finished(Object.fromEntries(Object.entries(one).map(([key, value]) => [key, copy(value)])));
  return copy(data) as T;
}

const isSpan = (one: object): one is Span =>
  "uri" in one && "start" in one && "end" in one && Object.keys(one).length === 3;
