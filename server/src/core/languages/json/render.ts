import type { Binding } from "../../model/facts.ts";
import { type Change, type Grant, isAgent } from "../../model/finding.ts";
import { type Part, soleReference, type Value } from "../../model/value.ts";
import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";
import { removeCondition, setCondition } from "../manifest/condition-edits.ts";
import { appendToFlow, removeFromFlow } from "../manifest/flow-list.ts";
import { addItem, removeItem, replaceItem } from "../manifest/items.ts";
import { addToPolicy, sameRole } from "../manifest/policy-grant.ts";
import { trailTo } from "../manifest/trail.ts";
import { textAt } from "../manifest/tree.ts";
import { write, writeWhole } from "../manifest/write.ts";
import { renderPipeline } from "../pipeline/pipeline.ts";
import { treeOf } from "./parse.ts";

/** Turns an intent into edits of a JSON file; it has no comments. */
export function render(change: Change, source: Source): readonly Edit[] | undefined {
  const inScript = renderPipeline(change, treeOf(source), source);
  return inScript === "outside" ? renderInManifest(change, source) : inScript;
}

function renderInManifest(change: Change, source: Source): readonly Edit[] | undefined {
  switch (change.kind) {
    case "replace":
      return replace(change.value, change.with, source);
    case "add-member":
      return addMember(change.binding, change.member, source);
    case "remove-binding":
      return removeBinding(change.binding, source);
    case "add-binding":
      return addBinding(change.after, change.grant, source);
    case "remove-item":
      return removeItem(change.value, treeOf(source), source);
    case "add-item":
      return addItem(change.after, change.with, treeOf(source), source);
    case "replace-item":
      return replaceItem(change.value, change.with, treeOf(source), source);
    case "set-condition":
      return setCondition(change.binding, change.field, change.text, treeOf(source), source);
    case "remove-condition":
      return removeCondition(change.binding, treeOf(source), source);
    default:
      return undefined;
  }
}

/** A new grant has a place in the policy of its resource alone. */
function addBinding(after: Binding, grant: Grant, source: Source): readonly Edit[] | undefined {
  const root = treeOf(source);
  const same = sameRole(after, grant, root);
  if (same !== undefined) return isAgent(grant.member) ? undefined : addMember(same, grant.member, source);
  return root === undefined ? undefined : addToPolicy(after, grant, root, source);
}

function replace(value: Value, parts: readonly Part[], source: Source): readonly Edit[] | undefined {
  const text = soleReference(value)?.target === undefined ? write(parts, "json", source) : undefined;
  return text === undefined ? undefined : [{ span: value.span, text }];
}

function addMember({ span }: Binding, member: Value, source: Source): readonly Edit[] | undefined {
  const root = treeOf(source);
  const binding = trailTo(root, span).at(-1);
  const list =
    binding?.kind === "mapping" ? binding.entries.findLast(({ key }) => key === "members")?.value : undefined;
  const refersTo = soleReference(member)?.target !== undefined;
  const text = writeWhole(member.parts, "json", source);
  if (list?.kind !== "list" || refersTo || text === undefined) return undefined;
  const item = textAt(root, "kind") === "IAMPartialPolicy" ? `{ "member": ${text} }` : text;
  return listed(appendToFlow(source.text, list, item));
}

function removeBinding({ span }: Binding, source: Source): readonly Edit[] | undefined {
  const list = trailTo(treeOf(source), span).at(-2);
  if (list?.kind !== "list") return undefined;
  const index = list.items.findIndex((item) => item.span.start === span.start);
  return listed(removeFromFlow(source.text, list, index));
}

const listed = (edit: Edit | undefined): readonly Edit[] | undefined => (edit === undefined ? undefined : [edit]);
