import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import { Lines } from "../core/text/lines.ts";

/**
 * Applies the changes of one notification, each to the outcome of the one before. The lines are counted again only when
 * a change is not wholly before the place where an earlier one began.
 */
export function applyChanges(text: string, changes: readonly TextDocumentContentChangeEvent[]): string {
  let current = text;
  let lines: Lines | undefined;
  let valid = 0;
  for (const change of changes) {
    if (!("range" in change)) {
      current = change.text;
      lines = undefined;
      continue;
    }
    const { start, end } = change.range;
    if (lines === undefined || lines.offsetAt(end) >= valid) {
      lines = new Lines(current);
      valid = current.length;
    }
    const from = Math.min(lines.offsetAt(start), lines.offsetAt(end));
    const to = Math.max(lines.offsetAt(start), lines.offsetAt(end));
    current = current.slice(0, from) + change.text + current.slice(to);
    valid = from;
  }
  return current;
}
