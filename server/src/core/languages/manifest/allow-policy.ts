import type { Authority, Resource } from "../../model/facts.ts";
import { readAudit } from "./audit-config.ts";
import { type BindingForm, readBindingList, readBindings } from "./binding-list.ts";
import { typeOfName } from "./full-name.ts";
import { isWhole, optional, type Reading } from "./reading.ts";
import { at, entryOf, isEmpty, itemsOf, type Mapping, type Node, textAt } from "./tree.ts";

const BINDING_KEYS: ReadonlySet<string> = new Set(["role", "members", "condition", "bindingId"]);

/** A policy as `set-iam-policy` reads it, alone or as the `policy` of a request: it replaces what the resource had. */
export function readPolicyFile(root: Mapping, reading: Reading): boolean {
  const policy = entryOf(root, "bindings") === undefined ? at(root, "policy") : root;
  return readPolicy(policy, "policy", { fields: {} }, FILE, reading);
}

/**
 * Bindings of several roles each, as tools read them that add them to the policy of a project: a grant for each role.
 */
export function readRoleLists(root: Mapping, reading: Reading): boolean {
  const list = at(root, "bindings");
  const items = itemsOf(list);
  if (items.length === 0 || !items.every(hasRoleList)) return false;
  for (const item of items)
    for (const role of itemsOf(at(item, "roles"))) if (!reading.isFull) addGrant(item, role, reading);
  return true;
}

const LIST_KEYS: ReadonlySet<string> = new Set(["roles", "members"]);
const PREDEFINED = /^roles\/[\w.]+$/;

function hasRoleList(item: Node): boolean {
  if (item.kind !== "mapping" || item.entries.some(({ key }) => !LIST_KEYS.has(key))) return false;
  const roles = at(item, "roles");
  return at(item, "members")?.kind === "list" && itemsOf(roles).some((role) => PREDEFINED.test(textAt(role) ?? ""));
}

/** A word that the tool replaces with a member. */
const isStandIn = (node: Node): boolean =>
  /^[\w-]+$/.test(textAt(node) ?? "") && !/^all\w*Users$/.test(textAt(node) ?? "");

function addGrant(item: Node, node: Node, reading: Reading): void {
  const type = "resourcemanager.projects";
  const role = reading.value(node, "role", type);
  const list = at(item, "members");
  const members = itemsOf(list).flatMap((one) => (isStandIn(one) ? [] : (reading.value(one, "member") ?? [])));
  reading.facts.push({
    kind: "binding",
    effect: "grant",
    authority: "member",
    span: item.span,
    head: node.span,
    source: "role list",
    scope: reading.scope,
    resource: { type, fields: {} },
    members,
    complete: isWhole(list, reading) && members.length === list.items.length,
    ...optional("role", role),
  });
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

/** An answer of `analyze-iam-policy`: each of its results shows the one binding that gives access. */
export function readAnalysis(root: Mapping, reading: Reading): boolean {
  const analyses = [at(root, "mainAnalysis"), ...itemsOf(at(root, "serviceAccountImpersonationAnalysis"))];
  const results = analyses.flatMap((analysis) => itemsOf(at(analysis, "analysisResults")));
  return results.filter((result) => !reading.isFull && readResult(result, reading)).length > 0;
}

/** A result of an analysis as the API gives it, or as the command prints it by default. */
export function readResult(result: Node, reading: Reading): boolean {
  const printed = at(result, "policy");
  const binding = at(result, "iamBinding") ?? at(printed, "binding");
  const name = at(result, "attachedResourceFullName") ?? at(printed, "attachedResource");
  if (name?.kind !== "scalar" || binding === undefined || !isBinding(binding)) return false;
  const text = textAt(name);
  const resource = resourceNamed(name, text === undefined ? undefined : typeOfName(text), reading);
  const form: BindingForm = { authority: "member", resource, source: sourceOf(text), readMember: memberIn(reading) };
  readBindings([binding], form, reading);
  return true;
}

const resourceNamed = (name: Node, type: string | undefined, reading: Reading): Resource => ({
  ...optional("type", type),
  fields: { ...optional("name", reading.value(name, "resource")) },
});

const sourceOf = (name: string | undefined): string => (name === undefined ? FILE : `${FILE} of ${name}`);

const memberIn =
  (reading: Reading): BindingForm["readMember"] =>
  (item) =>
    reading.value(item, "member");

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
  const isTelling = authority === "policy" && ["version", "etag"].some((key) => entryOf(policy, key) !== undefined);
  const policyVersion = isTelling ? { ...optional("value", versionOf(policy, reading)) } : undefined;
  readBindingList(
    list,
    {
      authority,
      resource,
      source,
      readMember: memberIn(reading),
      ...(isTelling || isSet ? { applied: "file" } : {}),
      ...(isSet && !isWhole(list, reading) ? { repeated: true } : {}),
      ...optional("policyVersion", policyVersion),
    },
    reading,
  );
  const audits = entryOf(policy, "auditConfigs");
  for (const config of itemsOf(audits?.value))
    readAudit(config, { span: config.span, head: audits?.keySpan ?? config.span, source }, reading);
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

const ancestorType = (type: string | undefined): string | undefined =>
  type === "project" || type === "folder" || type === "organization" ? `resourcemanager.${type}s` : undefined;
