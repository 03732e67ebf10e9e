import type { Scribe } from "../hosted/transcript.ts";

/** A `for` over words, by offsets of the document. */
export interface Loop {
  /** One letter, of which case makes a difference. */
  readonly variable: string;
  readonly items: readonly { readonly start: number; readonly end: number }[];
  /** What it does. */
  readonly start: number;
  readonly end: number;
}

/** Not `for /f` and the like, which read files or count. */
const HEAD = /\bfor[ \t]+%%([A-Za-z])[ \t]+in[ \t]*\(([^()\r\n]{0,2000})\)[ \t]*do\b[ \t]*(\()?/gi;
const ITEM = /"[^"]*"|[^\s,;="]+/g;
/** The shell makes names of files of these. */
const PATTERN = /[*?]/;

/** The loops of a batch file over words that it writes. */
export function loopsIn(text: string): readonly Loop[] {
  return [...text.matchAll(HEAD)].flatMap(({ 0: head, 1: variable = "", 2: list = "", 3: bracket, index }) => {
    if (PATTERN.test(list)) return [];
    const from = index + head.indexOf("(") + 1;
    const items = [...list.matchAll(ITEM)].map((item) => ({
      start: from + item.index,
      end: from + item.index + item[0].length,
    }));
    const start = index + head.length;
    return [{ variable, items, start, end: bracket === undefined ? lineEnd(text, start) : closing(text, start) }];
  });
}

function lineEnd(text: string, from: number): number {
  const end = /(?:[^\r\n^]|\^\r?\n|\^)*/y;
  end.lastIndex = from;
  return from + (end.exec(text)?.[0].length ?? 0);
}

/** Offset of the bracket that closes one that was opened before. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return at;
  }
  return text.length;
}

/** What the variable of a loop is called in the transcript. */
export const nameOf = (variable: string): string => `FOR_${variable}`;

/** The loops around a place, outermost first. */
export const loopsAt = (loops: readonly Loop[], offset: number): readonly Loop[] =>
  loops.filter(({ start, end }) => start <= offset && offset < end);

/** Writes what `write` writes within loops of the shell. */
export function within(
  loops: readonly Loop[],
  scribe: Scribe,
  item: (start: number, end: number) => void,
  write: () => void,
): void {
  for (const { variable, items } of loops) {
    scribe.add(`for ${nameOf(variable)} in`);
    for (const { start, end } of items) {
      scribe.add(" ");
      item(start, end);
    }
    scribe.add("; do\n");
  }
  write();
  for (const _ of loops) scribe.add("\ndone");
}
