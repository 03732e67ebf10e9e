import type { CustomRole } from "../../model/facts.ts";
import { entrySpan, isWhole, optional, type Reading } from "./reading.ts";
import { at, entryOf, type Mapping, type Node, stretch, textAt } from "./tree.ts";

/** A role as `gcloud iam roles create --file` reads it and `describe` prints it. */
export function readCustomRoleFile(root: Mapping, reading: Reading): boolean {
  const entry = entryOf(root, "includedPermissions");
  const list = entry?.value;
  if (entry === undefined || list?.kind !== "list" || textAt(root, "name")?.startsWith("roles/") === true) return false;
  const permissions = reading.list(list, "permission");
  const head = entryOf(root, "title") ?? entry;
  reading.facts.push({
    kind: "custom-role",
    span: root.span,
    head: head === entry ? entry.keySpan : entrySpan(head),
    source: "custom role",
    scope: reading.scope,
    ...identityOf(at(root, "name"), reading),
    permissions,
    complete: isWhole(list, reading) && permissions.length === list.items.length,
    ...optional("title", reading.value(at(root, "title"), "text")),
    ...optional("description", reading.value(at(root, "description"), "text")),
    ...optional("stage", reading.value(at(root, "stage"), "text")),
  });
  return true;
}

/**
 * Level, parent and id out of `projects/P/roles/ID`. A file to create a role from does not tell its level; an organization's role may hold
 * more permissions, so nothing is wrongly reported.
 */
function identityOf(name: Node | undefined, reading: Reading): Pick<CustomRole, "level" | "parent" | "id"> {
  const [, level, parent = "", id = ""] =
    /^(project|organization)s\/([^/]+)\/roles\/([^/]+)$/.exec(textAt(name) ?? "") ?? [];
  if (name?.kind !== "scalar" || (level !== "project" && level !== "organization")) return { level: "organization" };
  const start = level.length + 2;
  return {
    level,
    ...optional("parent", reading.value(stretch(name, start, parent), "resource")),
    ...optional("id", reading.value(stretch(name, start + parent.length + "/roles/".length, id), "text")),
  };
}
