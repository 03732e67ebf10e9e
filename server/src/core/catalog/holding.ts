import type { Role } from "./catalog.ts";
import { popularRoles } from "./popular.ts";
import { contains, covers, intersects } from "./runs.ts";
import { serviceOf } from "./services.ts";
import type { Tables } from "./tables.ts";

/** `undefined` when the role or its permissions are not known; a permission that is not in the catalog is held by none. */
export function holds(tables: Tables, role: string, permission: string): boolean | undefined {
  const runs = tables.roles.runs(role);
  if (runs === undefined) return undefined;
  const number = tables.permissions.number(permission);
  return number !== undefined && contains(runs, number);
}

/** Smallest first. */
export function rolesHolding(tables: Tables, permission: string): readonly Role[] {
  const number = tables.permissions.number(permission);
  if (number === undefined) return [];
  return tables.roles.bySize().flatMap(({ role, runs }) => (contains(runs, number) ? [role] : []));
}

/**
 * Predefined roles for people and workloads that hold them all, the least powerful first: roles of the permissions' own
 * services where there are any. A basic role is no advice.
 */
export function smallestHolding(tables: Tables, permissions: readonly string[], limit: number): readonly Role[] {
  const numbers = permissions.map((name) => tables.permissions.number(name));
  if (numbers.length === 0 || numbers.includes(undefined)) return [];
  const wanted = numbers.filter((number) => number !== undefined);
  const services = new Set(permissions.map(serviceOf));
  const holding = tables.roles
    .bySize()
    .filter(({ role, runs }) => role.kind === "predefined" && wanted.every((number) => contains(runs, number)))
    .map(({ role }) => ({ role, burden: burdenOf(role) }));
  const own = holding.filter(({ role }) => services.has(serviceOf(role.name)));
  const fitting = own.length > 0 ? own : holding;
  fitting.sort((a, b) => a.burden - b.burden);
  return fitting.slice(0, Math.max(0, limit)).map(({ role }) => role);
}

/** Made for one purpose of Google's own or for access control lists: nothing to begin with. */
const SPECIAL =
  /^roles\/(?:storage\.(?:legacy|expressMode|annotationGenerator|insightsCollector)|artifactregistry\.containerRegistryMigration)/;

/** The size, made less of for a role that people know. */
function burdenOf(role: Role): number {
  const known = popularRoles.has(role.name) ? 0.7 : 1;
  const unfit = isRetired(role) || SPECIAL.test(role.name) ? 1e6 : 0;
  return (role.size ?? 0) * known + unfit;
}

/** By its launch stage, or by what its title says. */
export const isRetired = (role: Role): boolean => role.stage === "DEPRECATED" || /\bdeprecated\b/i.test(role.title);

/** Asks whether the role holds a permission whose name starts with the prefix and a dot. */
export function holdsUnder(tables: Tables, role: string): (prefix: string) => boolean {
  const runs = tables.roles.runs(role);
  return (prefix) => {
    if (runs === undefined) return false;
    const [start, end] = tables.permissions.range(`${prefix}.`);
    return intersects(runs, start, end);
  };
}

export function includes(tables: Tables, outer: string, inner: string): boolean | undefined {
  const outside = tables.roles.runs(outer);
  const inside = tables.roles.runs(inner);
  return outside === undefined || inside === undefined ? undefined : covers(outside, inside);
}
