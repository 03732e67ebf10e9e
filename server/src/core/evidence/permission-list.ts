import type { Catalog } from "../catalog/catalog.ts";
import type { CustomRole } from "../model/facts.ts";
import type { Fix } from "../model/finding.ts";
import { known, literal, type Value } from "../model/value.ts";
import { aboveProjects } from "./above-projects.ts";

/** A longer list is better made of a predefined role. */
const MOST = 200;

/**
 * Writes, in place of a pattern (`run.services.*`) or of a role, the permissions that it stands for: those that this custom role can
 * hold and does not list yet.
 */
export function withPermissionsOf(value: Value, text: string, role: CustomRole, catalog: Catalog): readonly Fix[] {
  const listed = new Set(role.permissions.map(known));
  const names = namesOf(text, catalog).filter((name) => {
    const isHeld = listed.has(name) || catalog.permission(name)?.custom !== "S";
    return !isHeld && !(role.level === "project" && aboveProjects(name) !== undefined);
  });
  if (names.length === 0 || names.length > MOST) return [];
  const title =
    names.length === 1 ? `Replace with \`${names[0]}\`` : `List the ${names.length} permissions of \`${text}\``;
  return [
    { title, safety: "unsafe", changes: [{ kind: "replace-item", value, with: names.map((name) => [literal(name)]) }] },
  ];
}

/** A pattern begins with the name of a service. */
const PATTERN = /^[a-z][\w-]*(?:\.googleapis\.com\/\w+)?\.[\w.*-]*$/;

function namesOf(text: string, catalog: Catalog): readonly string[] {
  if (!text.includes("*")) return catalog.permissionsOf(text) ?? [];
  if (!PATTERN.test(text)) return [];
  const parts = text.split(/\*+/).map((part) => part.replace(/[.\\/-]/g, "\\$&"));
  const pattern = new RegExp(`^${parts.join(".*")}$`);
  return catalog.permissionNames().filter((name) => pattern.test(name));
}
