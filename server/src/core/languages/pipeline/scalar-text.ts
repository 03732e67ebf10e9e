import type { Scalar } from "../manifest/tree.ts";

/** A stretch of a scalar's text as it reads, and where it is written. */
export interface Copied {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const HEADER = /([|>])[-+0-9]{0,2}[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*\r?\n)*[ \t]*$/;
/** A header and the blank lines behind it are not longer. */
const LONGEST_HEADER = 400;

/** What a scalar says, with placeholders as they are written, in stretches that keep their places. */
export function copiedText(scalar: Scalar, document: string): readonly Copied[] {
  const { start, end } = scalar.content;
  switch (scalar.style) {
    case "block":
      return lines(document, start, end, isFolded(document, start));
    case "single":
      return folded(document, start, end, /''/g, () => "'");
    case "double":
    case "json":
      return folded(document, start, end, ESCAPE, unescaped);
    default:
      return folded(document, start, end, undefined, (mark) => mark);
  }
}

/** Whether a block's header joins its lines (`>`), and does not keep them (`|`). */
export const isFolded = (document: string, start: number): boolean =>
  HEADER.exec(document.slice(Math.max(0, start - LONGEST_HEADER), start))?.[1] === ">";

/** Lines without the indentation of the first one. */
function lines(document: string, start: number, end: number, joins: boolean): readonly Copied[] {
  const indent = start - (document.lastIndexOf("\n", start - 1) + 1);
  const out: Copied[] = [];
  for (let at = start; at < end; ) {
    const newline = document.indexOf("\n", at);
    const stop = newline < 0 || newline >= end ? end : newline;
    const lineEnd = stop > at && document[stop - 1] === "\r" && stop < end ? stop - 1 : stop;
    if (lineEnd > at) out.push({ text: document.slice(at, lineEnd), start: at, end: lineEnd });
    if (stop === end) break;
    const next = stop + 1 + indentOf(document, stop + 1, Math.min(indent, end - stop - 1));
    const goesOn = joins && goesOnWith(document, lineEnd, next, end);
    out.push({ text: goesOn ? " " : "\n", start: lineEnd, end: next });
    at = next;
  }
  return out;
}

/** Not where the shell itself joins the lines, nor at blank or deeper lines. */
const goesOnWith = (document: string, lineEnd: number, next: number, end: number): boolean =>
  document[lineEnd - 1] !== "\\" && document[lineEnd - 1] !== "\n" && next < end && /\S/.test(document[next] ?? "");

function indentOf(document: string, from: number, most: number): number {
  let count = 0;
  while (count < most && (document[from + count] === " " || document[from + count] === "\t")) count++;
  return count;
}

const ESCAPE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n[ \t]*|[\s\S])/g;
const NAMED: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0", b: "\b", f: "\f", e: "\u001b" };

function unescaped(mark: string): string {
  const name = mark[1] ?? "";
  if (name === "\n" || name === "\r") return "";
  if (mark.length > 2) return String.fromCodePoint(Math.min(Number.parseInt(mark.slice(2), 16) || 0, 0x10ffff));
  return NAMED[name] ?? name;
}

/** Text of quoted and plain scalars, whose line ends are blanks. */
function folded(
  document: string,
  start: number,
  end: number,
  marks: RegExp | undefined,
  read: (mark: string) => string,
): readonly Copied[] {
  const text = document.slice(start, end);
  const pattern = new RegExp(
    `${marks === undefined ? "" : `${marks.source}|`}[ \\t]*\\r?\\n(?:[ \\t]*\\r?\\n)*[ \\t]*`,
    "g",
  );
  const out: Copied[] = [];
  let at = 0;
  for (const { 0: mark, index } of text.matchAll(pattern)) {
    if (index > at) out.push({ text: text.slice(at, index), start: start + at, end: start + index });
    at = index + mark.length;
    const isBreak = /^[ \t]*\r?\n/.test(mark);
    out.push({ text: isBreak ? joint(mark) : read(mark), start: start + index, end: start + at });
  }
  if (at < text.length) out.push({ text: text.slice(at), start: start + at, end });
  return out.filter((one) => one.text !== "");
}

/** One line end is a blank; each further one stays. */
const joint = (breaks: string): string => {
  const count = breaks.split("\n").length - 1;
  return count === 1 ? " " : "\n".repeat(count - 1);
};
