import { isGoogleManaged, serviceAgent, serviceAgents } from "./agents.ts";
import type { Catalog, Fit, Role } from "./catalog.ts";
import { fitOf, grantableOn, isResourceType, UNJUDGED } from "./fit.ts";
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
  const fits = perRole((role, type) => fitOf(role, type, holdsUnder(tables, role.name)));
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
    fit: (role, type) => fits(roles.get(role), type),
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

/** Keeps what is said of each role and type of resource: a tree of files asks the same few again and again. */
function perRole(judge: (role: Role, type: string) => Fit): (role: Role | undefined, type: string) => Fit {
  const kept = new Map<Role, Map<string, Fit>>();
  return (role, type) => {
    if (role === undefined || !isResourceType(type)) return UNJUDGED;
    const byType = kept.get(role) ?? new Map<string, Fit>();
    kept.set(role, byType);
    const fit = byType.get(type) ?? judge(role, type);
    byType.set(type, fit);
    return fit;
  };
}
