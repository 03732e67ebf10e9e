import type { Catalog, Role } from "../catalog/catalog.ts";
import type { Binding } from "../model/facts.ts";
import { isOtherUniverse } from "../model/principal.ts";
import { known, trailing } from "../model/value.ts";

/** Where role names are looked up. */
interface Names {
  readonly catalog: Catalog;
  readonly knownRoles: ReadonlySet<string>;
}

/** Whether a role of that name exists: in the catalog, among the roles that it does not list, or by configuration. */
export const roleExists = (name: string, { catalog, knownRoles }: Names): boolean =>
  catalog.role(name) !== undefined || catalog.isUnlisted(name) || knownRoles.has(name);

/** The only role whose name differs from `name` in nothing but letter case. */
export function roleByCase(name: string, catalog: Catalog): Role | undefined {
  const found = foldedNames(catalog).get(name.toLowerCase());
  return found?.length === 1 ? found[0] : undefined;
}

const foldedByCatalog = new WeakMap<Catalog, ReadonlyMap<string, readonly Role[]>>();

function foldedNames(catalog: Catalog): ReadonlyMap<string, readonly Role[]> {
  const made = foldedByCatalog.get(catalog);
  if (made !== undefined) return made;
  const index = new Map<string, Role[]>();
  for (const role of catalog.roles()) {
    const key = role.name.toLowerCase();
    const same = index.get(key);
    if (same === undefined) index.set(key, [role]);
    else same.push(role);
  }
  foldedByCatalog.set(catalog, index);
  return index;
}

const judgedByBinding = new WeakMap<Binding, { readonly text: string | undefined }>();

/** The text of a binding's role, when it is known and the catalog speaks of the universe that the members live in. */
export function judgedRole(binding: Binding): string | undefined {
  const made = judgedByBinding.get(binding);
  if (made !== undefined) return made.text;
  const elsewhere = binding.members.some((member) => isOtherUniverse(known(member) ?? trailing(member)));
  const text = elsewhere ? undefined : known(binding.role);
  judgedByBinding.set(binding, { text });
  return text;
}

/** The judged text of a binding's role, when no role of that name exists. */
export function strayRole(binding: Binding, names: Names): string | undefined {
  const text = known(binding.role);
  return text === undefined || roleExists(text, names) ? undefined : judgedRole(binding);
}
