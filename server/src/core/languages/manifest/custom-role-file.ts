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

/** Keys of a file for a custom role, with the slip that is made in the last one. */
const ROLE_KEYS: ReadonlySet<string> = new Set(["title", "description", "stage", "name", "etag", "permissions"]);
const STAGE = /^(?:ALPHA|BETA|GA|DEPRECATED|DISABLED|EAP)$/;
const PERMISSION = /^[a-z]\w*\.\w+(?:\.\w+)+$/;

/** A file that is in all a custom role but for the key of its permissions. */
export function findMisnamedPermissions(root: Mapping, reading: Reading): boolean {
  const entry = entryOf(root, "permissions");
  if (entry?.value?.kind !== "list" || !STAGE.test(textAt(root, "stage") ?? "")) return false;
  if (entryOf(root, "title") === undefined || root.entries.some(({ key }) => !ROLE_KEYS.has(key))) return false;
  const items = entry.value.items;
  if (items.length === 0 || !items.every((item) => PERMISSION.test(textAt(item) ?? ""))) return false;
  const quotes = reading.text[entry.keySpan.start] === '"' ? '"' : "";
  const edits = [{ span: entry.keySpan, text: `${quotes}includedPermissions${quotes}` }];
  const statement = { span: root.span, head: entry.keySpan, source: "custom role" };
  const repair = { title: "Rename to `includedPermissions`", edits };
  reading.flaw("role-permissions-key", entry.keySpan, statement, {}, [repair]);
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
