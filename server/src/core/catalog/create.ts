import { isGoogleManaged, serviceAgent, serviceAgents } from "./agents.ts";
import type { Catalog } from "./catalog.ts";
import { fitOf, grantableOn } from "./fit.ts";
import { holds, holdsUnder, includes, rolesHolding, smallestHolding } from "./holding.ts";
import { createSimilar } from "./similar/similar.ts";
import { summarize } from "./summary.ts";
import { namesOf, openTables } from "./tables.ts";

const SMALLEST = 3;

/** A catalog over packed text, which is asked for with the first question. */
export function createCatalog(packed: () => string): Catalog {
  const tables = openTables(packed);
  const { permissions, roles } = tables;
  const permissionsOf = (role: string) => {
    const runs = roles.runs(role);
    return runs === undefined ? undefined : namesOf(runs, permissions);
  };
  return {
    get date() {
      return tables.header().date;
    },
    get counts() {
      return { roles: roles.all().length, permissions: permissions.names().length };
    },
    role: roles.get,
    roles: roles.all,
    isUnlisted: (name) => tables.unlisted().has(name),
    removed: (name) => tables.removed().get(name),
    permission: permissions.get,
    permissionNames: permissions.names,
    permissionsOf,
    holds: (role, permission) => holds(tables, role, permission),
    rolesHolding: (permission) => rolesHolding(tables, permission),
    smallestHolding: (names, limit = SMALLEST) => smallestHolding(tables, names, limit),
    includes: (outer, inner) => includes(tables, outer, inner),
    fit: (role, type) => fitOf(roles.get(role), type, holdsUnder(tables, role)),
    grantableOn: (role) => grantableOn(roles.get(role), holdsUnder(tables, role)),
    similar: createSimilar(tables),
    summary: (name) => {
      const role = roles.get(name);
      return role === undefined ? undefined : summarize(role, permissionsOf(name));
    },
    serviceAgents,
    serviceAgent,
    isGoogleManaged,
  };
}
