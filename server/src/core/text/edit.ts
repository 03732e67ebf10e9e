import { compareSpans, type Span } from "./span.ts";

/** Replaces the text of a span; an empty span inserts. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

const insertsAt = (edit: Edit, offset: number): boolean => edit.span.start === offset && edit.span.end === offset;

/** Whether two edits of one document would fight over the same text; two insertions at one place do. */
export function conflicts(a: Edit, b: Edit): boolean {
  if (a.span.uri !== b.span.uri) return false;
  if (insertsAt(a, b.span.start) || insertsAt(b, a.span.start)) return a.span.start === b.span.start;
  return a.span.start < b.span.end && b.span.start < a.span.end;
}

/** Whether edits of one document, in whatever order, do not overlap. */
export function areApart(edits: readonly Edit[]): boolean {
  const spans = edits.map(({ span }) => span).sort(compareSpans);
  return spans.every(({ start }, i) => start >= (spans[i - 1]?.end ?? 0));
}

/**
 * Applies the edits of one document, last first so that offsets stay valid.
 * @throws RangeError when two edits overlap or an edit lies outside the text; nothing is applied then.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => compareSpans(a.span, b.span));
  let out = "";
  let at = 0;
  for (const { span, text: insert } of ordered) {
    if (span.start < at || span.end < span.start || span.end > text.length) {
      throw new RangeError(`edit ${span.start}-${span.end} overlaps another or lies outside the text`);
    }
    out += text.slice(at, span.start) + insert;
    at = span.end;
  }
  return out + text.slice(at);
}
