import type { Fact } from "../model/facts.ts";
import type { Basis, Ledger } from "./ledger.ts";
import type { Difference } from "./lookup.ts";
import type { UnitOfFacts } from "./units.ts";

/** The names of the scopes in which something is said, in the order in which they came. */
export class Scopes implements Basis {
  readonly #ledger: Ledger;
  /** How many facts stand in each. */
  readonly #counts = new Map<string, number>();
  #names: readonly string[] | undefined;
  #changed: number;

  constructor(ledger: Ledger, units: readonly UnitOfFacts[]) {
    this.#ledger = ledger;
    this.#changed = ledger.revision;
    for (const { facts } of units) for (const fact of facts) this.#count(fact, 1);
  }

  get names(): readonly string[] {
    this.#names ??= [...this.#counts.keys()];
    return this.#names;
  }

  changedAt(): number {
    return this.#changed;
  }

  update(differences: readonly Difference[]): void {
    for (const { added } of differences) for (const fact of added) this.#count(fact, 1);
    for (const { removed } of differences) for (const fact of removed) this.#count(fact, -1);
  }

  #count({ scope }: Fact, by: number): void {
    const before = this.#counts.get(scope) ?? 0;
    const now = before + by;
    if (now === 0) this.#counts.delete(scope);
    else this.#counts.set(scope, now);
    if (before !== 0 && now !== 0) return;
    this.#names = undefined;
    this.#changed = this.#ledger.revision;
  }
}
