import type { Catalog } from "../catalog/catalog.ts";
import type { Graph } from "../graph/graph.ts";
import type { Binding } from "../model/facts.ts";
import { known } from "../model/value.ts";

/** What is needed to tell what a grant gives. */
export interface World {
  readonly catalog: Catalog;
  readonly graph: Graph;
}

/** Whether the role of a binding holds a permission; `undefined` when the role or its permissions are not known. */
export function roleHolds(binding: Binding, permission: string, { catalog, graph }: World): boolean | undefined {
  if (binding.role === undefined) return undefined;
  const custom = graph.customRoleOf(binding.role);
  if (custom !== undefined) {
    const texts = custom.permissions.map(known);
    if (texts.includes(permission)) return true;
    return custom.complete && !texts.includes(undefined) ? false : undefined;
  }
  const name = known(binding.role);
  return name === undefined ? undefined : catalog.holds(name, permission);
}
