// Brings a plain catalog up to date with a list of roles: what the list does not say is kept.
import { InputError } from "./read-list.mjs";

const API = "Google Cloud IAM API, roles.list";
/** More than this part of the roles does not vanish between two lists; a page is missing. */
const MOST_VANISHING = 0.1;

/**
 * @param catalog the plain catalog as it is
 * @param roles what `readRoles` returns
 * @param support what `readSupport` returns
 * @param date ISO date of the list
 * @param force accepts that many roles vanish
 * @returns `{ catalog, added, removed }` with the new plain catalog and the names that came and went
 */
export function merge(catalog, roles, support, { date, force = false }) {
  const listed = new Map(roles.map((role) => [role.name, role]));
  const known = new Map(catalog.roles.map((role) => [role.name, role]));
  const unlisted = new Set(catalog.unlisted);
  const gone = catalog.roles.filter(({ name }) => !listed.has(name) && !unlisted.has(name));
  if (!force) checkPlausible(gone.length, roles, known);
  const kept = catalog.roles.filter(({ name }) => !listed.has(name) && unlisted.has(name));
  const merged = [...kept, ...roles.map((role) => mergeRole(role, known.get(role.name)))];
  return {
    catalog: {
      date,
      sources: catalog.sources,
      permissions: mergePermissions(catalog.permissions, merged, support),
      roles: merged,
      removed: [
        ...catalog.removed.filter(({ name }) => !listed.has(name)),
        ...gone.map((role) => asRemoved(role, date)),
      ],
      unlisted: catalog.unlisted.filter((name) => listed.get(name)?.permissions === undefined),
    },
    added: roles.map(({ name }) => name).filter((name) => !known.has(name)),
    removed: gone.map(({ name }) => name),
  };
}

/** What a real list never does: lose many roles, or leave a role's permissions out. */
function checkPlausible(gone, roles, known) {
  if (gone > known.size * MOST_VANISHING) {
    throw new InputError(`lacks ${gone} of ${known.size} known roles: is a page missing? (--force accepts it)`);
  }
  const size = (name) => known.get(name)?.permissions?.length ?? 0;
  const emptied = roles.find(({ name, permissions }) => permissions === undefined && size(name) > 0);
  if (emptied === undefined) return;
  throw new InputError(
    `${emptied.name} has no includedPermissions but held ${size(emptied.name)} (--force accepts it)`,
  );
}

/** The catalog's sources with the list as the newest of them. */
export const creditList = (sources, date) => [
  ...sources.filter(({ name }) => name !== API),
  { name: API, date, licence: "facts of a public interface" },
];

function mergeRole(role, before) {
  return {
    name: role.name,
    title: role.title || before?.title || role.name,
    stage: role.stage,
    kind: before?.kind ?? kindOf(role),
    permissions: role.permissions ?? emptyOrUnknown(before),
  };
}

/** The API leaves an empty list out; a role that was unknown before stays so. */
const emptyOrUnknown = (before) => (before !== undefined && before.permissions === undefined ? undefined : []);

function kindOf({ name, title }) {
  if (!name.includes(".")) return "basic";
  return /serviceAgent(?!User)/i.test(name) || /\bservice agent$/i.test(title) ? "serviceAgent" : "predefined";
}

const asRemoved = ({ name, title }, date) => ({ name, removed: date, title, replacements: [] });

function mergePermissions(before, roles, support) {
  const all = new Map(before.map((permission) => [permission.name, permission]));
  const add = (name) => all.get(name) ?? { name, custom: "?", deny: false };
  for (const name of roles.flatMap(({ permissions }) => permissions ?? [])) all.set(name, add(name));
  for (const { name, custom } of support) all.set(name, { ...add(name), custom });
  return [...all.values()];
}
