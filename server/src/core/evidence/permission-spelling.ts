import type { Catalog } from "../catalog/catalog.ts";

const byCatalog = new WeakMap<Catalog, ReadonlyMap<string, string>>();

/** Permissions by their name in small letters. */
function foldedNames(catalog: Catalog): ReadonlyMap<string, string> {
  const made = byCatalog.get(catalog);
  if (made !== undefined) return made;
  const index = new Map(catalog.permissionNames().map((name) => [name.toLowerCase(), name]));
  byCatalog.set(catalog, index);
  return index;
}

/** The permission that a text names, also in another letter case. */
export const permissionByCase = (text: string, catalog: Catalog): string | undefined =>
  catalog.permission(text)?.name ?? foldedNames(catalog).get(text.toLowerCase());
