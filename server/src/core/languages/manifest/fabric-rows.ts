import type { Binding, Resource } from "../../model/facts.ts";
import { literal, type Part, type Value } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import type { FactoryArgument, FactoryForm } from "./fabric-arguments.ts";
import { entrySpan, isWhole, optional, type Reading } from "./reading.ts";
import { at, type Entry, itemsOf, type Mapping, type Node, type Scalar } from "./tree.ts";

/** A resource that a factory makes, or one that it grants on. */
export interface FactoryPlace {
  readonly node: Mapping;
  /** The keys that lead to it; empty for the file itself. */
  readonly path: string;
  readonly type: string | undefined;
}

/** One role granted by an argument. */
export type FactoryRow = Pick<Binding, "span" | "head"> &
  Partial<Pick<Binding, "role" | "members" | "complete" | "condition" | "resource">>;

type ReadEntry = (
  entry: Entry,
  argument: FactoryArgument,
  place: FactoryPlace,
  reading: Reading,
) => readonly FactoryRow[];

/** What an entry of a map says. */
const ENTRIES: Readonly<Partial<Record<FactoryForm, ReadEntry>>> = {
  entitlements: (entry, _, place, reading) => rolesOfEntitlement(entry, place, reading),
  "members-by-resource": membersOnResource,
  "members-by-role": membersOfRole,
  objects: (entry, _, place, reading) => objectRow(entry, place, reading),
  "roles-by-member": (entry, _, place, reading) => rolesOfMember(entry, place, reading),
  "roles-by-resource": rolesOnResource,
};

/** The rows of an argument of a place. */
export function rowsOf(
  { keySpan, value }: Entry,
  argument: FactoryArgument,
  place: FactoryPlace,
  reading: Reading,
): readonly FactoryRow[] {
  if (value?.kind === "scalar") noteKey(value, argument, place, reading);
  const read = ENTRIES[argument.form];
  if (value?.kind === "mapping" && read !== undefined)
    return value.entries.flatMap((entry) => read(entry, argument, place, reading));
  if (value?.kind !== "list") return [];
  if (argument.form === "members") {
    const role = impliedRole(argument, keySpan, place.type);
    return [{ span: entrySpan({ key: "", keySpan, value }), head: keySpan, role, ...membersOf(value, reading) }];
  }
  return argument.form === "roles" ? rolesOnOwnProject(value, argument, place, reading) : [];
}

/** The first key of a map is no key yet while it is typed. */
function noteKey(scalar: Scalar, { form }: FactoryArgument, { type }: FactoryPlace, reading: Reading): void {
  if (form === "members-by-role") reading.value(scalar, "role", type);
  if (form === "roles-by-member") reading.value(scalar, "member");
}

/** The resource that the factory makes of the place: known only as that. */
export function ownName({ node, path }: FactoryPlace, reading: Reading, attribute = ""): Value {
  const span: Span = { ...node.span, end: node.span.start };
  const target = { address: `${reading.uri}#${path}`, attribute };
  return { slot: "text", span, parts: [{ kind: "reference", text: path === "" ? "self" : path, span, target }] };
}

function membersOfRole(
  entry: Entry,
  argument: FactoryArgument,
  { type }: FactoryPlace,
  reading: Reading,
): readonly FactoryRow[] {
  if (entry.value?.kind !== "list") return [];
  const role = reading.value(keyNode(entry), "role", type);
  const members = membersOf(entry.value, reading, argument);
  return [{ span: entrySpan(entry), head: entry.keySpan, ...optional("role", role), ...members }];
}

function rolesOfMember(entry: Entry, { type }: FactoryPlace, reading: Reading): readonly FactoryRow[] {
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
function rolesIn(list: Node | undefined, type: string | undefined, reading: Reading): readonly FactoryRow[] {
  return itemsOf(list).flatMap((item) => {
    const role = reading.value(item, "role", type);
    const span = item.uses[0] ?? item.span;
    return role === undefined ? [] : [{ span, head: span, role }];
  });
}

function objectRow(entry: Entry, { type }: FactoryPlace, reading: Reading): readonly FactoryRow[] {
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
function rolesOnResource(
  entry: Entry,
  { type }: FactoryArgument,
  place: FactoryPlace,
  reading: Reading,
): readonly FactoryRow[] {
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

/** Members for a role that the factory knows, on each of several resources. */
function membersOnResource(
  entry: Entry,
  argument: FactoryArgument,
  _: FactoryPlace,
  reading: Reading,
): readonly FactoryRow[] {
  const name = reading.value(keyNode(entry), "resource");
  const resource: Resource = { ...optional("type", argument.type), fields: { ...optional("name", name) } };
  const role = impliedRole(argument, entry.keySpan, argument.type);
  return [
    { span: entrySpan(entry), head: entry.keySpan, role, ...membersOf(entry.value, reading, argument), resource },
  ];
}

/** Roles of the service account that the place describes, on the project that the file describes. */
function rolesOnOwnProject(
  list: Node,
  { type }: FactoryArgument,
  place: FactoryPlace,
  reading: Reading,
): readonly FactoryRow[] {
  const account = ownName(place, reading, "member");
  const resource: Resource = { ...optional("type", type), fields: {} };
  return rolesIn(list, type, reading).map((row) => ({ ...row, resource, members: [account], complete: true }));
}

/** Roles that are granted later, to whoever asks and may. */
function rolesOfEntitlement({ value }: Entry, { type }: FactoryPlace, reading: Reading): readonly FactoryRow[] {
  reading.list(at(value, "eligible_users"), "member");
  return itemsOf(at(value, "privileged_access")).flatMap((item) => {
    const role = reading.value(at(item, "role"), "role", type);
    const expression = reading.value(at(item, "condition"), "condition");
    const condition = expression === undefined ? {} : { condition: { span: expression.span, expression } };
    const span = item.uses[0] ?? item.span;
    return [
      { span, head: span, ...optional("role", role), members: [], complete: false, repeated: true, ...condition },
    ];
  });
}

function membersOf(
  list: Node | undefined,
  reading: Reading,
  { agents }: Pick<FactoryArgument, "agents"> = {},
): Pick<Binding, "members" | "complete"> {
  const named = agents === true ? itemsOf(list).filter(isAgentName) : [];
  if (named.length > 0) return { members: named.flatMap(unknownMember), complete: false };
  const members = reading.list(list, "member");
  return { members, complete: isWhole(list, reading) && members.length === list.items.length };
}

/** A role that is written nowhere: it stands at the key that grants it, and nothing can fill it. */
const impliedRole = ({ role = "" }: FactoryArgument, span: Span, type: string | undefined): Value => ({
  slot: "text",
  span,
  parts: [literal(role)],
  ...optional("resourceType", type),
});

/** `container-engine`: neither a member nor a name that the factory looks up. */
const isAgentName = (node: Node): node is Scalar =>
  node.kind === "scalar" && /^[\w-]+$/.test(node.parts.map(({ text }) => text).join(""));

function unknownMember({ content: span, parts }: Scalar): readonly Value[] {
  const text = parts.map((part) => part.text).join("");
  return [{ slot: "text", span, parts: [{ kind: "reference", text, span }] }];
}
