import type { Span } from "../text/span.ts";
import type { Fact } from "./facts.ts";
import type { Value } from "./value.ts";

/** Where a span stands after its text moved. */
export type Move = (span: Span) => Span;

const origins = new WeakMap<object, object>();

/** The fact that a moved one was at first: what is decided without looking at places is decided for both. */
export const originOf = <F extends object>(fact: F): F => (origins.get(fact) as F | undefined) ?? fact;

/** The same facts at other places. */
export function movedFacts(facts: readonly Fact[], move: Move): readonly Fact[] {
  return facts.map((fact) => {
    const moved = copy(fact, move);
    origins.set(moved, originOf(fact));
    return moved;
  });
}

/** The same values at other places. */
export const movedValues = (values: readonly Value[], move: Move): readonly Value[] => copy(values, move);

/** Whether all spans in plain data pass a test. */
export function everySpan(data: unknown, test: (span: Span) => boolean): boolean {
  if (typeof data !== "object" || data === null) return true;
  return isSpan(data) ? test(data) : Object.values(data).every((one) => everySpan(one, test));
}

/** A deep copy of plain data in which each span is moved. */
function copy<T>(data: T, move: Move): T {
  if (typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) return data.map((one) => copy(one, move)) as T;
  if (isSpan(data)) return move(data) as T & Span;
  const made: Record<string, unknown> = {};
  for (const key in data) made[key] = copy(data[key], move);
  return made as T;
}

const isSpan = (data: object): data is Span =>
  (data as Partial<Span>).uri !== undefined && (data as Partial<Span>).start !== undefined;
