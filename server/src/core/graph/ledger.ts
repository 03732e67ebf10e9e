/** Something that answers rest on. */
export interface Basis {
  /** The revision in which it last became another. */
  changedAt(): number;
}

/**
 * What is told while something is made is what it rests on: the ledger of a graph notes it, and tells later whether it is still
 * the same.
 */
export class Ledger implements Basis {
  /** Counts the changes of the graph. */
  revision = 1;
  /** Whether the graph never changes, so that nothing needs to be noted: all that is made of it holds. */
  readonly isStill: boolean;
  readonly #always = new Rests(this, [this]);
  #page: Page | undefined;

  constructor(isStill = false) {
    this.isStill = isStill;
  }

  /** What rests on everything changes with each revision. */
  changedAt(): number {
    return this.revision;
  }

  note(basis: Basis): void {
    const page = this.#page;
    if (page === undefined) return;
    page.bases ??= new Set();
    page.bases.add(basis);
  }

  /** Makes something, and tells what it rests on. */
  watch<T>(make: () => T): Watched<T> {
    if (this.isStill) return { made: make(), rests: this.#always };
    const outer = this.#page;
    const page: Page = { bases: undefined };
    this.#page = page;
    try {
      const made = make();
      return { made, rests: new Rests(this, page.bases) };
    } finally {
      this.#page = outer;
    }
  }
}

interface Page {
  bases: Set<Basis> | undefined;
}

export interface Watched<T> {
  readonly made: T;
  readonly rests: Rests;
}

/** What something rests on, as of a revision. */
export class Rests {
  readonly #ledger: Ledger;
  readonly #bases: readonly Basis[];
  /** The last revision for which it is known to be the same. */
  #at: number;

  constructor(ledger: Ledger, bases: Iterable<Basis> = []) {
    this.#ledger = ledger;
    this.#bases = [...bases];
    this.#at = ledger.revision;
  }

  /** Whether it rests on nothing that could change. */
  get isSettled(): boolean {
    return this.#bases.length === 0;
  }

  /** Whether all of it is the same still, in the graph of a ledger. */
  hold(ledger: Ledger): boolean {
    if (ledger !== this.#ledger) return this.isSettled;
    if (this.#at === ledger.revision) return true;
    for (const basis of this.#bases) if (basis.changedAt() > this.#at) return false;
    this.#at = ledger.revision;
    return true;
  }

  /** Notes it for what is being made now. */
  note(): void {
    for (const basis of this.#bases) this.#ledger.note(basis);
  }
}
