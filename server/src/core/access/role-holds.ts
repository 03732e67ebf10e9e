import type { Binding } from "../model/facts.ts";
import { known } from "../model/value.ts";
import type { World } from "./world.ts";

/** Whether the role of a binding holds a permission; `undefined` when the role or its permissions are not known. */
export function roleHolds(binding: Binding, permission: string, { catalog, graph }: World): boolean | undefined {
  if (binding.role === undefined) return undefined;
  const name = known(binding.role);
  if (name?.startsWith("roles/")) return catalog.holds(name, permission);
  const custom = graph.customRoleOf(binding.role);
  if (custom !== undefined) {
    const texts = custom.permissions.map(known);
    if (texts.includes(permission)) return true;
    return custom.complete && !texts.includes(undefined) ? false : undefined;
  }
  return name === undefined ? undefined : catalog.holds(name, permission);
}
