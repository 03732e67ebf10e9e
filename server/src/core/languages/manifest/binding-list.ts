import type { Authority, Binding, Fact, Flaw, Resource } from "../../model/facts.ts";
import { known, type Value } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import { entrySpan, isWhole, optional, type Reading } from "./reading.ts";
import { at, itemsOf, type Mapping, type Node } from "./tree.ts";

/** What the bindings of one list have in common. */
export interface BindingForm {
  readonly authority: Authority;
  readonly resource: Resource;
  readonly source: string;
  readonly policyVersion?: Binding["policyVersion"];
  /** Who applies the list as it stands: `set-iam-policy` a file, a controller an object; absent for what a tool has printed. */
  readonly applied?: "file" | "object";
  /** True when a template decides which of the bindings there are. */
  readonly repeated?: true;
  readMember(item: Node): Value | undefined;
}

/** Reads a list of `{role, members, condition}`. */
export const readBindingList = (list: Node | undefined, form: BindingForm, reading: Reading): void =>
  readBindings(itemsOf(list), form, reading);

/** Reads bindings of one policy, each `{role, members, condition}`. */
export function readBindings(items: readonly Node[], form: BindingForm, reading: Reading): void {
  const before = reading.facts.length;
  for (const item of items) if (item.kind === "mapping" && !reading.isFull) readBinding(item, form, reading);
  if (form.applied !== undefined)
    for (const flaw of flawsOf(reading.facts.slice(before), form.applied)) reading.facts.push(flaw);
}

/** Bindings that the API refuses or joins. */
function flawsOf(facts: readonly Fact[], applied: BindingForm["applied"]): readonly Flaw[] {
  const seen = new Map<string, Binding>();
  const flaws: Flaw[] = [];
  for (const fact of facts) {
    if (fact.kind !== "binding") continue;
    const { span, head, source, scope, role, members, complete } = fact;
    const statement = { kind: "flaw", span, head, source, scope, repairs: [] } as const;
    const name = known(role);
    if (applied === "file" && complete && members.length === 0)
      flaws.push({ ...statement, flaw: "pol-empty-binding", at: head, words: {} });
    const key = name === undefined ? undefined : keyOf(name, fact);
    const first = key === undefined ? undefined : seen.get(key);
    if (first !== undefined && name !== undefined && role !== undefined)
      flaws.push({ ...statement, flaw: "pol-duplicate-binding", at: role.span, words: { role: name } });
    if (key !== undefined && first === undefined) seen.set(key, fact);
  }
  return flaws;
}

/** Equal for bindings of one role under one condition; `undefined` when that is not known. */
function keyOf(role: string, { condition }: Binding): string | undefined {
  if (condition === undefined) return role;
  const texts = [condition.title, condition.description, condition.expression].map((value) =>
    value === undefined ? "" : known(value),
  );
  return texts.includes(undefined) ? undefined : [role, ...texts].join("\n");
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
    ...optional("repeated", form.repeated),
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
