import type { Fact } from "../model/facts.ts";
import type { Difference, Slot } from "./lookup.ts";

/** What one unit says. */
export interface UnitOfFacts {
  readonly key: string;
  /** The same list for as long as nothing changes. */
  readonly facts: readonly Fact[];
}

interface Place extends Slot {
  readonly key: string;
  order: number;
  facts: readonly Fact[];
}

const NONE: readonly never[] = [];

/** The units of a graph, in their order. */
export class Units {
  #places: readonly Place[];

  constructor(units: readonly UnitOfFacts[]) {
    this.#places = units.map(({ key, facts }, order) => ({ key, facts, order }));
  }

  get slots(): readonly Slot[] {
    return this.#places;
  }

  /** How the facts changed, unit by unit; `undefined`, and nothing is taken over, when units stand in another order. */
  update(units: readonly UnitOfFacts[]): readonly Difference[] | undefined {
    const places = this.#placesOf(units);
    if (places === undefined) return undefined;
    const gone = places === this.#places ? NONE : this.#places.filter((place) => !places.includes(place));
    this.#places = places;
    return [
      ...gone.map((place) => replaced(place, NONE)),
      ...places.flatMap((place, i) => {
        const facts = units[i]?.facts ?? NONE;
        return facts === place.facts ? [] : [replaced(place, facts)];
      }),
    ];
  }

  /** Where the units stand: those that are new behind the others. */
  #placesOf(units: readonly UnitOfFacts[]): readonly Place[] | undefined {
    const before = this.#places;
    if (units.length === before.length && before.every(({ key }, i) => key === units[i]?.key)) return before;
    const known = new Map(before.map((place) => [place.key, place]));
    let last = before.at(-1)?.order ?? 0;
    const places = units.map(({ key }) => known.get(key) ?? { key, facts: NONE, order: ++last });
    return places.every(({ order }, i) => i === 0 || order > (places[i - 1]?.order ?? order)) ? places : undefined;
  }
}

function replaced(place: Place, facts: readonly Fact[]): Difference {
  const [before, after] = [new Set(place.facts), new Set(facts)];
  const kept = facts.filter((fact) => before.has(fact));
  const isInOrder = isEach(
    kept,
    place.facts.filter((fact) => after.has(fact)),
  );
  place.facts = facts;
  if (!isInOrder) return { slot: place, removed: before, added: facts };
  return {
    slot: place,
    removed: new Set([...before].filter((fact) => !after.has(fact))),
    added: facts.filter((fact) => !before.has(fact)),
  };
}

const isEach = (a: readonly Fact[], b: readonly Fact[]): boolean =>
  a.length === b.length && a.every((fact, i) => fact === b[i]);
