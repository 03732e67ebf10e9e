import type { Change } from "../../../model/finding.ts";
import type { Stretch } from "../../../model/placeholders.ts";
import { known, type Part, type Value } from "../../../model/value.ts";
import type { Edit } from "../../../text/edit.ts";
import { STORAGE_ROLES } from "../gsutil.ts";
import type { ReadSource } from "../reading.ts";
import { enclosing } from "../shell/block.ts";
import { reach } from "../shell/reach.ts";
import { endOf, type Fragment, HOLE, type Quote, type Segment, startOf, textOf } from "../shell/word.ts";
import { piecesOfFragment, piecesOfParts } from "./pieces.ts";
import { fits, inside, type Piece, quoted } from "./quote.ts";
import { fragmentAt, segmentAt, wordAt } from "./written-word.ts";

type Replacing = Extract<Change, { kind: "replace" }>;

/** Writes other text in the place of a value, in its quotes where these can hold it. */
export function renderReplace(change: Replacing, read: ReadSource): readonly Edit[] | undefined {
  const { span } = change.value;
  const { value } = change;
  const parts = isShortRole(value, read) ? shortened(change.with) : innermost(change, read);
  const [use] = value.uses ?? [];
  if (parts === undefined) return use && renderReplace({ ...change, value: { ...value, span: use, uses: [] } }, read);
  const wanted = piecesOfParts(parts, read);
  if (wanted === undefined || span.uri !== read.source.uri) return undefined;
  const word = wordAt(read.script, span);
  if (word === undefined) return [{ span, text: quoted(wanted, "") }];
  const fragment = fragmentAt(word, span);
  const { text } = read.source;
  if (DEFAULTING.test(text.slice(Math.max(0, span.start - 80), span.start)))
    return replaceWithin({ start: span.start - 1, end: span.end + 1 }, span, wanted);
  const around = [...word.expansions.values()].find(({ start, end }) => start < span.end && span.start < end);
  if (around?.form === "braces" || (around !== undefined && isWithin(span, around)))
    return replaceWithin(around, span, wanted);
  if (isSplit(fragment, value, wanted)) return undefined;
  if (isFolded(change.value, fragment)) return replaceFolded(change.value, fragment, wanted, read);
  return [write(fragment, span, wanted, read)];
}

/** What stands before the default in `${NAME:=default}`. */
const DEFAULTING = /\$\{[A-Za-z_]\w*:?=$/;

const isWithin = (inner: Stretch, outer: Stretch): boolean => outer.start < inner.start && inner.end < outer.end;

/** An item of `{a,b}`, where it is a word alone, the default in `${NAME:-default}`, or what a command prints. */
function replaceWithin(around: Stretch, span: Edit["span"], [piece, ...more]: readonly Piece[]) {
  if (!isWithin(span, around) || piece === undefined || more.length > 0 || !("text" in piece)) return undefined;
  return /^[\w./:@-]+$/.test(piece.text) ? [{ span, text: piece.text }] : undefined;
}

/** What may separate the fields of a line, or the words of a list. */
const SEPARATORS = [":", ",", ";", "|", "=", " ", "\t", "\n", "#"];

/** Whether other text would not stay one field of a line, or one word of a list, that a variable holds. */
function isSplit(fragment: Fragment, { span, uses = [] }: Value, wanted: readonly Piece[]): boolean {
  const quote = segmentAt(fragment.word, span)?.quote ?? "";
  const isDocument = quote === "<<" || quote === "<<'";
  const written = textOf(fragment);
  const isPart = uses.length > 0 && written.length < fragment.word.text.length && !written.includes(HOLE);
  if (!isDocument && !isPart) return false;
  const text = wanted.map((piece) => ("text" in piece ? piece.text : "")).join("");
  const isBroken = SEPARATORS.some((one) => text.includes(one) && !written.includes(one));
  return isBroken || (isDocument && !fits(wanted, quote));
}

/** What is to stand in the value's place where text around a variable, as in `roles/$ROLE`, makes the rest; none where that changes too. */
function innermost({ value, with: wanted }: Replacing, read: ReadSource): readonly Part[] | undefined {
  const text = known(value);
  const [first, ...rest] = wanted;
  const written = value.uses === undefined || value.uses.length === 0 ? undefined : writtenAt(value.span, read);
  if (text === undefined || written === undefined || written === text) return wanted;
  const at = text.indexOf(written);
  const [before, behind] = [text.slice(0, at), text.slice(at + written.length)];
  if (at < 0 || first?.kind !== "literal" || rest.length > 0 || !first.text.startsWith(before)) return undefined;
  const inner = first.text.slice(before.length);
  return inner.endsWith(behind) ? [{ ...first, text: inner.slice(0, inner.length - behind.length) }] : undefined;
}

/** The literal text that is written in a place; `undefined` where that is not sure. */
function writtenAt({ start, end }: Stretch, { script, source }: ReadSource): string | undefined {
  const word = wordAt(script, { start, end });
  const decoded = word === undefined ? "" : textOf(fragmentAt(word, { start, end }));
  if (decoded !== "" && !decoded.includes(HOLE)) return decoded;
  const raw = source.text.slice(start, end);
  return /^[\w./:@-]+$/.test(raw) ? raw : undefined;
}

/** A role of `gsutil iam ch`, which is written without its prefix. */
function isShortRole({ slot, span, parts }: Value, { source }: ReadSource): boolean {
  const [first] = parts;
  if (slot !== "role" || first?.kind !== "literal" || !first.text.startsWith(STORAGE_ROLES)) return false;
  return span.uri === source.uri && !source.text.slice(span.start, span.end).includes("roles/");
}

const shortened = ([first, ...rest]: readonly Part[]): readonly Part[] =>
  first?.kind === "literal" && first.text.startsWith(STORAGE_ROLES)
    ? [{ ...first, text: first.text.slice(STORAGE_ROLES.length) }, ...rest]
    : [...(first === undefined ? [] : [first]), ...rest];

function write(fragment: Fragment, range: Stretch, wanted: readonly Piece[], read: ReadSource): Edit {
  const { source } = read;
  const segment = segmentAt(fragment.word, range);
  if (segment === undefined)
    return { span: { uri: source.uri, ...range }, text: quoted(wanted, quoteIn(fragment, range)) };
  if (segment.quote === "") return { span: { uri: source.uri, ...range }, text: quoted(wanted, "") };
  if (fits(wanted, segment.quote)) {
    return { span: { uri: source.uri, ...range }, text: inside(wanted, segment.quote) };
  }
  return requoted(fragment, segment, range, wanted, read);
}

/** The quotes that a stretch across several segments has at its front. */
const quoteIn = ({ word }: Fragment, { start }: Stretch): Quote =>
  word.segments.find(({ open, close }) => open <= start && start < close)?.quote ?? "";

/** The whole segment in double quotes. */
function requoted(
  { word }: Fragment,
  segment: Segment,
  range: Stretch,
  wanted: readonly Piece[],
  { source }: ReadSource,
): Edit {
  const around = (start: number, end: number) => piecesOfFragment(fragmentAt(word, { start, end }), source.text);
  const pieces = [...around(segment.start, range.start), ...wanted, ...around(range.end, segment.end)];
  const isOpen = segment.close === segment.end;
  const text = quoted(pieces, '"');
  const span = { uri: source.uri, start: segment.open, end: segment.close };
  return { span, text: isOpen ? text.slice(0, -1) : text };
}

/** Whether the value's text is not all written in its place: a variable gives a part of it. */
const isFolded = ({ parts }: Value, { word, from, to }: Fragment): boolean => {
  const written = [...word.expansions.keys()].filter((index) => index >= from && index < to).length;
  return written > 0 && parts.filter(({ kind }) => kind === "reference").length < written;
};

/** Where a variable gives a part of the text, only what changes is written, in the place where it stands. */
function replaceFolded(
  value: Value,
  fragment: Fragment,
  wanted: readonly Piece[],
  read: ReadSource,
): readonly Edit[] | undefined {
  const [first, ...rest] = wanted;
  const before = value.parts.map(({ text }) => text).join("");
  const isText = first !== undefined && "text" in first && rest.length === 0;
  if (!isText || value.parts.some(({ kind }) => kind === "reference")) return replaceUse(fragment, wanted, read);
  const { head, tail } = common(before, first.text);
  const text = first.text.slice(head, first.text.length - tail);
  const { word, from, to } = fragment;
  const holes = [...word.expansions.keys()].filter((index) => index >= from && index < to);
  const lead = (holes[0] ?? to) - from;
  const trail = to - (holes.at(-1) ?? to) - 1;
  const changed = (start: number, end: number) =>
    start <= end ? [write(fragment, rangeIn(fragment, start, end), [{ text }], read)] : undefined;
  // Text that is only added right beside a variable may belong to what the variable holds.
  const isAdded = head === before.length - tail;
  const [ahead, behind] = isAdded ? [lead - 1, trail - 1] : [lead, trail];
  if (before.length - tail <= ahead) return changed(from + head, from + before.length - tail);
  if (before.length - head <= behind) return changed(to - (before.length - head), to - tail);
  return replaceUse(fragment, wanted, read);
}

/** Lengths of what two texts have in common at both ends. */
function common(a: string, b: string): { readonly head: number; readonly tail: number } {
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return { head, tail };
}

function rangeIn({ word }: Fragment, from: number, to: number): Stretch {
  const start = startOf(word, from) ?? endOf(word, from - 1) ?? word.end;
  return { start, end: from >= to ? start : (endOf(word, to - 1) ?? start) };
}

/** Not where the variable has another value in each round of a loop. */
function replaceUse(fragment: Fragment, wanted: readonly Piece[], read: ReadSource): readonly Edit[] | undefined {
  const { word, from, to } = fragment;
  const inLoop = enclosing(word.block, "loop") !== undefined;
  const varies = [...word.expansions].some(([index, { name, start }]) => {
    if (index < from || index >= to) return false;
    return inLoop && (name === "" || reach(read.script, name, start, word.block).varies);
  });
  return varies ? undefined : [write(fragment, rangeIn(fragment, from, to), wanted, read)];
}
