import type { Catalog } from "../catalog/catalog.ts";
import type { Graph } from "../graph/graph.ts";
import { Kept } from "../graph/recall.ts";
import type { Assumed } from "../model/assumed.ts";
import type { Fact } from "../model/facts.ts";

/** What is needed to tell what a grant gives. */
export interface World {
  readonly catalog: Catalog;
  readonly graph: Graph;
  /** Grants that are made elsewhere. */
  readonly assumed?: readonly Assumed[];
}

/**
 * Makes something of a graph and the grants assumed with it, once for as long as the graph answers the same. What is made must
 * not ask the graph later.
 */
export function perWorld<T>(make: (world: World) => T): (world: World) => T {
  const kept = new WeakMap<Graph, { readonly assumed: World["assumed"]; readonly made: Kept<T> }>();
  return (world) => {
    const { graph, assumed } = world;
    const before = kept.get(graph);
    if (before !== undefined && sameGrants(before.assumed, assumed)) return before.made.get();
    const made = new Kept(graph, () => make(world));
    kept.set(graph, { assumed, made });
    return made.get();
  };
}

/** As {@link perWorld}, for each of several keys. */
export function perKey<T>(make: (key: string, world: World) => T): (key: string, world: World) => T {
  const ofWorld = perWorld((world) => {
    const kept = new Map<string, Kept<T>>();
    return (key: string) => {
      const made = kept.get(key) ?? new Kept(world.graph, () => make(key, world));
      kept.set(key, made);
      return made.get();
    };
  });
  return (key, world) => ofWorld(world)(key);
}

/** As {@link perWorld}, for each of several facts. */
export function perFact<F extends Fact, T>(make: (fact: F, world: World) => T): (fact: F, world: World) => T {
  const ofWorld = perWorld((world) => {
    const kept = new WeakMap<F, Kept<T>>();
    return (fact: F) => {
      const made = kept.get(fact) ?? new Kept(world.graph, () => make(fact, world));
      kept.set(fact, made);
      return made.get();
    };
  });
  return (fact, world) => ofWorld(world)(fact);
}

const sameGrants = (a: World["assumed"] = [], b: World["assumed"] = []): boolean =>
  a === b || (a.length === b.length && a.every((grant, index) => grant === b[index]));

/** Keeps what is made of a catalog for as long as there is that catalog. */
export function perCatalog<T>(make: (catalog: Catalog) => T): (catalog: Catalog) => T {
  const kept = new WeakMap<Catalog, { readonly made: T }>();
  return (catalog) => {
    const known = kept.get(catalog) ?? { made: make(catalog) };
    kept.set(catalog, known);
    return known.made;
  };
}
