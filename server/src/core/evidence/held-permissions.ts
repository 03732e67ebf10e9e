import type { World } from "../access/world.ts";
import type { Binding } from "../model/facts.ts";
import { known } from "../model/value.ts";

/** The permissions that a binding's role holds, as far as they are known; `undefined` when the role is not. */
export function heldPermissions({ role }: Binding, { catalog, graph }: World): readonly string[] | undefined {
  if (role === undefined) return undefined;
  const name = known(role);
  if (name?.startsWith("roles/")) return catalog.permissionsOf(name);
  const custom = graph.customRoleOf(role);
  if (custom !== undefined) return custom.permissions.flatMap((permission) => known(permission) ?? []);
  return name === undefined ? undefined : catalog.permissionsOf(name);
}
