import type { Binding, Resource } from "../model/facts.ts";
import { known } from "../model/value.ts";
import { groupBy } from "./group-by.ts";
import { perScope } from "./indexed.ts";

/**
 * Bindings of a scope that may grant the same role on the same resource, as far as their own words tell: only these are
 * worth asking the graph about. Roles that are not known may be any.
 */
export const perhapsSameGrants = perScope((facts): readonly (readonly Binding[])[] => {
  const grants = facts.of("binding").filter(({ effect, repeated }) => effect === "grant" && !repeated);
  const groups = groupBy(grants, ({ resource, role }) => `${toldResource(resource)} ${known(role) ?? ""}`);
  return [...groups.values()].filter(({ length }) => length > 1);
});

/** Equal for one resource, as far as its own words tell: other expressions and accounts may be any. */
export function toldResource({ type, fields }: Resource): string {
  const name = known(fields.name);
  return name === undefined || name.includes("@") ? `${type}` : `${type} ${name}`;
}
