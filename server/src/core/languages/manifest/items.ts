import type { Part, Value } from "../../model/value.ts";
import type { Edit } from "../../text/edit.ts";
import { sameSpan } from "../../text/span.ts";
import type { Source } from "../language.ts";
import { removeFromFlow } from "./flow-list.ts";
import { before, eolOf, isBlank, lineEnd, lineStart, nextLine } from "./layout.ts";
import { placeOf, trailTo } from "./trail.ts";
import { at, type List, type Node, type Scalar } from "./tree.ts";
import { writeWhole } from "./write.ts";

/** An item of a list that is all of a value, alone or as `member: …`. */
interface Found {
  readonly list: List;
  readonly index: number;
  readonly scalar: Scalar;
  readonly trail: readonly Node[];
}

/** Takes the item out that a value is; `undefined` where it is no item, or one of several in a text. */
export function removeItem(value: Value, root: Node | undefined, { text }: Source): readonly Edit[] | undefined {
  const found = itemOf(value, root);
  if (found === undefined) return undefined;
  const { list, index, trail } = found;
  const edit = list.flow ? removeFromFlow(text, list, index) : removeLines(list, index, trail, text);
  return edit === undefined ? undefined : [edit];
}

/** Writes an item behind the one that a value is, in its style. */
export function addItem(
  after: Value,
  parts: readonly Part[],
  root: Node | undefined,
  source: Source,
): readonly Edit[] | undefined {
  const found = itemOf(after, root);
  if (found === undefined || found.scalar.style === "block") return undefined;
  const { list, index, scalar } = found;
  const item = list.items[index];
  const written = writeWhole(parts, scalar.style, source);
  if (item === undefined || written === undefined) return undefined;
  const { text } = source;
  const { uri, start, end } = placeOf(item);
  const lead = text.slice(start, scalar.span.start);
  const trail = text.slice(scalar.span.end, Math.max(end, scalar.span.end));
  if ((lead + trail).includes("\n")) return undefined;
  const whole = lead + written + trail;
  if (list.flow) {
    const indent = before(text, start);
    const gap = isBlank(indent) ? `${eolOf(text)}${indent}` : " ";
    return [{ span: { uri, start: end, end }, text: `,${gap}${whole}` }];
  }
  const dash = text.lastIndexOf("-", start - 1);
  const indent = before(text, dash);
  if (!isBlank(indent)) return undefined;
  const place = lineEnd(text, end);
  return [
    { span: { uri, start: place, end: place }, text: `${eolOf(text)}${indent}${text.slice(dash, start)}${whole}` },
  ];
}

function itemOf(value: Value, root: Node | undefined): Found | undefined {
  const trail = trailTo(root, value.span);
  const scalar = trail.at(-1);
  if (scalar?.kind !== "scalar" || !sameSpan(scalar.content, value.span)) return undefined;
  const holder = trail.at(-2);
  const isAlone = holder?.kind === "mapping" && holder.entries.length === 1 && at(holder, "member") === scalar;
  const item = isAlone ? holder : scalar;
  const list = trail[trail.indexOf(item) - 1];
  if (list?.kind !== "list") return undefined;
  return { list, index: list.items.indexOf(item), scalar, trail };
}

/** The lines of an item; the last one of a list leaves `[]` behind, since nothing would mean no list at all. */
export function removeLines(list: List, index: number, trail: readonly Node[], text: string): Edit | undefined {
  const item = list.items[index];
  if (item === undefined) return undefined;
  const { uri, start, end } = placeOf(item);
  if (list.items.length === 1) return emptied(list, trail, text);
  const dash = text.lastIndexOf("-", start - 1);
  if (!isBlank(before(text, dash)) || !isBlank(text.slice(dash + 1, start))) return undefined;
  return { span: { uri, start: lineStart(text, dash), end: nextLine(text, end) }, text: "" };
}

function emptied(list: List, trail: readonly Node[], text: string): Edit | undefined {
  const parent = trail[trail.indexOf(list) - 1];
  const entry = parent?.kind === "mapping" ? parent.entries.find(({ value }) => value === list) : undefined;
  if (entry === undefined || text[entry.keySpan.end] !== ":") return undefined;
  return { span: { ...list.span, start: entry.keySpan.end + 1 }, text: " []" };
}
