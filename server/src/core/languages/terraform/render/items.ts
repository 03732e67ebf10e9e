import type { Part, Value } from "../../../model/value.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Span } from "../../../text/span.ts";
import type { Source } from "../../language.ts";
import { attributeAround, partsOf } from "../hcl/find.ts";
import type { Expression, List, Range } from "../hcl/tree.ts";
import { treeOf } from "../module.ts";
import { alignComments, editOf, endOfLineAt, indentAt, lineEndOf, lineStartOf, writeExpression } from "./style.ts";

/** A written list, and which of its items a value is. */
interface Place {
  readonly list: List;
  readonly index: number;
}

/** Takes an item out of the list that it is written in. */
export function removeItem({ span }: Value, source: Source): readonly Edit[] | undefined {
  const place = placeOf(span, source);
  const item = place?.list.items[place.index];
  if (place === undefined || item === undefined) return undefined;
  const { list, index } = place;
  const line = lineOf(list, item, source.text);
  if (line !== undefined && list.items.length > 1) return rewriteLines(list, line, [], source);
  const { start, end } = withSeparator(list, index, source.text);
  return [{ span: { uri: source.uri, start, end }, text: "" }];
}

/** Puts several items in the place of one. */
export function replaceItem(
  { span }: Value,
  items: readonly (readonly Part[])[],
  source: Source,
): readonly Edit[] | undefined {
  const place = placeOf(span, source);
  const item = place?.list.items[place.index];
  if (place === undefined || item === undefined) return undefined;
  const written = items.map(writeExpression);
  const line = lineOf(place.list, item, source.text);
  if (line === undefined) return [editOf(source, item.start, item.end, written.join(", "))];
  const comma = hasComma(line.start, line.code, source.text) ? "," : "";
  const rows = written.map((code, index) => ({
    code: line.indent + code + (index < written.length - 1 ? "," : comma),
    comment: index === 0 ? line.comment : "",
  }));
  return rewriteLines(place.list, line, rows, source);
}

/** Writes an item behind another one. */
export function addItem({ span }: Value, parts: readonly Part[], source: Source): readonly Edit[] | undefined {
  const place = placeOf(span, source);
  return place && insertItem(place.list, place.index, writeExpression(parts), source);
}

/** Writes an item behind the one of that index; into a list without items for -1. */
export function insertItem(list: List, index: number, written: string, source: Source): readonly Edit[] {
  const { text, uri } = source;
  const before = list.items[index];
  const line = before && lineOf(list, before, text);
  if (line !== undefined) {
    const kept = { code: `${line.indent}${line.code},`, comment: line.comment };
    const comma = hasComma(line.start, line.code, text) ? "," : "";
    return rewriteLines(list, line, [kept, { code: line.indent + written + comma, comment: "" }], source);
  }
  const insert = (at: number, inserted: string): Edit => ({ span: { uri, start: at, end: at }, text: inserted });
  if (before !== undefined) return [insert(before.end, `, ${written}`)];
  if (!text.slice(list.start, list.end).includes("\n")) return [insert(list.start + 1, written)];
  const indent = `${indentAt(text, list.start)}  `;
  return [insert(endOfLineAt(text, list.start), `${lineEndOf(text)}${indent}${written},`)];
}

/** The innermost list that has an item with exactly this place, with or without its quotes. */
function placeOf(span: Span, source: Source): Place | undefined {
  let expression = attributeAround(treeOf(source).body, span)?.value;
  let found: Place | undefined;
  while (expression !== undefined) {
    if (expression.kind === "list" && expression.closed) {
      const index = expression.items.findIndex((item) => isAt(item, span));
      if (index >= 0) found = { list: expression, index };
    }
    expression = partsOf(expression).find((part) => part.start <= span.start && span.end <= part.end);
  }
  return found;
}

const isSame = (a: Range, b: Range): boolean => a.start === b.start && a.end === b.end;

const isAt = (item: Expression, span: Range): boolean =>
  isSame(item, span) || (item.kind === "template" && isSame(item.inner, span));

/** A line, or lines, on which one item stands alone. */
interface ItemLine extends Range {
  readonly indent: string;
  readonly code: string;
  readonly comment: string;
}

const BEHIND = /^[ \t]*,?[ \t]*((?:#|\/\/).*)?$/;

function lineOf(list: List, item: Expression, text: string): ItemLine | undefined {
  const start = lineStartOf(text, item.start);
  const lineEnd = endOfLineAt(text, item.end);
  const behind = BEHIND.exec(text.slice(item.end, lineEnd));
  const indent = text.slice(start, item.start);
  if (start <= list.start || lineEnd >= list.end || behind === null || indent.trim() !== "") return undefined;
  const end = text.indexOf("\n", lineEnd) + 1;
  return { start, end, indent, code: text.slice(item.start, item.end), comment: (behind[1] ?? "").trimEnd() };
}

interface Row {
  readonly code: string;
  readonly comment: string;
}

/** Replaces the line of an item; the comments on the lines around it, which the formatter aligns, move along. */
function rewriteLines(list: List, line: ItemLine, rows: readonly Row[], source: Source): readonly Edit[] {
  const { text } = source;
  const around = list.items.flatMap((item) => lineOf(list, item, text) ?? []);
  const at = around.findIndex(({ start }) => start === line.start);
  let first = at;
  while (around[first - 1]?.end === around[first]?.start && around[first - 1]?.comment !== "") first--;
  let last = at;
  while (around[last + 1]?.start === around[last]?.end && around[last + 1]?.comment !== "") last++;
  const rowOf = ({ indent, code, comment, start }: ItemLine): Row => ({
    code: indent + code + (hasComma(start, code, text) ? "," : ""),
    comment,
  });
  const all = [...around.slice(first, at).map(rowOf), ...rows, ...around.slice(at + 1, last + 1).map(rowOf)];
  const lineEnd = lineEndOf(text);
  const written = alignComments(all).map((one) => one + lineEnd);
  const end = around[last]?.end ?? line.end;
  return [editOf(source, around[first]?.start ?? line.start, end, written.join(""))];
}

const hasComma = (start: number, code: string, text: string): boolean =>
  /^[ \t]*,/.test(text.slice(text.indexOf(code, start) + code.length));

/** The item with the comma and the blanks that part it from its neighbour. */
function withSeparator({ items, start, end }: List, index: number, text: string): Range {
  const [before, item, next] = [items[index - 1], items[index], items[index + 1]];
  const own = { start: item?.start ?? start, end: item?.end ?? end };
  if (next !== undefined && !text.slice(own.end, next.start).includes("\n")) return { ...own, end: next.start };
  if (before !== undefined) return { start: before.end, end: own.end };
  const isBare = /^[\s,]*$/.test(text.slice(start + 1, own.start) + text.slice(own.end, end - 1));
  return isBare && next === undefined ? { start: start + 1, end: end - 1 } : own;
}
