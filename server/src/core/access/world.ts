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

/** Makes something once for a graph and the grants assumed with it, and keeps it as long as the graph. */
export function perWorld<T>(make: (world: World) => T): (world: World) => T {
  const kept = new WeakMap<Graph, { readonly assumed: World["assumed"]; readonly made: T }>();
  return (world) => {
    const found = kept.get(world.graph);
    if (found !== undefined && sameGrants(found.assumed, world.assumed)) return found.made;
    const made = make(world);
    kept.set(world.graph, { assumed: world.assumed, made });
    return made;
  };
}

const sameGrants = (a: World["assumed"] = [], b: World["assumed"] = []): boolean =>
  a === b || (a.length === 0 && b.length === 0);
