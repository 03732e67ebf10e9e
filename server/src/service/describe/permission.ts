import type { Catalog, CustomSupport, Role } from "../../core/catalog/catalog.ts";
import { type Description, describe, list, paragraph, title } from "./description.ts";
import { count, shortened } from "./lists.ts";

const SUPPORT: Readonly<Record<CustomSupport, string>> = {
  S: "Can be used in custom roles.",
  T: "In custom roles only for testing: Google may change its behaviour.",
  N: "Cannot be used in custom roles.",
  "?": "Google does not say whether custom roles can use it.",
};

/** What is known of a permission; `undefined` when the catalog does not list it. */
export function describePermission(name: string, catalog: Catalog): Description | undefined {
  const permission = catalog.permission(name);
  if (permission === undefined) return undefined;
  const holders = catalog.rolesHolding(name);
  const usable = holders.filter(({ kind }) => kind !== "serviceAgent");
  return describe([
    title({ code: name }),
    paragraph(SUPPORT[permission.custom], permission.deny ? " Can be used in deny policies." : ""),
    paragraph(heldBy(usable.length, holders.length - usable.length)),
    ...(usable.length === 0 ? [] : [list(shortened(usable, holderLine))]),
    paragraph(`Role catalog of ${catalog.date}`),
  ]);
}

function heldBy(usable: number, agents: number): string {
  const agentRoles = count(agents, "service agent role", "service agent roles");
  if (usable === 0) return agents === 0 ? "No role in the catalog holds it." : `Held only by ${agentRoles}.`;
  return `Held by ${count(usable, "role", "roles")}${agents === 0 ? "" : ` and ${agentRoles}`}; smallest first:`;
}

const holderLine = ({ name, size }: Role) => [
  { code: name },
  ...(size === undefined ? [] : [`, ${count(size, "permission", "permissions")}`]),
];
