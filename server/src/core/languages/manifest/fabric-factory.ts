import type { Authority, Binding, Resource } from "../../model/facts.ts";
import { displayParts, literal, type Part, type Value } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import { placesInside, rootType, schemaIn } from "./fabric-places.ts";
import { entrySpan, isWhole, optional, type Reading } from "./reading.ts";
import { at, type Entry, entryOf, itemsOf, type Mapping, type Node, type Scalar, textAt } from "./tree.ts";

/** What one key of a place says; `form` is how. */
interface Argument {
  readonly form: "members-by-role" | "roles-by-member" | "objects" | "roles-by-resource";
  readonly authority: Authority;
  /** The type of the resources that are its keys. */
  readonly type?: string;
  /** Whether the lists of all merged arguments are put together, role by role. */
  readonly merged?: true;
}

const byResource = (type: string): Argument => ({ form: "roles-by-resource", authority: "member", type });

/** Source: the schemas of cloud-foundation-fabric's factories, release 50. */
const ARGUMENTS: Readonly<Record<string, Argument>> = {
  iam: { form: "members-by-role", authority: "role", merged: true },
  iam_by_principals: { form: "roles-by-member", authority: "role", merged: true },
  iam_by_principals_conditional: { form: "roles-by-member", authority: "role", merged: true },
  iam_bindings: { form: "objects", authority: "role" },
  iam_bindings_additive: { form: "objects", authority: "member" },
  iam_by_principals_additive: { form: "roles-by-member", authority: "member" },
  iam_project_roles: byResource("resourcemanager.projects"),
  iam_folder_roles: byResource("resourcemanager.folders"),
  iam_organization_roles: byResource("resourcemanager.organizations"),
  iam_billing_roles: byResource("billing.accounts"),
  iam_storage_roles: byResource("storage.buckets"),
  iam_sa_roles: byResource("iam.serviceAccounts"),
};

const ROLE = /^(?:roles\/|(?:projects|organizations)\/[^/]+\/roles\/|\$custom_roles:)/;
const MEMBER = /^(?:domain|group|serviceAccount|user|principal|principalSet|\$iam_principals):/;

/** Cheap and never wrong the other way: whether a text may be a factory file. */
export const mayHoldFactory = (text: string): boolean => /^[ \t]*["']?iam(?:_\w+)?["']?[ \t]*:/m.test(text);

/** A file from which a factory of Cloud Foundation Fabric makes a project, a folder and the like; `head` is what stands before it. */
export function readFactory(root: Mapping, head: string, reading: Reading): boolean {
  const schema = schemaIn(head);
  const places = [{ node: root, path: "", type: rootType(schema) }, ...inside(root, schema)];
  const telling = places.filter(({ node }) => node.entries.some(({ key }) => Object.hasOwn(ARGUMENTS, key)));
  if (telling.length === 0 || (schema === undefined && !telling.every(({ node }) => looksThePart(node)))) return false;
  for (const place of telling) reading.facts.push(...settled(readPlace(place, reading)));
  return true;
}

/** Without a schema, the keys have to begin as roles and principals do, everywhere where they stand. */
function looksThePart(node: Mapping): boolean {
  const keysOf = (name: string): readonly string[] => {
    const value = at(node, name);
    return value?.kind === "mapping" ? value.entries.map(({ key }) => key) : [];
  };
  const roles = keysOf("iam");
  const members = ["iam_by_principals", "iam_by_principals_additive", "iam_by_principals_conditional"].flatMap(keysOf);
  const objects = ["iam_bindings", "iam_bindings_additive"].flatMap((name) => {
    const value = at(node, name);
    return value?.kind === "mapping" ? value.entries.map(({ value: inner }) => textAt(inner, "role") ?? "") : [];
  });
  const isSure = [...roles, ...members, ...objects].length > 0;
  return isSure && [...roles, ...objects].every((role) => ROLE.test(role)) && members.every((one) => MEMBER.test(one));
}

interface Place {
  readonly node: Mapping;
  /** The keys that lead to it; empty for the file itself. */
  readonly path: string;
  readonly type: string | undefined;
}

function inside(root: Mapping, schema: string | undefined): readonly Place[] {
  return placesInside(schema).flatMap(([path, type]) => {
    const steps = path.split(".");
    const reached = steps.reduce<readonly { readonly node: Mapping; readonly path: string }[]>(
      (from, step) => from.flatMap(({ node, path: before }) => stepInto(node, before, step)),
      [{ node: root, path: "" }],
    );
    return reached.map((one) => ({ ...one, type }));
  });
}

function stepInto(node: Mapping, before: string, step: string) {
  const entries = step === "*" ? node.entries : [entryOf(node, step)].filter((entry) => entry !== undefined);
  return entries.flatMap(({ key, value }) =>
    value?.kind === "mapping" ? [{ node: value, path: before === "" ? key : `${before}.${key}` }] : [],
  );
}

/** A binding, and whether its members are put together with those of others. */
interface Granting {
  readonly binding: Binding;
  readonly merged: boolean;
}

function readPlace(place: Place, reading: Reading): readonly Granting[] {
  return place.node.entries.flatMap(({ key, value }) => {
    const argument = Object.hasOwn(ARGUMENTS, key) ? ARGUMENTS[key] : undefined;
    if (argument === undefined || reading.isFull) return [];
    if (value?.kind === "scalar") noteKey(value, argument, place, reading);
    if (value?.kind !== "mapping") return [];
    const rows = value.entries.flatMap((entry) => rowsOf(entry, argument, place, reading));
    return rows.map((row) => ({
      binding: { ...bindingOf(place, argument, reading), source: sourceOf(place, key), ...row },
      merged: argument.merged === true,
    }));
  });
}

/** The first key of a map is no key yet while it is typed. */
function noteKey(scalar: Scalar, { form }: Argument, { type }: Place, reading: Reading): void {
  if (form === "members-by-role") reading.value(scalar, "role", type);
  if (form === "roles-by-member") reading.value(scalar, "member");
}

const sourceOf = ({ path }: Place, key: string): string => (path === "" ? key : `${path}.${key}`);

function bindingOf(place: Place, { authority }: Argument, reading: Reading) {
  const resource: Resource = { fields: { name: ownName(place, reading) }, ...optional("type", place.type) };
  return {
    kind: "binding",
    effect: "grant",
    authority,
    scope: reading.scope,
    resource,
    members: [],
    complete: false,
  } as const;
}

/** The resource that the factory makes of the place: known only as that. */
function ownName({ node, path }: Place, reading: Reading, attribute = ""): Value {
  const span: Span = { ...node.span, end: node.span.start };
  const target = { address: `${reading.uri}#${path}`, attribute };
  return { slot: "text", span, parts: [{ kind: "reference", text: path === "" ? "self" : path, span, target }] };
}

type Row = Pick<Binding, "span" | "head"> &
  Partial<Pick<Binding, "role" | "members" | "complete" | "condition" | "resource">>;

function rowsOf(entry: Entry, argument: Argument, place: Place, reading: Reading): readonly Row[] {
  switch (argument.form) {
    case "members-by-role":
      return membersOfRole(entry, place, reading);
    case "roles-by-member":
      return rolesOfMember(entry, place, reading);
    case "objects":
      return objectRow(entry, place, reading);
    case "roles-by-resource":
      return rolesOnResource(entry, argument, place, reading);
  }
}

function membersOfRole(entry: Entry, { type }: Place, reading: Reading): readonly Row[] {
  const { value } = entry;
  if (value?.kind !== "list") return [];
  const role = reading.value(keyNode(entry), "role", type);
  const members = reading.list(value, "member");
  const complete = isWhole(value, reading) && members.length === value.items.length;
  return [{ span: entrySpan(entry), head: entry.keySpan, ...optional("role", role), members, complete }];
}

function rolesOfMember(entry: Entry, { type }: Place, reading: Reading): readonly Row[] {
  const { value } = entry;
  const list = value?.kind === "mapping" ? at(value, "roles") : value;
  const member = reading.value(keyNode(entry), "member");
  const condition = value?.kind === "mapping" ? reading.condition(at(value, "condition")) : undefined;
  const members = member === undefined ? [] : [member];
  return rolesIn(list, type, reading).map((role) => ({
    ...role,
    members,
    complete: member !== undefined,
    ...optional("condition", condition),
  }));
}

/** A row for each role of a list. */
function rolesIn(list: Node | undefined, type: string | undefined, reading: Reading): readonly Row[] {
  return itemsOf(list).flatMap((item) => {
    const role = reading.value(item, "role", type);
    const span = item.uses[0] ?? item.span;
    return role === undefined ? [] : [{ span, head: span, role }];
  });
}

function objectRow(entry: Entry, { type }: Place, reading: Reading): readonly Row[] {
  const { value } = entry;
  if (value?.kind !== "mapping") return [];
  const list = at(value, "members");
  const member = reading.value(at(value, "member"), "member");
  const members = [...(member === undefined ? [] : [member]), ...reading.list(list, "member")];
  const isAll =
    list === undefined ? member !== undefined : isWhole(list, reading) && list.items.length === members.length;
  return [
    {
      span: value.uses[0] ?? value.span,
      head: entry.keySpan,
      ...optional("role", reading.value(at(value, "role"), "role", type)),
      members,
      complete: isAll,
      ...optional("condition", reading.condition(at(value, "condition"))),
    },
  ];
}

/** Roles of the service account that the place describes, on another resource. */
function rolesOnResource(entry: Entry, { type }: Argument, place: Place, reading: Reading): readonly Row[] {
  const name = reading.value(keyNode(entry), "resource");
  const resource: Resource = { fields: { ...optional("name", name) }, ...optional("type", type) };
  const account = ownName(place, reading, "member");
  return rolesIn(entry.value, type, reading).map((row) => ({ ...row, resource, members: [account], complete: true }));
}

/** A key as a scalar; one with a name that the factory looks up in it is not known where that stands. */
function keyNode({ key, keySpan }: Entry): Scalar {
  const isQuoted = keySpan.end - keySpan.start === key.length + 2;
  const content = isQuoted ? { ...keySpan, start: keySpan.start + 1, end: keySpan.end - 1 } : keySpan;
  const isOpen = /\$|\{\{/.test(key);
  const parts: readonly Part[] = isOpen ? [{ kind: "reference", text: key, span: content }] : [literal(key)];
  return { kind: "scalar", style: "plain", span: keySpan, content, parts, uses: [] };
}

/** Roles that two merged arguments list have one owner: only the first counts as such, and neither shows all members. */
function settled(found: readonly Granting[]): readonly Binding[] {
  const keyOf = ({ role, condition }: Binding): string =>
    [role, condition?.title, condition?.expression].map((value) => displayParts(value?.parts ?? [])).join("\n");
  const counts = new Map<string, number>();
  for (const { binding, merged } of found)
    if (merged) counts.set(keyOf(binding), (counts.get(keyOf(binding)) ?? 0) + 1);
  const seen = new Set<string>();
  return found.map(({ binding, merged }) => {
    const key = keyOf(binding);
    if (!merged || (counts.get(key) ?? 0) < 2) return binding;
    const isFirst = !seen.has(key);
    seen.add(key);
    return { ...binding, complete: false, ...(isFirst ? {} : { repeated: true }) };
  });
}
