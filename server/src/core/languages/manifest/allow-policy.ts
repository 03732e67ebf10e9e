import type { Authority, Resource } from "../../model/facts.ts";
import { readBindingList } from "./binding-list.ts";
import { readExemptions } from "./config-connector-iam.ts";
import { isWhole, optional, type Reading } from "./reading.ts";
import { at, entryOf, isEmpty, itemsOf, type Mapping, type Node, textAt } from "./tree.ts";

const BINDING_KEYS: ReadonlySet<string> = new Set(["role", "members", "condition", "bindingId"]);

/** A policy as `set-iam-policy` reads it, alone or as the `policy` of a request: it replaces what the resource had. */
export function readPolicyFile(root: Mapping, reading: Reading): boolean {
  const policy = entryOf(root, "bindings") === undefined ? at(root, "policy") : root;
  return readPolicy(policy, "policy", { fields: {} }, FILE, reading);
}

/** What a command sets as the allow policy of a resource. */
export function readSetPolicy(root: Node | undefined, resource: Resource, reading: Reading): void {
  const bindings = entryOf(root, "bindings");
  if (root?.kind !== "mapping" || bindings === undefined) return;
  const isRead = readPolicy(root, "policy", resource, FILE, reading, true);
  if (!isRead || root.templated || ["<<", "etag"].some((key) => entryOf(root, key) !== undefined)) return;
  reading.flaw("pol-missing-etag", bindings.keySpan, { span: root.span, head: bindings.keySpan, source: FILE });
}

/** What people call a policy in a file. */
const FILE = "allow policy";

/** Answers of the API and of `gcloud asset`, which keep their entries in a list of their own. */
const ENTRY_LISTS = ["results", "assets"];

/** A list of reports, alone or in an answer of the API. */
export function readReports(root: Mapping, reading: Reading): boolean {
  const entries = ENTRY_LISTS.flatMap((key) => itemsOf(at(root, key)));
  return entries.filter((entry) => !reading.isFull && readReport(entry, reading)).length > 0;
}

/**
 * An entry of what asset searches and `get-ancestors-iam-policy` print. Such a list reports grants and owns none, and a search shows only
 * the bindings that it found.
 */
export function readReport(entry: Node, reading: Reading): boolean {
  const policy = at(entry, "policy") ?? at(entry, "iamPolicy");
  const name = at(entry, "resource") ?? at(entry, "name") ?? at(entry, "id");
  if (policy === undefined || name?.kind !== "scalar") return false;
  const text = textAt(name);
  const type = text === undefined ? undefined : (typeOfName(text) ?? ancestorType(textAt(entry, "type")));
  const resource = { fields: { ...optional("name", reading.value(name, "resource")) }, ...optional("type", type) };
  return readPolicy(policy, "member", resource, text === undefined ? FILE : `${FILE} of ${text}`, reading);
}

function readPolicy(
  policy: Node | undefined,
  authority: Authority,
  resource: Resource,
  source: string,
  reading: Reading,
  isSet = false,
): boolean {
  const list = at(policy, "bindings");
  if (!isBindingList(list)) return false;
  const readMember = (item: Node) => reading.value(item, "member");
  const isTelling = authority === "policy" && ["version", "etag"].some((key) => entryOf(policy, key) !== undefined);
  const policyVersion = isTelling ? { ...optional("value", versionOf(policy, reading)) } : undefined;
  readBindingList(
    list,
    {
      authority,
      resource,
      source,
      readMember,
      ...(isTelling || isSet ? { applied: "file" } : {}),
      ...(isSet && !isWhole(list, reading) ? { repeated: true } : {}),
      ...optional("policyVersion", policyVersion),
    },
    reading,
  );
  for (const config of itemsOf(at(policy, "auditConfigs"))) readExemptions(config, reading);
  return true;
}

const versionOf = (policy: Node | undefined, reading: Reading) => reading.value(at(policy, "version"), "text");

/** Many tools have lists called `bindings`; those of an allow policy have a role and a list of members in each item. */
function isBindingList(list: Node | undefined): boolean {
  const items = itemsOf(list);
  return items.length > 0 && items.every(isBinding);
}

function isBinding(item: Node): boolean {
  if (item.kind !== "mapping" || item.entries.some(({ key }) => key !== "<<" && !BINDING_KEYS.has(key))) return false;
  const role = entryOf(item, "role");
  const members = entryOf(item, "members");
  if (role === undefined || members === undefined) return false;
  return isText(role.value) && (members.value?.kind === "list" || isGap(members.value));
}

const isGap = (node: Node | undefined): boolean => node === undefined || (node.kind === "scalar" && isEmpty(node));

/** Also where the text is not typed yet. */
const isText = (node: Node | undefined): boolean => node === undefined || node.kind === "scalar";

/**
 * The type in a full resource name: service and last collection (`//run.googleapis.com/projects/p/locations/l/services/s`), with the two
 * services whose names do not follow that.
 */
function typeOfName(name: string): string | undefined {
  const [, service, path] = /^\/\/([a-z0-9]+)\.googleapis\.com\/(.+)$/.exec(name) ?? [];
  if (service === undefined || path === undefined) return undefined;
  if (service === "storage") return "storage.buckets";
  const collection = path.split("/").at(-2);
  if (collection === undefined || !/^[a-z]\w*$/i.test(collection)) return undefined;
  return `${service === "cloudresourcemanager" ? "resourcemanager" : service}.${collection}`;
}

const ancestorType = (type: string | undefined): string | undefined =>
  type === "project" || type === "folder" || type === "organization" ? `resourcemanager.${type}s` : undefined;
