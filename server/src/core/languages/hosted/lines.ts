import type { Piece } from "../language.ts";

/** A line by offsets of its document; `end` is behind the line end. */
export interface Line {
  readonly start: number;
  readonly end: number;
  /** Without the line end. */
  readonly text: string;
}

/** The lines of a stretch of a document. */
export function linesOf(text: string, { start, end }: Piece): readonly Line[] {
  const lines: Line[] = [];
  for (let at = start; at < end; ) {
    const newline = text.indexOf("\n", at);
    const next = newline < 0 || newline >= end ? end : newline + 1;
    lines.push({ start: at, end: next, text: text.slice(at, next).replace(/\r?\n$/, "") });
    at = next;
  }
  return lines;
}
