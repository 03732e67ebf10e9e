import type { World } from "../access/world.ts";
import type { Binding } from "../model/facts.ts";
import { known } from "../model/value.ts";

/** All permissions of a binding's role; `undefined` when they are not known. */
export function permissionsOf({ role }: Binding, { catalog, graph }: World): readonly string[] | undefined {
  if (role === undefined) return undefined;
  const custom = graph.customRoleOf(role);
  if (custom !== undefined) {
    const names = custom.permissions.map(known).filter((name) => name !== undefined);
    return custom.complete && names.length === custom.permissions.length ? names : undefined;
  }
  const name = known(role);
  return name === undefined ? undefined : catalog.permissionsOf(name);
}
