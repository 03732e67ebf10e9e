import type { Edit } from "../../text/edit.ts";
import { before, eolOf, isBlank } from "./layout.ts";
import { placeOf } from "./trail.ts";
import type { List } from "./tree.ts";

/** Appends an item to a list in brackets, on a line of its own where the last item has one. */
export function appendToFlow(text: string, list: List, item: string): Edit | undefined {
  const last = list.items.at(-1);
  if (last === undefined) return refilled(text, list, item);
  const { uri, start, end } = placeOf(last);
  const indent = before(text, start);
  const gap = isBlank(indent) ? `${eolOf(text)}${indent}` : " ";
  return { span: { uri, start: end, end }, text: `,${gap}${item}` };
}

/** Takes an item out of a list in brackets, with the comma that belonged to it. */
export function removeFromFlow(text: string, list: List, index: number): Edit | undefined {
  const [previous, item, next] = [list.items[index - 1], list.items[index], list.items[index + 1]];
  if (item === undefined) return undefined;
  const { uri } = list.span;
  if (next !== undefined) return { span: { uri, start: placeOf(item).start, end: placeOf(next).start }, text: "" };
  if (previous !== undefined) return { span: { uri, start: placeOf(previous).end, end: placeOf(item).end }, text: "" };
  return refilled(text, list, "");
}

/** Other text between the brackets; a list whose closing bracket is missing has no inside. */
function refilled(text: string, { span }: List, inside: string): Edit | undefined {
  const { uri, start, end } = span;
  if (end - start < 2 || text[end - 1] !== "]") return undefined;
  return { span: { uri, start: start + 1, end: end - 1 }, text: inside };
}
