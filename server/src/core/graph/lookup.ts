import type { Fact } from "../model/facts.ts";
import type { Graph } from "./graph.ts";
import type { Basis, Ledger, Rests } from "./ledger.ts";

/** A way to find facts: by keys that each of them has. A key tells no places. */
export interface Lookup<F extends Fact = Fact> {
  /** Whether it finds such facts at all. */
  finds(fact: Fact): fact is F;
  /** Rests on the fact and, through it, on declarations alone. */
  keysOf(fact: F, graph: Graph): readonly string[];
}

/** The facts of one unit now, in their order; units keep their order among each other. */
export interface Slot {
  readonly order: number;
  readonly facts: readonly Fact[];
}

/** How the facts of a unit changed. */
export interface Difference {
  readonly slot: Slot;
  readonly removed: ReadonlySet<Fact>;
  readonly added: readonly Fact[];
}

/** The facts with one key. */
class Bucket implements Basis {
  readonly #pieces = new Map<Slot, readonly Fact[]>();
  #changed: number;
  #whole: readonly Fact[] | undefined;

  constructor(revision: number) {
    this.#changed = revision;
  }

  changedAt(): number {
    return this.#changed;
  }

  /** The same list for as long as nothing changes. */
  get facts(): readonly Fact[] {
    this.#whole ??= this.#joined();
    return this.#whole;
  }

  replace({ slot, removed }: Difference, added: readonly Fact[], revision: number): void {
    const before = this.#pieces.get(slot);
    const kept = before?.filter((fact) => !removed.has(fact)) ?? [];
    const all = kept.length === 0 ? added : added.length === 0 ? kept : merged(kept, added, slot.facts);
    if (all.length === 0) this.#pieces.delete(slot);
    else this.#pieces.set(slot, all);
    this.#whole = undefined;
    this.#changed = revision;
  }

  /** Whether nothing is found here; whoever was told so asks again. */
  leave(revision: number): boolean {
    if (this.#pieces.size > 0) return false;
    this.#changed = revision;
    return true;
  }

  #joined(): readonly Fact[] {
    const pieces = [...this.#pieces];
    if (pieces.length === 1) return pieces[0]?.[1] ?? [];
    return pieces.sort(([a], [b]) => a.order - b.order).flatMap(([, facts]) => facts);
  }
}

/** Two lists in the order of the facts that they are of; what is in both once. */
function merged(kept: readonly Fact[], added: readonly Fact[], all: readonly Fact[]): readonly Fact[] {
  const places = placesIn(all);
  const placeOf = (fact: Fact | undefined): number => places.get(fact as Fact) ?? 0;
  const list = [...kept];
  for (const fact of added) {
    const at = firstFrom(list, (one) => placeOf(one) >= placeOf(fact));
    if (list[at] !== fact) list.splice(at, 0, fact);
  }
  return list;
}

/** Where in a list that passes a test from somewhere on it begins to. */
function firstFrom(list: readonly Fact[], test: (fact: Fact | undefined) => boolean): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (test(list[middle])) to = middle;
    else from = middle + 1;
  }
  return from;
}

const placesOf = new WeakMap<readonly Fact[], ReadonlyMap<Fact, number>>();

/** Where each fact stands in a list; counted once for it. */
function placesIn(facts: readonly Fact[]): ReadonlyMap<Fact, number> {
  const places = placesOf.get(facts) ?? new Map(facts.map((fact, place) => [fact, place]));
  placesOf.set(facts, places);
  return places;
}

/** Under what a fact is found. */
interface Entry {
  readonly slot: Slot;
  readonly keys: readonly string[];
  readonly rests: Rests;
}

/** The facts of units that do not change, by the keys of a lookup. */
export function groupedBy(lookup: Lookup, graph: Graph, slots: readonly Slot[]): ReadonlyMap<string, readonly Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const { facts } of slots) {
    for (const fact of facts) {
      if (!lookup.finds(fact)) continue;
      for (const key of lookup.keysOf(fact, graph)) {
        const same = groups.get(key);
        if (same === undefined) groups.set(key, [fact]);
        else same.push(fact);
      }
    }
  }
  return groups;
}

const FEW = 1000;

/** Finds facts by the keys of a lookup; kept up to date by what changes. */
export class LookupIndex {
  readonly #lookup: Lookup;
  readonly #graph: Graph;
  readonly #ledger: Ledger;
  readonly #buckets = new Map<string, Bucket>();
  readonly #entries = new Map<Fact, Entry>();
  /** Facts whose keys rest on declarations. */
  readonly #named = new Set<Fact>();
  /** With more keys than these, those without facts are let go; not told before the first change. */
  #most: number | undefined;

  constructor(lookup: Lookup, graph: Graph, ledger: Ledger) {
    this.#lookup = lookup;
    this.#graph = graph;
    this.#ledger = ledger;
  }

  find(key: string): readonly Fact[] {
    const bucket = this.#bucket(key);
    this.#ledger.note(bucket);
    return bucket.facts;
  }

  /** Lets keys without facts go, once they are many: what still rests on one asks for it again. */
  sweep(): void {
    if (this.#most !== undefined && this.#buckets.size <= this.#most) return;
    if (this.#most !== undefined)
      for (const [key, bucket] of this.#buckets) if (bucket.leave(this.#ledger.revision)) this.#buckets.delete(key);
    this.#most = 2 * this.#buckets.size + FEW;
  }

  /** Takes over how a unit changed. */
  update(difference: Difference): void {
    const { slot, removed, added } = difference;
    const touched = new Map<string, Fact[]>();
    const touch = (key: string): Fact[] => {
      const list = touched.get(key) ?? [];
      touched.set(key, list);
      return list;
    };
    for (const fact of removed) for (const key of this.#forget(fact)) touch(key);
    for (const fact of added) for (const key of this.#enter(fact, slot)) touch(key).push(fact);
    for (const [key, list] of touched) this.#bucket(key).replace(difference, list, this.#ledger.revision);
  }

  /** Takes over what other declarations make of keys. */
  rename(): void {
    const bySlot = new Map<Slot, Fact[]>();
    for (const fact of this.#named) {
      const entry = this.#entries.get(fact);
      if (entry === undefined || entry.rests.hold(this.#ledger)) continue;
      bySlot.set(entry.slot, [...(bySlot.get(entry.slot) ?? []), fact]);
    }
    for (const [slot, facts] of bySlot) this.update({ slot, removed: new Set(facts), added: facts });
  }

  #forget(fact: Fact): readonly string[] {
    const keys = this.#entries.get(fact)?.keys ?? NONE;
    this.#entries.delete(fact);
    this.#named.delete(fact);
    return keys;
  }

  #enter(fact: Fact, slot: Slot): readonly string[] {
    if (!this.#lookup.finds(fact)) return NONE;
    const { made: keys, rests } = this.#ledger.watch(() => this.#lookup.keysOf(fact, this.#graph));
    this.#entries.set(fact, { slot, keys, rests });
    if (!rests.isSettled) this.#named.add(fact);
    return keys;
  }

  #bucket(key: string): Bucket {
    const bucket = this.#buckets.get(key) ?? new Bucket(this.#ledger.revision);
    this.#buckets.set(key, bucket);
    return bucket;
  }
}

const NONE: readonly never[] = [];
