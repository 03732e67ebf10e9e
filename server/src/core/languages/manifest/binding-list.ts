import type { Authority, Binding, Resource } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import { entrySpan, isWhole, optional, type Reading } from "./reading.ts";
import { at, itemsOf, type Mapping, type Node } from "./tree.ts";

/** What the bindings of one list have in common. */
export interface BindingForm {
  readonly authority: Authority;
  readonly resource: Resource;
  readonly source: string;
  readonly policyVersion?: Binding["policyVersion"];
  readMember(item: Node): Value | undefined;
}

/** Reads a list of `{role, members, condition}`. */
export function readBindingList(list: Node | undefined, form: BindingForm, reading: Reading): void {
  for (const item of itemsOf(list)) if (item.kind === "mapping" && !reading.isFull) readBinding(item, form, reading);
}

function readBinding(item: Mapping, form: BindingForm, reading: Reading): void {
  const { authority, resource, source } = form;
  const list = at(item, "members");
  const role = reading.value(at(item, "role"), "role", resource.type);
  const members = itemsOf(list).flatMap((member) => (reading.isFull ? [] : (form.readMember(member) ?? [])));
  const condition = reading.condition(at(item, "condition"));
  reading.facts.push({
    kind: "binding",
    effect: "grant",
    authority,
    span: item.uses[0] ?? item.span,
    head: item.uses[0] ?? headOf(item),
    source,
    scope: reading.scope,
    resource,
    members,
    complete: isWhole(list, reading) && members.length === list.items.length,
    ...optional("policyVersion", form.policyVersion),
    ...optional("role", role),
    ...optional("condition", condition),
  });
}

/** `role: X` names a binding; without it, its first line does. */
function headOf(item: Mapping): Span {
  const entry = item.entries.findLast(({ key }) => key === "role") ?? item.entries[0];
  return entry === undefined ? item.span : entrySpan(entry);
}
