import type { Catalog, Suggestion } from "../catalog/catalog.ts";
import type { Fix, Safety } from "../model/finding.ts";
import { literal, type Value } from "../model/value.ts";

/** Writes the whole name of a role in the place of another text. */
export function withRole(role: Value, name: string, catalog: Catalog, safety: Safety): Fix {
  const title = catalog.role(name)?.title;
  return {
    title: `Replace with \`${name}\`${title === undefined ? "" : ` (${title})`}`,
    safety,
    changes: [{ kind: "replace", value: role, with: [literal(name)] }],
  };
}

/** A basic role holds thousands of permissions besides the one that was written. */
const isProportionate = ({ reason, role }: Suggestion): boolean => reason !== "permission" || role.kind !== "basic";

/** The roles that a name which is none may mean, best first. */
export const rolesLike = (text: string, { resourceType }: Value, catalog: Catalog): readonly Suggestion[] =>
  catalog.similar(text, resourceType).filter(isProportionate);
