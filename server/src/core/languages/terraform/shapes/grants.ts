import type { Authority, Binding, Resource } from "../../../model/facts.ts";
import { displayParts, known, type Value } from "../../../model/value.ts";
import { optional } from "../bindings.ts";
import { familyOf, resourceTypeOf } from "../families.ts";
import { type Folded, knownText, optionsOf, type Text } from "../folded.ts";
import { attributeOf } from "../module.ts";
import { type Call, foldAt, makeValue, originOf, scopeOf, titleOf, valueAt } from "./call.ts";
import { isInverted } from "./flaws.ts";
import { forms } from "./forms.ts";
import { textsOf } from "./members.ts";
import type { Row } from "./row.ts";
import type { Grants, On } from "./shape.ts";
import { placesAt } from "./walk.ts";

/** How many resources one argument grants on before they are read as one that is not known. */
const MOST_RESOURCES = 50;

/** All that the arguments of a call grant. */
export const readAllGrants = (call: Call, grants: readonly Grants[]): readonly Binding[] =>
  withoutRivals(grants.flatMap((one) => readGrants(call, one)));

/** Equal for the same role on the same resource under the same condition. */
const keyOf = ({ role, resource, condition }: Binding): string =>
  [...Object.values(resource.fields), role, condition?.title, condition?.expression]
    .map((value) => displayParts(value?.parts ?? []))
    .join("\n");

/** A binding, and whether the module puts its members together with those of others. */
interface Granting {
  readonly binding: Binding;
  readonly merged: boolean;
}

/** Roles that two merged arguments list have one owner: only the first counts as such, and neither shows all members. */
function withoutRivals(found: readonly Granting[]): readonly Binding[] {
  const byKey = new Map<string, number>();
  for (const { binding, merged } of found) if (merged) byKey.set(keyOf(binding), (byKey.get(keyOf(binding)) ?? 0) + 1);
  const seen = new Set<string>();
  return found.map(({ binding, merged }) => {
    const key = merged ? keyOf(binding) : "";
    if (!merged || (byKey.get(key) ?? 0) < 2) return binding;
    const isFirst = !seen.has(key);
    seen.add(key);
    return { ...binding, complete: false, ...(isFirst ? {} : { repeated: true }) };
  });
}

function readGrants(call: Call, grants: Grants): readonly Granting[] {
  const resourceType = resourceTypeOf(familyOf(baseOf(call, grants.on)));
  return placesAt(call, grants.at, "role").flatMap(({ folded, keys, label }) => {
    if (isInverted(folded, grants.form)) return [];
    const rows = [...forms[grants.form](folded, { call, grants, resourceType }), ...restOf(call, grants, folded)];
    if (rows.length === 0) return [];
    const resources = resourcesOf(call, grants.on, keys);
    return rows.flatMap((row) =>
      resources.map(({ resource, repeated }) => ({
        binding: bindingOf(call, grants, row, withRowFields(resource, row, call, grants.on), label, repeated),
        merged: grants.merged === true,
      })),
    );
  });
}

/** The family that the argument `type` chooses; one that is not known counts as the first. */
function baseOf(call: Call, { base, byType = {} }: On): string {
  const type = known(valueAt(call, "type", "text"));
  return (type !== undefined && Object.hasOwn(byType, type) ? byType[type] : undefined) ?? base;
}

/** What else an argument may grant whose value is not known, or not all of it. */
function restOf(call: Call, { at }: Grants, folded: Folded): readonly Row[] {
  const attribute = attributeOf(call.reader.block, at);
  if (attribute === undefined || isWhole(folded)) return [];
  const head = call.reader.span({ start: attribute.start, end: attribute.nameEnd });
  return [{ role: undefined, members: [], complete: false, span: call.reader.span(attribute), head, label: "" }];
}

const isWhole = (folded: Folded): boolean =>
  optionsOf(folded).every((option) =>
    option.kind === "text" ? knownText(option) !== undefined : option.kind === "null" || option.complete,
  );

function bindingOf(
  call: Call,
  grants: Grants,
  row: Row,
  resource: Resource,
  label: string,
  repeated: boolean,
): Binding {
  const { authority, isSure } = authorityOf(call, grants);
  return {
    kind: "binding",
    span: row.span,
    head: row.head,
    source: `${titleOf(call)}.${label}${row.label}`,
    scope: scopeOf(call),
    effect: "grant",
    authority,
    resource,
    ...optional("role", row.role),
    members: row.members,
    complete: row.complete,
    ...optional("condition", row.condition),
    ...(call.repeated || repeated || !isSure || row.isDoubtful === true ? { repeated: true } : {}),
  };
}

function authorityOf(call: Call, { authority }: Grants): { readonly authority: Authority; readonly isSure: boolean } {
  if (authority !== "mode") return { authority, isSure: true };
  if (attributeOf(call.reader.block, "mode") === undefined) return { authority: "member", isSure: true };
  const mode = known(valueAt(call, "mode", "text"));
  return { authority: mode === "authoritative" ? "role" : "member", isSure: mode !== undefined };
}

interface Granted {
  readonly resource: Resource;
  readonly repeated: boolean;
}

/** The resources that a row is granted on: one, or each of a list. */
function resourcesOf(call: Call, on: On, keys: readonly Text[]): readonly Granted[] {
  const type = resourceTypeOf(familyOf(baseOf(call, on)));
  const fields: Record<string, Value> = {};
  for (const [field, origin] of Object.entries(on.fields)) {
    const value = originOf(call, origin, keys);
    if (value !== undefined) fields[field] = value;
  }
  const resource: Resource = { fields, ...optional("type", type) };
  if (on.each === undefined) return [{ resource, repeated: false }];
  const list = foldAt(call, on.each, "resource");
  if (list === undefined) return on.each.includes(".") ? [] : [{ resource, repeated: true }];
  const names = list.kind === "sequence" ? textsOf(list) : [];
  const rest = { resource, repeated: true };
  if (list.kind !== "sequence" || names.length > MOST_RESOURCES) return [rest];
  const named = names.map((text) => ({
    resource: { ...resource, fields: { ...fields, name: makeValue(call, text, "resource") } },
    repeated: false,
  }));
  return list.complete && names.length === list.items.length && names.length > 0 ? named : [...named, rest];
}

/** A row may name the resource itself. */
function withRowFields(resource: Resource, row: Row, call: Call, { byRole = {} }: On): Resource {
  const role = known(row.role);
  const base = role !== undefined && Object.hasOwn(byRole, role) ? byRole[role] : undefined;
  if (base !== undefined) return { fields: resource.fields, ...optional("type", resourceTypeOf(familyOf(base))) };
  if (row.project !== undefined) return { ...resource, fields: { name: row.project } };
  if (row.resource === undefined) return resource;
  return { ...resource, fields: { ...resource.fields, name: makeValue(call, row.resource, "resource") } };
}
