import type { Part, Value } from "../../model/value.ts";
import type { Edit } from "../../text/edit.ts";
import { type Span, sameSpan } from "../../text/span.ts";
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
  const style = itemStyle(after, [parts], root, source);
  if (style === undefined) return undefined;
  const { place, written, separator, isFlow } = style;
  const end = isFlow ? place.end : lineEnd(source.text, place.end);
  return [{ span: { ...place, start: end, end }, text: written.map((one) => separator + one).join("") }];
}

/** Puts several items in the place of the one that a value is, in its style. */
export function replaceItem(
  value: Value,
  items: readonly (readonly Part[])[],
  root: Node | undefined,
  source: Source,
): readonly Edit[] | undefined {
  const style = itemStyle(value, items, root, source);
  if (style === undefined) return undefined;
  const { place, written, separator, isFlow } = style;
  const comment = source.text.slice(place.end, lineEnd(source.text, place.end));
  const [first = "", ...rest] = written;
  if (isFlow || isBlank(comment)) return [{ span: place, text: [first, ...rest].join(separator) }];
  const end = lineEnd(source.text, place.end);
  const others = { span: { ...place, start: end, end }, text: rest.map((one) => separator + one).join("") };
  return rest.length === 0 ? [{ span: place, text: first }] : [{ span: place, text: first }, others];
}

/** How further items are written in the list of which a value is one. */
interface ItemStyle {
  /** Of the item that is there. */
  readonly place: Span;
  readonly written: readonly string[];
  /** What stands between an item and the next one, with the mark of the list. */
  readonly separator: string;
  readonly isFlow: boolean;
}

function itemStyle(
  value: Value,
  items: readonly (readonly Part[])[],
  root: Node | undefined,
  source: Source,
): ItemStyle | undefined {
  const found = itemOf(value, root);
  if (found === undefined || found.scalar.style === "block") return undefined;
  const { list, index, scalar } = found;
  const item = list.items[index];
  const texts = items.flatMap((parts) => writeWhole(parts, scalar.style, source) ?? []);
  if (item === undefined || texts.length < items.length) return undefined;
  const { text } = source;
  const place = placeOf(item);
  const lead = text.slice(place.start, scalar.span.start);
  const trail = text.slice(scalar.span.end, Math.max(place.end, scalar.span.end));
  if ((lead + trail).includes("\n")) return undefined;
  const written = texts.map((one) => lead + one + trail);
  if (list.flow) {
    const indent = before(text, place.start);
    const gap = isBlank(indent) ? `${eolOf(text)}${indent}` : " ";
    return { place, written, separator: `,${gap}`, isFlow: true };
  }
  const dash = text.lastIndexOf("-", place.start - 1);
  const indent = before(text, dash);
  if (!isBlank(indent)) return undefined;
  return { place, written, separator: eolOf(text) + indent + text.slice(dash, place.start), isFlow: false };
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
