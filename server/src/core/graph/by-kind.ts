import type { Fact, FactKind, FactOf } from "../model/facts.ts";
import { groupBy } from "./group-by.ts";

const kept = new WeakMap<readonly Fact[], ReadonlyMap<FactKind, readonly Fact[]>>();

/** Those of a list that are of a kind, in their order; the list is parted once. */
export function ofKind<K extends FactKind>(facts: readonly Fact[], kind: K): readonly FactOf<K>[] {
  const parted = kept.get(facts) ?? groupBy(facts, (fact) => fact.kind);
  kept.set(facts, parted);
  return (parted.get(kind) ?? NONE) as readonly FactOf<K>[];
}

const NONE: readonly never[] = [];
