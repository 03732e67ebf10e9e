import { type Change, type Fix, placeOf } from "../core/model/finding.ts";
import { conflicts, type Edit } from "../core/text/edit.ts";
import { sameSpan } from "../core/text/span.ts";
import type { Workspace } from "./workspace.ts";

/** Edits of a fix, in the order of its changes; undefined when one of them has no form where it would stand. */
export function editsOf(fix: Pick<Fix, "changes">, workspace: Workspace): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const change of fix.changes) {
    const rendered = change.kind === "rewrite" ? [change] : render(change, workspace);
    if (rendered === undefined) return undefined;
    edits.push(...rendered);
  }
  const joined = placeInGaps(joinInsertions(edits), workspace);
  const clash = joined.some((edit, index) => joined.slice(index + 1).some((other) => conflicts(edit, other)));
  return clash ? undefined : joined;
}

function render(change: Change, workspace: Workspace): readonly Edit[] | undefined {
  const { uri } = placeOf(change);
  const source = workspace.source(uri);
  return source && workspace.language(uri)?.render(change, source);
}

/**
 * Insertions of one fix at one place become one, in the order of its changes: two members for one list. What several changes replace
 * alike is replaced once: a line that becomes a block, for two lines behind it.
 */
function joinInsertions(edits: readonly Edit[]): readonly Edit[] {
  const joined: Edit[] = [];
  for (const edit of edits) {
    const isInsertion = edit.span.start === edit.span.end;
    const index = joined.findIndex(
      ({ span, text }) => sameSpan(span, edit.span) && (isInsertion || text === edit.text),
    );
    const earlier = joined[index];
    if (earlier === undefined) joined.push(edit);
    else if (isInsertion) joined[index] = { ...earlier, text: earlier.text + edit.text };
  }
  return joined;
}

/**
 * What a fix inserts inside of a stretch that it takes out stands in that stretch's place: a grant that is moved. The blanks
 * around the stretch stay what they were.
 */
function placeInGaps(edits: readonly Edit[], workspace: Workspace): readonly Edit[] {
  const gapOf = ({ span }: Edit): Edit | undefined =>
    edits.find(
      (other) =>
        other.text === "" &&
        span.start === span.end &&
        span.uri === other.span.uri &&
        other.span.start < span.start &&
        span.end <= other.span.end,
    );
  const filled = edits.filter((edit) => gapOf(edit) !== undefined);
  if (filled.length === 0) return edits;
  return edits.flatMap((edit) => {
    if (filled.includes(edit)) return [];
    const inside = filled.filter((one) => gapOf(one) === edit);
    const text = workspace.source(edit.span.uri)?.text.slice(edit.span.start, edit.span.end) ?? "";
    return inside.length === 0 ? [edit] : [{ ...edit, text: inPlaceOf(text, inside.map((one) => one.text).join("")) }];
  });
}

/** A text, with the blank lines that stand around the one whose place it takes. */
function inPlaceOf(old: string, text: string): string {
  const [before = ""] = /^[\r\n]*/.exec(old) ?? [];
  const [behind = ""] = /[\r\n]*$/.exec(old) ?? [];
  return before + text.replace(/^[\r\n]+|[\r\n]+$/g, "") + behind;
}

/** Keeps, of several fixes' edits, those that fit together, first come first served. */
export function compatible(fixes: readonly (readonly Edit[])[]): readonly Edit[] {
  const kept: Edit[] = [];
  for (const edits of fixes) {
    if (edits.some((edit) => kept.some((other) => conflicts(edit, other)))) continue;
    kept.push(...edits);
  }
  return kept;
}
