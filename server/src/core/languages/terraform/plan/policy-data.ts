import type { Binding, Condition } from "../../../model/facts.ts";
import { literal, type Slot, type Value } from "../../../model/value.ts";
import type { Span } from "../../../text/span.ts";
import { decodeText } from "../hcl/literal.ts";
import { attributeOf, type Declaration } from "../module.ts";

/**
 * The bindings of a policy that a resource sets as one text. Their values all stand at that text, and have no slot: nothing
 * can be written there. `undefined` when the text is not there or not known.
 */
export function readPolicyData(whole: Binding, { block, source }: Declaration): readonly Binding[] | undefined {
  const data = attributeOf(block, "policy_data")?.value;
  const part = data?.kind === "template" ? data.parts[0] : undefined;
  if (data?.kind !== "template" || part?.kind !== "text") return undefined;
  const bindings = bindingsIn(decodeText(source.text, data, part));
  if (bindings === undefined) return undefined;
  const span = { uri: source.uri, ...data.inner };
  return bindings.map((binding) => bindingOf(whole, binding, span));
}

function bindingsIn(text: string): readonly unknown[] | undefined {
  try {
    const policy: unknown = JSON.parse(text);
    const bindings = fieldOf(policy, "bindings");
    return Array.isArray(bindings) ? bindings : undefined;
  } catch {
    return undefined;
  }
}

const fieldOf = (object: unknown, name: string): unknown =>
  typeof object === "object" && object !== null && Object.hasOwn(object, name)
    ? (object as Readonly<Record<string, unknown>>)[name]
    : undefined;

function bindingOf(whole: Binding, binding: unknown, span: Span): Binding {
  const at = (text: unknown, slot: Slot = "text"): Value | undefined =>
    typeof text === "string" ? { slot, span, parts: [literal(text)] } : undefined;
  const role = at(fieldOf(binding, "role"));
  const members = fieldOf(binding, "members");
  const list: readonly unknown[] = Array.isArray(members) ? members : [];
  const condition = conditionOf(fieldOf(binding, "condition"), span, at);
  return {
    ...whole,
    ...(role === undefined ? {} : { role }),
    members: list.flatMap((member) => at(member) ?? []),
    complete: true,
    ...(condition === undefined ? {} : { condition }),
  };
}

function conditionOf(condition: unknown, span: Span, at: (text: unknown) => Value | undefined): Condition | undefined {
  if (typeof condition !== "object" || condition === null) return undefined;
  const title = at(fieldOf(condition, "title"));
  const expression = at(fieldOf(condition, "expression"));
  return {
    span,
    ...(title === undefined ? {} : { title }),
    ...(expression === undefined ? {} : { expression }),
  };
}
