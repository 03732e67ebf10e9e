import type { Binding } from "../model/facts.ts";
import { known } from "../model/value.ts";
import { groupBy } from "./group-by.ts";

/**
 * Bindings of one scope that may grant the same role on the same resource, as far as their own words tell: only these are
 * worth asking the graph about. Roles that are not known may be any.
 */
export const perhapsSameGrants = (bindings: readonly Binding[]): readonly (readonly Binding[])[] =>
  [...groupBy(bindings, ({ resource, role }) => `${resource.type} ${known(role) ?? ""}`).values()].filter(
    ({ length }) => length > 1,
  );
