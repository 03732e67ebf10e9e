import type { Fact, FactKind, FactOf } from "../model/facts.ts";
import { groupBy } from "./group-by.ts";

/** The facts of a unit or a scope, indexed; facts keep their order. */
export interface Indexed {
  readonly kind: "scope";
  /** Of a scope: its name. */
  readonly name: string;
  readonly all: readonly Fact[];
  /** Facts of one kind. */
  of<K extends FactKind>(kind: K): readonly FactOf<K>[];
  /** Facts by scope. */
  readonly byScope: ReadonlyMap<string, readonly Fact[]>;
}

const kept = new WeakMap<readonly Fact[], Indexed>();

/** Indexes of a list, made once for it and each on first use. */
export function indexed(facts: readonly Fact[]): Indexed {
  const index = kept.get(facts) ?? new Index(facts);
  kept.set(facts, index);
  return index;
}

class Index implements Indexed {
  readonly kind = "scope";
  readonly name: string;
  readonly all: readonly Fact[];
  #byKind: Map<FactKind, readonly Fact[]> | undefined;
  #byScope: ReadonlyMap<string, readonly Fact[]> | undefined;

  constructor(all: readonly Fact[]) {
    this.all = all;
    this.name = all[0]?.scope ?? "";
  }

  of<K extends FactKind>(kind: K): readonly FactOf<K>[] {
    this.#byKind ??= groupBy(this.all, (fact) => fact.kind);
    return (this.#byKind.get(kind) ?? NONE) as readonly FactOf<K>[];
  }

  get byScope(): ReadonlyMap<string, readonly Fact[]> {
    this.#byScope ??= this.#grouped();
    return this.#byScope;
  }

  #grouped(): ReadonlyMap<string, readonly Fact[]> {
    const [first] = this.all;
    const isOne = first !== undefined && this.all.every(({ scope }) => scope === first.scope);
    return isOne ? new Map([[first.scope, this.all]]) : groupBy(this.all, ({ scope }) => scope);
  }
}

const NONE: readonly never[] = [];

/** Makes something of the facts of a unit or a scope alone, once for as long as they are the same. */
export function perScope<T>(make: (facts: Indexed) => T): (facts: Indexed) => T {
  const kept = new WeakMap<Indexed, { readonly made: T }>();
  return (facts) => {
    const known = kept.get(facts) ?? { made: make(facts) };
    kept.set(facts, known);
    return known.made;
  };
}
