import type { Binding } from "../../model/facts.ts";
import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";
import { before, isBlank } from "../manifest/layout.ts";
import { at, entryOf, itemsOf, type Node, textAt } from "../manifest/tree.ts";
import { documentAt } from "./parse.ts";

/**
 * Turns an `IAMPolicy` into an `IAMPartialPolicy`, all its bindings with it: the kind owns the policy, not the single binding. The partial
 * kind has no audit configs and names its members as objects.
 */
export function makeAdditive({ span }: Binding, source: Source): readonly Edit[] | undefined {
  const root = documentAt(source, span)?.root;
  const kind = entryOf(root, "kind")?.value;
  if (kind?.kind !== "scalar" || textAt(kind) !== "IAMPolicy") return undefined;
  if (at(root, "spec", "auditConfigs") !== undefined) return undefined;
  const edits: (readonly Edit[] | undefined)[] = [[{ span: kind.content, text: "IAMPartialPolicy" }]];
  for (const binding of itemsOf(at(root, "spec", "bindings")))
    edits.push(asObjects(at(binding, "members"), source.text));
  return edits.every((some) => some !== undefined) ? edits.flat() : undefined;
}

function asObjects(list: Node | undefined, text: string): readonly Edit[] | undefined {
  if (list?.kind !== "list" || list.uses.length > 0 || list.partial) return undefined;
  const edits: Edit[] = [];
  for (const { kind, span, uses } of list.items) {
    const { uri, start, end } = span;
    const alone = list.flow || isBlank(before(text, start).replace(/-\s+$/, ""));
    if (kind !== "scalar" || uses.length > 0 || !alone || text.slice(start, end).includes("\n")) return undefined;
    edits.push({ span: { uri, start, end: start }, text: list.flow ? "{ member: " : "member: " });
    if (list.flow) edits.push({ span: { uri, start: end, end }, text: " }" });
  }
  return edits;
}
