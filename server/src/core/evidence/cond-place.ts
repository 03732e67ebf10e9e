import { type Expression, partsIn } from "../conditions/expression.ts";
import type { Repair } from "../conditions/problem.ts";
import type { Range } from "../conditions/tree.ts";
import type { Fix, Safety } from "../model/finding.ts";
import { joinLiterals, literal, type Part, type Value } from "../model/value.ts";
import { writtenPlace } from "../model/written-place.ts";
import type { Span } from "../text/span.ts";

/** Where a range of a condition's text stands; the whole text where its place is not sure. */
export function placeIn({ value, text }: Expression, { start, end }: Range): Span {
  const [from, to] = start === end ? [Math.max(0, start - 1), Math.min(text.length, start + 1)] : [start, end];
  return writtenPlace(value, from, to) ?? value.span;
}

/** Writes other text into the part of a condition that changes; no fix where its place is not sure or comes from outside. */
export function repairFixes(expression: Expression, { title, edits }: Repair, safety: Safety): readonly Fix[] {
  const range = rangeOf(edits);
  const wanted = edited(expression, range, edits);
  const value = partAt(expression, range);
  if (value === undefined || wanted.some(({ kind }) => kind === "reference")) return [];
  return [{ title, safety, changes: [{ kind: "replace", value, with: wanted }] }];
}

const rangeOf = (edits: readonly Range[]): Range => ({
  start: Math.min(...edits.map(({ start }) => start)),
  end: Math.max(...edits.map(({ end }) => end)),
});

function edited(expression: Expression, { start, end }: Range, edits: Repair["edits"]): readonly Part[] {
  const parts: Part[] = [];
  let at = start;
  for (const edit of edits) {
    parts.push(...partsIn(expression, { start: at, end: edit.start }), literal(edit.text));
    at = edit.end;
  }
  return joinLiterals([...parts, ...partsIn(expression, { start: at, end })]);
}

/** A stretch of the text as a value of its own. */
function partAt(expression: Expression, range: Range): Value | undefined {
  const { written: _, ...value } = expression.value;
  const span = range.start < range.end ? writtenPlace(expression.value, range.start, range.end) : undefined;
  return span && { ...value, span, parts: partsIn(expression, range) };
}
