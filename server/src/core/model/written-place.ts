import type { Span } from "../text/span.ts";
import type { Part, Value } from "./value.ts";

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
/** Marks around what is put in: `${`, `}`, `{{`, `"` of a shell. */
const MOST_MARKS = 4;

/**
 * Where a stretch of a value's text stands in the document; `undefined` where the text is not written as it reads and
 * the two cannot be matched. A reference counts as one character. The two texts are walked side by side, so that what is
 * found is surely the place.
 */
export function writtenPlace(value: Value, start: number, end: number): Span | undefined {
  const offsets = offsetsOf(value);
  const from = offsets?.[start];
  const to = end > start ? offsets?.[end - 1] : undefined;
  if (offsets === undefined || from === undefined) return undefined;
  const base = value.span.start;
  if (end <= start) return { ...value.span, start: base + from.start, end: base + from.start };
  return to === undefined ? undefined : { ...value.span, start: base + from.start, end: base + to.end };
}

interface Place {
  readonly start: number;
  readonly end: number;
}

const known = new WeakMap<Value, { readonly places: readonly Place[] | undefined }>();

/** How a text may differ from what is written: `''` for an apostrophe, quotes of the shell around a part of it. */
type Manner = "plain" | "doubled" | "quoted";
const MANNERS: readonly Manner[] = ["plain", "doubled", "quoted"];

/** The place of each character in the text as written, and of the end. */
function offsetsOf(value: Value): readonly Place[] | undefined {
  const kept = known.get(value) ?? { places: aligned(value) };
  known.set(value, kept);
  return kept.places;
}

function aligned(value: Value): readonly Place[] | undefined {
  const { written } = value;
  if (written === undefined) return undefined;
  for (const manner of MANNERS) {
    const places = align(value, written, manner);
    if (places !== undefined) return places;
  }
  return undefined;
}

function align({ parts, span }: Value, written: string, manner: Manner): readonly Place[] | undefined {
  const places: Place[] = [];
  let at = 0;
  for (const [i, part] of parts.entries()) {
    const ends =
      part.kind === "literal"
        ? alignText(part.text, written, at, places, manner)
        : behind(part, parts[i + 1], span, written, manner);
    if (ends === undefined || ends < at) return undefined;
    if (part.kind === "reference") places.push({ start: at, end: ends });
    at = ends;
  }
  places.push({ start: at, end: at });
  return /^["'\s]*$/.test(written.slice(at)) ? places : undefined;
}

/** Where a reference with the marks behind it ends: right before the text that follows. */
function behind(
  part: Part,
  next: Part | undefined,
  { uri, start }: Span,
  written: string,
  manner: Manner,
): number | undefined {
  if (part.kind !== "reference" || part.span.uri !== uri) return undefined;
  const end = part.span.end - start;
  if (next === undefined) return written.length - end <= MOST_MARKS ? written.length : undefined;
  if (next.kind === "reference") return end;
  const marks = /^[ \t~]{0,20}[}\])%>"]{0,8}/.exec(written.slice(end, end + 30))?.[0] ?? "";
  for (let length = 0; length <= marks.length; length++) {
    if (alignText(next.text, written, end + length, [], manner) !== undefined) return end + length;
  }
  return undefined;
}

function alignText(text: string, written: string, from: number, places: Place[], manner: Manner): number | undefined {
  let at = from + (from === 0 ? surplus(text, 0, written, 0) : 0);
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    const skipped = manner === "quoted" && isQuote(written[at]) && written[at] !== char ? 1 : 0;
    const place = charAt(char, written, at + skipped, manner);
    if (place === undefined) return undefined;
    places.push(place);
    at = place.end;
    if (char === "\n" && written[at - 1] === "\n") at += surplus(text, i + 1, written, at);
  }
  return at;
}

const isQuote = (char: string | undefined): boolean => char === '"' || char === "'";

/** How much more a line is indented as written than as it reads. */
const surplus = (text: string, i: number, written: string, at: number): number =>
  Math.max(0, blanksAt(written, at) - blanksAt(text, i));

function blanksAt(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  return at - from;
}

/** How one character is written at a place: as it is, escaped, doubled, or as the line break and indentation of folded text. */
function charAt(char: string, written: string, at: number, manner: Manner): Place | undefined {
  const here = written[at];
  const next = written[at + 1];
  if (here === "\\" && next !== undefined && (ESCAPED[next] ?? next) === char) return { start: at, end: at + 2 };
  if (manner === "doubled" && here === "'" && next === "'" && char === "'") return { start: at, end: at + 2 };
  if (here === char) return { start: at, end: at + 1 };
  if (here === "\r" && next === "\n" && char === "\n") return { start: at, end: at + 2 };
  const folded = char === " " || char === "\n" ? /^\\?\r?\n\s*/.exec(written.slice(at, at + 200)) : undefined;
  return folded ? { start: at, end: at + folded[0].length } : undefined;
}
