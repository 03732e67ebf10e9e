import type { Binding } from "../../../model/facts.ts";
import type { Part, Value } from "../../../model/value.ts";
import type { Edit } from "../../../text/edit.ts";
import { encloses } from "../../../text/span.ts";
import { treeOf } from "../../json/parse.ts";
import type { Source } from "../../language.ts";
import { appendToFlow, removeFromFlow } from "../../manifest/flow-list.ts";
import { before, eolOf, isBlank } from "../../manifest/layout.ts";
import { trailTo } from "../../manifest/trail.ts";
import type { List, Scalar } from "../../manifest/tree.ts";
import { blockAt } from "../hcl/find.ts";
import { attributeOf, treeOf as configurationOf } from "../module.ts";
import { isMovable, settled } from "../render/movable.ts";
import { written } from "./written.ts";

/** A string in a list. */
interface Item {
  readonly list: List;
  readonly index: number;
  readonly scalar: Scalar;
}

/** The item that is all of a value: a text, or an expression in its mark. */
function itemOf({ span }: Value, { text }: Source, trail: ReturnType<typeof trailTo>): Item | undefined {
  const [list, scalar] = [trail.at(-2), trail.at(-1)];
  if (list?.kind !== "list" || scalar?.kind !== "scalar" || !encloses(scalar.content, span)) return undefined;
  const { start, end } = scalar.content;
  const around = text.slice(start, span.start) + text.slice(span.end, end);
  return /^(?:\$\{\})?$/.test(around) ? { list, index: list.items.indexOf(scalar), scalar } : undefined;
}

const found = (value: Value, source: Source): Item | undefined =>
  itemOf(value, source, trailTo(treeOf(source), value.span));

export function removeItem(value: Value, source: Source): readonly Edit[] | undefined {
  const item = found(value, source);
  return item && listed(removeFromFlow(source.text, item.list, item.index));
}

/** Writes an item behind the one that a value is, in its style. */
export function addItem(after: Value, parts: readonly Part[], source: Source): readonly Edit[] | undefined {
  const item = found(after, source);
  if (item === undefined) return undefined;
  const { span } = item.scalar;
  return [{ span: { ...span, start: span.end }, text: `${gapBefore(item.scalar, source)}"${written(parts)}"` }];
}

/** Puts several items in the place of the one that a value is, in its style. */
export function replaceItem(
  value: Value,
  items: readonly (readonly Part[])[],
  source: Source,
): readonly Edit[] | undefined {
  const item = found(value, source);
  if (item === undefined || items.length === 0) return undefined;
  const texts = items.map((parts) => `"${written(parts)}"`);
  return [{ span: item.scalar.span, text: texts.join(gapBefore(item.scalar, source)) }];
}

function gapBefore({ span }: Scalar, { text }: Source): string {
  const indent = before(text, span.start);
  return isBlank(indent) ? `,${eolOf(text)}${indent}` : ", ";
}

/** Adds a member to the list that a block writes out; not possible where several instances share it. */
export function addMember(binding: Binding, wanted: Value, source: Source): readonly Edit[] | undefined {
  const member = settled(wanted);
  const block = blockAt(configurationOf(source).body, binding.span);
  const members = block && attributeOf(block, "members");
  if (block === undefined || members?.value.kind !== "list" || attributeOf(block, "for_each") !== undefined)
    return undefined;
  const { start, end } = members.value;
  const list = trailTo(treeOf(source), { uri: source.uri, start, end }).at(-1);
  if (list?.kind !== "list" || !isMovable([member], binding)) return undefined;
  return listed(appendToFlow(source.text, list, `"${written(member.parts)}"`));
}

const listed = (edit: Edit | undefined): readonly Edit[] | undefined => (edit === undefined ? undefined : [edit]);
