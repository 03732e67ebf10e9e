import { perCatalog, type World } from "../access/world.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Binding } from "../model/facts.ts";
import { known } from "../model/value.ts";

/** The permissions that a binding's role holds, as far as they are known; `undefined` when the role is not. */
export function heldPermissions({ role }: Binding, { catalog, graph }: World): readonly string[] | undefined {
  if (role === undefined) return undefined;
  const name = known(role);
  if (name?.startsWith("roles/")) return ofRole(name, catalog);
  const custom = graph.customRoleOf(role);
  if (custom !== undefined) return custom.permissions.flatMap((permission) => known(permission) ?? []);
  return name === undefined ? undefined : ofRole(name, catalog);
}

const ofRoles = perCatalog(() => new Map<string, readonly string[] | undefined>());

/** The same list each time: few roles are granted again and again. */
function ofRole(name: string, catalog: Catalog): readonly string[] | undefined {
  const kept = ofRoles(catalog);
  const held = kept.get(name) ?? catalog.permissionsOf(name);
  kept.set(name, held);
  return held;
}
