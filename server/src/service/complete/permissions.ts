import type { Catalog } from "../../core/catalog/catalog.ts";
import { type Insertion, writeText } from "./insertion.ts";
import type { Item } from "./item.ts";
import { matcherOf } from "./match.ts";

const WEIGHT = 10;

/** Permissions for a custom role; those that custom roles cannot use come last. */
export function permissionItems(catalog: Catalog, insertion: Insertion): readonly Item[] {
  const match = matcherOf(insertion.typed);
  return catalog.permissionNames().flatMap((name): readonly Item[] => {
    const quality = match(name, "");
    if (quality === undefined) return [];
    const isUsable = catalog.permission(name)?.custom !== "N";
    return [
      {
        label: name,
        kind: "permission",
        ...(!isUsable && { detail: "not for custom roles" }),
        filter: name,
        rank: quality * WEIGHT + (isUsable ? 0 : 1),
        edit: writeText(insertion, name),
        subject: { kind: "permission", name },
      },
    ];
  });
}
