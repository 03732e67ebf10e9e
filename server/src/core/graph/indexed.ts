import type { Fact, FactKind, FactOf } from "../model/facts.ts";
import { groupBy } from "./group-by.ts";
import { spelledAddress } from "./identity.ts";

/** The facts of a unit or a scope, indexed; facts keep their order. */
export interface Indexed {
  readonly kind: "scope";
  readonly all: readonly Fact[];
  /** Facts of one kind. */
  of<K extends FactKind>(kind: K): readonly FactOf<K>[];
  /**
   * The declared fact with an address; the last one where there are several. An account whose id is not wholly known is also
   * found by its `spelledAddress`.
   */
  at(address: string): Fact | undefined;
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
  readonly all: readonly Fact[];
  #byKind: Map<FactKind, readonly Fact[]> | undefined;
  #byAddress: Map<string, Fact> | undefined;
  #byScope: ReadonlyMap<string, readonly Fact[]> | undefined;

  constructor(all: readonly Fact[]) {
    this.all = all;
  }

  of<K extends FactKind>(kind: K): readonly FactOf<K>[] {
    this.#byKind ??= groupBy(this.all, (fact) => fact.kind);
    return (this.#byKind.get(kind) ?? NONE) as readonly FactOf<K>[];
  }

  at(address: string): Fact | undefined {
    this.#byAddress ??= new Map([...this.#spelled(), ...this.#named()]);
    return this.#byAddress.get(address);
  }

  #named(): readonly (readonly [string, Fact])[] {
    return this.all.flatMap((fact) => (fact.address === undefined ? [] : [[fact.address, fact] as const]));
  }

  /** Accounts by what their addresses are made of; those that no other account of the scope has. */
  #spelled(): readonly (readonly [string, Fact])[] {
    const spelled = groupBy(this.of("service-account"), (account) => spelledAddress(account) ?? "");
    return [...spelled].flatMap(([address, [only, ...others]]) =>
      address === "" || only === undefined || others.length > 0 ? [] : [[address, only] as const],
    );
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

const chained = new WeakMap<
  object,
  { readonly lists: readonly (readonly unknown[])[]; readonly whole: readonly unknown[] }
>();

/** Lists one behind another: the same list again for the same lists, so that what was made of it can be kept. */
export function chain<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const [first, second] = lists;
  if (first === undefined || second === undefined) return first ?? NONE;
  const known = chained.get(first);
  if (known?.lists.length === lists.length && known.lists.every((list, i) => list === lists[i]))
    return known.whole as readonly T[];
  const whole = lists.flat() as readonly T[];
  chained.set(first, { lists, whole });
  return whole;
}
