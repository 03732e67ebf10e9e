import type { Catalog } from "../catalog/catalog.ts";
import type { Graph } from "../graph/graph.ts";
import type { Assumed } from "../model/assumed.ts";

/** What is needed to tell what a grant gives. */
export interface World {
  readonly catalog: Catalog;
  readonly graph: Graph;
  /** Grants that are made elsewhere. */
  readonly assumed?: readonly Assumed[];
}

/**
 * Makes something of a whole graph and the grants assumed with it, once for as long as it is the same graph. What rests on it
 * counts as resting on all of the graph.
 */
export function perWorld<T>(make: (world: World) => T): (world: World) => T {
  const kept = new WeakMap<Graph, { readonly assumed: World["assumed"]; readonly made: T }>();
  return (world) =>
    world.graph.asking((graph) => {
      const found = kept.get(graph);
      if (found !== undefined && sameGrants(found.assumed, world.assumed)) return found.made;
      const made = make({ ...world, graph });
      kept.set(graph, { assumed: world.assumed, made });
      return made;
    });
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
