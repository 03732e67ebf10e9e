import type { Binding, CustomRole, Fact, Resource, ServiceAccount } from "../../../model/facts.ts";
import { displayParts, known, literal, type Part, type Value } from "../../../model/value.ts";
import { readCustomRole } from "../accounts.ts";
import { optional } from "../bindings.ts";
import { familyOf, resourceTypeOf } from "../families.ts";
import { knownText } from "../folded.ts";
import { attributeOf, type Declaration } from "../module.ts";
import { type Call, foldAt, headOf, makeValue, originOf, statementOfCall, titleOf, valueAt } from "./call.ts";
import { accountsOfIds } from "./many-accounts.ts";
import { membersOf, textsOf } from "./members.ts";
import type { AccountShape, CustomRoleShape } from "./shape.ts";

/** The service accounts that a call makes or looks up. */
export function readAccounts(call: Call, shape: AccountShape): readonly ServiceAccount[] {
  const isMade = shape.unless === undefined || knownText(foldAt(call, shape.unless, "text")) !== "false";
  if (shape.many === undefined) return isMade ? [readAccount(call, shape)] : [];
  const made = accountsOfIds(foldAt(call, shape.id[0] ?? "", "text"));
  if (made === undefined) return [readAccount(call, { ...shape, id: [] })];
  const { address, source, ...statement } = statementOfCall(call);
  return made.accounts.map(({ id, key }) => ({
    kind: "service-account",
    ...statement,
    source: source + key,
    address: address + key,
    ...optional("accountId", withPrefix(call, shape, { ...makeValue(call, id, "text"), parts: id.parts.map(lowered) })),
    ...optional("project", originOf(call, shape.project, [])),
  }));
}

/** The module of several accounts writes their ids in lower case. */
const lowered = (part: Part): Part => (part.kind === "literal" ? literal(part.text.toLowerCase()) : part);

/** The id behind the argument that the module puts in front of it; an empty one is none. */
function withPrefix(call: Call, { prefix }: AccountShape, id: Value | undefined): Value | undefined {
  if (prefix === undefined || attributeOf(call.reader.block, prefix) === undefined) return id;
  const before = valueAt(call, prefix, "text");
  if (known(before) === "") return id;
  return before && id && { ...id, parts: [...before.parts, literal("-"), ...id.parts] };
}

/** The service account that a call makes or looks up. */
function readAccount(call: Call, shape: AccountShape): ServiceAccount {
  const id = shape.id.map((path) => valueAt(call, path, "text")).find((value) => value !== undefined);
  const isEmail = id?.parts.some((part) => part.kind === "literal" && part.text.includes("@")) === true;
  const project = optional("project", originOf(call, shape.project, []));
  const statement = { kind: "service-account" as const, ...statementOfCall(call) };
  if (isEmail) return { ...statement, email: { ...id, slot: "account" }, ...project };
  return { ...statement, ...optional("accountId", withPrefix(call, shape, id)), ...project };
}

/** Custom roles that a call defines in a map. */
export function readCustomRoles(call: Call, { at, level, parent }: CustomRoleShape): readonly CustomRole[] {
  const folded = foldAt(call, at, "permission");
  if (folded?.kind !== "mapping") return [];
  return folded.entries.map(({ key, value }) => {
    const texts = textsOf(value);
    const { address: _, ...statement } = statementOfCall(call);
    return {
      kind: "custom-role",
      ...statement,
      source: `${titleOf(call)}.${at}["${knownText(key) ?? displayParts(key.parts)}"]`,
      span: key.span,
      head: key.span,
      level,
      ...optional("parent", originOf(call, parent, [])),
      id: makeValue(call, key, "text"),
      permissions: texts.map((text) => makeValue(call, text, "permission")),
      complete: value.kind === "sequence" && value.complete && texts.length === value.items.length,
    };
  });
}

/** The module that makes one custom role and grants it; what it takes from base roles is not known here. */
export function readRoleModule(call: Call): readonly Fact[] {
  const { reader } = call;
  const level = known(valueAt(call, "target_level", "text"));
  const hasLevel = attributeOf(reader.block, "target_level") !== undefined;
  const base = foldAt(call, "base_roles", "role");
  const hasBase = base !== undefined && !(base.kind === "sequence" && base.complete && base.items.length === 0);
  if (base !== undefined) for (const text of textsOf(base)) makeValue(call, text, "role");
  if (hasLevel && level !== "project" && level !== "org") return [];
  const isOfOrganization = level === "org";
  const role = readCustomRole(declarationOf(call), reader, isOfOrganization ? "organization" : "project");
  const parent = optional("parent", valueAt(call, "target_id", "resource"));
  const defined: CustomRole = { ...role, ...statementOfCall(call), ...parent, complete: role.complete && !hasBase };
  return [defined, ...grantsOfRole(call, isOfOrganization ? "google_organization" : "google_project")];
}

/** The new role, granted to `members` on the project or organization that it belongs to. */
function grantsOfRole(call: Call, base: string): readonly Binding[] {
  const attribute = attributeOf(call.reader.block, "members");
  if (attribute === undefined) return [];
  const name = valueAt(call, "target_id", "resource");
  const type = resourceTypeOf(familyOf(base));
  const span = headOf(call);
  const { address, scope } = statementOfCall(call);
  const text = `${call.written}.custom_role_id`;
  const role: Value = {
    slot: "text",
    span,
    parts: [{ kind: "reference", text, span, target: { address, attribute: "" } }],
  };
  return [
    {
      kind: "binding",
      span: call.reader.span(attribute),
      head: call.reader.span({ start: attribute.start, end: attribute.nameEnd }),
      source: `${titleOf(call)}.members`,
      scope,
      effect: "grant",
      authority: "member",
      resource: { fields: optional("name", name) as Resource["fields"], ...optional("type", type) },
      role,
      ...membersOf(foldAt(call, "members", "member") ?? { kind: "null" }, call),
      ...(call.repeated ? { repeated: true } : {}),
    },
  ];
}

const declarationOf = ({ reader, name }: Call): Declaration => ({
  source: reader.env.source,
  block: reader.block,
  isData: false,
  type: "module",
  name,
});
