import type { Binding } from "../../model/facts.ts";
import { configConnectorKinds } from "../../model/tables/config-connector.ts";
import type { Value } from "../../model/value.ts";
import { optional, type Reading } from "./reading.ts";
import { at, itemsOf, type Mapping, type Node, textAt } from "./tree.ts";

/**
 * What a patch says about roles, members and permissions. It is a part of an object that is written elsewhere: nothing that it lacks is
 * missing, and who gets what on which resource is not known.
 * @param kind of the objects that it is for, where that is told.
 */
export function readPatch(root: Node, kind: string | undefined, reading: Reading): void {
  if (root.kind === "list") readOperations(itemsOf(root), kind, reading);
  else if (root.kind === "mapping") readPart(root, textAt(root, "kind") ?? kind, reading);
}

const KINDS = /^IAM(?:PolicyMember|PartialPolicy|Policy|CustomRole)$/;

/** A part of an object, merged into it. */
function readPart(root: Mapping, kind: string | undefined, reading: Reading): void {
  if (!KINDS.test(kind ?? "")) return;
  const spec = at(root, "spec");
  const type = typeOf(textAt(spec, "resourceRef", "kind"));
  sayRole(root, reading.list(at(spec, "permissions"), "permission"), reading);
  for (const holder of [spec, ...itemsOf(at(spec, "bindings"))]) readGrant(holder, type, reading);
}

const typeOf = (kind: string | undefined): string | undefined =>
  kind !== undefined && Object.hasOwn(configConnectorKinds, kind) ? configConnectorKinds[kind]?.type : undefined;

/** A role and members as far as they are there. */
function readGrant(holder: Node | undefined, type: string | undefined, reading: Reading): void {
  if (holder?.kind !== "mapping") return;
  const role = reading.value(at(holder, "role"), "role", type);
  const listed = itemsOf(at(holder, "members")).map((item) => (item.kind === "mapping" ? at(item, "member") : item));
  const members = [at(holder, "member"), ...listed].flatMap((node) => reading.value(node, "member") ?? []);
  const condition = reading.condition(at(holder, "condition"));
  if (role === undefined && members.length === 0 && condition === undefined) return;
  say(holder, { fields: {}, ...optional("type", type) }, { role, members, condition }, reading);
}

/** `/spec/member`, `/spec/bindings/0/role`, `/spec/bindings/-`, `/spec/bindings/0/members/-`. */
const PATH = /^\/spec(?:\/bindings(?:\/(?:\d+|-))?)?(?:\/(role|member|members|permissions)(?:\/(?:\d+|-))?)?$/;
const ROLE = /^(?:(?:organizations|projects)\/[^/]+\/)?roles\//;
const MEMBER = /^(?:all(?:Authenticated)?Users$|(?:deleted:)?(?:serviceAccount|user|group|domain|principal(?:Set)?):)/;

/** Operations on the fields of an object. Where its kind is not told, only what can be nothing else is read. */
function readOperations(operations: readonly Node[], kind: string | undefined, reading: Reading): void {
  if (kind !== undefined && !KINDS.test(kind)) return;
  for (const operation of operations) {
    const [path, field] = PATH.exec(textAt(operation, "path") ?? "") ?? [];
    const value = at(operation, "value");
    if (path === undefined || value === undefined || path === "/spec") continue;
    if (field === undefined && kind !== undefined) readWhole(value, reading);
    else if (field !== undefined && operation.kind === "mapping")
      readField(field, value, operation, kind !== undefined, reading);
  }
}

/** A binding, or the list of all of them. */
function readWhole(value: Node, reading: Reading): void {
  for (const binding of value.kind === "list" ? itemsOf(value) : [value]) readGrant(binding, undefined, reading);
}

function readField(field: string, value: Node, operation: Mapping, isSure: boolean, reading: Reading): void {
  const texts = value.kind === "list" ? itemsOf(value) : [value.kind === "mapping" ? at(value, "member") : value];
  if (field === "permissions") {
    const permissions = isSure ? texts.flatMap((text) => reading.value(text, "permission") ?? []) : [];
    sayRole(operation, permissions, reading);
    return;
  }
  const slot = field === "role" ? "role" : "member";
  const form = slot === "role" ? ROLE : MEMBER;
  const values = texts.flatMap((text) =>
    isSure || form.test(textAt(text) ?? "") ? (reading.value(text, slot) ?? []) : [],
  );
  const [role] = slot === "role" ? values : [];
  if (values.length > 0) say(operation, { fields: {} }, { role, members: slot === "member" ? values : [] }, reading);
}

/** Permissions of a custom role of which the rest is not seen. */
function sayRole({ span, entries }: Mapping, permissions: readonly Value[], reading: Reading): void {
  if (permissions.length === 0) return;
  const place = { span, head: entries[0]?.keySpan ?? span, source: "patch", scope: reading.scope };
  reading.facts.push({ kind: "custom-role", level: "organization", ...place, permissions, complete: false });
}

interface Said {
  readonly role?: Value | undefined;
  readonly members: readonly Value[];
  readonly condition?: Binding["condition"];
}

function say({ span, entries }: Mapping, resource: Binding["resource"], said: Said, reading: Reading): void {
  reading.facts.push({
    kind: "binding",
    effect: "grant",
    authority: "member",
    span,
    head: entries[0]?.keySpan ?? span,
    source: "patch",
    scope: reading.scope,
    resource,
    members: said.members,
    complete: false,
    conditional: true,
    ...optional("role", said.role),
    ...optional("condition", said.condition),
  });
}
