import { joinLiterals, literal, type Part } from "../../../model/value.ts";
import type { Span } from "../../../text/span.ts";
import { type Folded, isBounded, knownText, type Sequence, type Text } from "../folded.ts";
import { isPattern, replacedByPattern } from "./patterns.ts";

/** A literal that is written at a place. */
export const textOf = (text: string, span: Span): Text => partsOf([literal(text)], span);

const partsOf = (parts: readonly Part[], span: Span): Text => ({
  kind: "text",
  parts,
  span,
  uses: [],
  isDefault: false,
});

/** How long a text may grow that is put together of others, in characters and in parts. */
const LONGEST = 20_000;
const MOST_PARTS = 300;

/** Whether a text has grown too long to be followed further. */
export const isTooLong = (parts: readonly Part[]): boolean =>
  parts.length > MOST_PARTS || parts.reduce((sum, part) => sum + part.text.length, 0) > LONGEST;

/** Parts of a single value that may be put into another text: no default, which the finding could not point at. */
const usable = (folded: Folded | undefined): readonly Part[] | undefined =>
  folded?.kind === "text" && !folded.isDefault && folded.encoded === undefined ? folded.parts : undefined;

const VERB = /(%%|%(?:\[\d+\])?\d{0,3}[sdvq])/;

/** Only `%s`, `%d`, `%v`, `%q` and `%%`, with a number for the argument or the width; any other verb makes the result unknown. */
export function formatted([pattern, ...args]: readonly Folded[], span: Span): Text | undefined {
  const text = knownText(pattern);
  if (text === undefined) return undefined;
  const parts: Part[] = [];
  let next = 0;
  for (const [i, piece] of text.split(VERB).entries()) {
    if (i % 2 === 0 && piece.includes("%")) return undefined;
    const [, index, width = "", verb] = i % 2 === 0 ? [] : (/^%(?:\[(\d+)\])?(\d*)([sdvq])$/.exec(piece) ?? []);
    if (verb === undefined) {
      if (piece !== "") parts.push(literal(piece === "%%" ? "%" : piece));
      continue;
    }
    if (index !== undefined) next = Number(index) - 1;
    const arg = filledIn(usable(args[next++]), width, verb);
    if (arg === undefined) return undefined;
    parts.push(...arg);
  }
  return isTooLong(parts) ? undefined : withMark(partsOf(joinLiterals(parts), span), args);
}

/** What a verb makes of an argument; a width and quotes ask for a text that is known. */
function filledIn(parts: readonly Part[] | undefined, width: string, verb: string): readonly Part[] | undefined {
  if (parts === undefined || (width === "" && verb !== "q")) return parts;
  if (parts.some(({ kind }) => kind === "reference")) return undefined;
  const text = parts.map((part) => part.text).join("");
  const isPadded = verb === "d" && width.startsWith("0");
  return [literal((verb === "q" ? JSON.stringify(text) : text).padStart(Number(width), isPadded ? "0" : " "))];
}

/** What is made from a doubtful text is doubtful. */
const withMark = (text: Text, from: readonly Folded[]): Text =>
  from.some((folded) => folded.kind === "text" && folded.maybe) ? { ...text, maybe: true } : text;

/** Each item of the lists put into the pattern; texts stay the same. */
export function formattedList([pattern, ...args]: readonly Folded[], span: Span): Sequence | undefined {
  if (pattern === undefined) return undefined;
  const lists = args.filter((arg) => arg.kind === "sequence");
  const [first] = lists;
  if (first === undefined || lists.some(({ items }) => items.length !== first.items.length)) return undefined;
  const items = first.items.map((_, i) =>
    formatted([pattern, ...args.map((arg) => (arg.kind === "sequence" ? (arg.items[i] ?? arg) : arg))], span),
  );
  const found = items.filter((item) => item !== undefined);
  return {
    kind: "sequence",
    items: found,
    complete: found.length === items.length && lists.every(({ complete }) => complete),
  };
}

/** A reference is left as it is: ids need no encoding. */
export function urlEncoded([folded]: readonly Folded[], span: Span): Text | undefined {
  const given = usable(folded);
  if (given === undefined || folded === undefined || given.some(({ text }) => HALF.test(text))) return undefined;
  const parts = given.map((part) => (part.kind === "literal" ? literal(queryOf(part.text)) : part));
  return withMark(partsOf(parts, span), [folded]);
}

/** Half of a character, which has no encoding. */
const HALF = /\p{Surrogate}/u;

const queryOf = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");

/** The item of a list of one or none; without it the text is empty, which nobody means. */
const onlyOf = (list: Folded | undefined): Text | undefined => {
  const [item, ...more] = list?.kind === "sequence" && !list.complete && isBounded(list) ? list.items : [];
  return item?.kind === "text" && more.length === 0 && usable(item) !== undefined ? item : undefined;
};

export function joined([separator, ...lists]: readonly Folded[], span: Span): Text | undefined {
  const between = knownText(separator);
  const only = between === "" && lists.length === 1 ? onlyOf(lists[0]) : undefined;
  if (only !== undefined) return only;
  const parts: Part[] = [];
  for (const list of lists) {
    if (between === undefined || list.kind !== "sequence" || !list.complete || list.isSet) return undefined;
    for (const item of list.items) {
      const own = usable(item);
      if (own === undefined) return undefined;
      if (parts.length > 0) parts.push(literal(between));
      parts.push(...own);
    }
  }
  return between === undefined || isTooLong(parts) ? undefined : partsOf(joinLiterals(parts), span);
}

export function split([separator, whole]: readonly Folded[], span: Span): Sequence | undefined {
  const by = knownText(separator);
  const text = knownText(whole);
  if (by === undefined || text === undefined || by === "") return undefined;
  return { kind: "sequence", items: text.split(by).map((piece) => textOf(piece, span)), complete: true };
}

/** A change of one text, by functions of the name in the configuration language. */
const CHANGES: Readonly<Record<string, (text: string, ...more: readonly string[]) => string | undefined>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  title: (text) =>
    text.replace(/(^|[^\p{L}\p{N}_'])(\p{L})/gu, (_, before: string, c: string) => before + c.toUpperCase()),
  trimspace: (text) => text.trim(),
  basename: (text) => text.replace(/\/+$/, "").split("/").at(-1),
  dirname: (text) => text.replace(/[^/]*$/, "").replace(/(?<=.)\/+$/, "") || ".",
  pathexpand: (text) => (text.startsWith("~") ? undefined : text),
  chomp: (text) => text.replace(/[\r\n]+$/, ""),
  trim: (text, cut) => cut && trimmed(text, cut),
  trimprefix: (text, prefix) => prefix && (text.startsWith(prefix) ? text.slice(prefix.length) : text),
  trimsuffix: (text, suffix) => suffix && (text.endsWith(suffix) ? text.slice(0, -suffix.length) : text),
  replace: (text, from, to) => replaced(text, from, to),
  substr: (text, from, length) => stretch(text, Number(from ?? Number.NaN), Number(length ?? Number.NaN)),
  startswith: (text, prefix) => prefix && String(text.startsWith(prefix)),
  endswith: (text, suffix) => suffix && String(text.endsWith(suffix)),
  strcontains: (text, part) => part && String(text.includes(part)),
};

function trimmed(text: string, cut: string): string {
  let [start, end] = [0, text.length];
  while (start < end && cut.includes(text.charAt(start))) start++;
  while (end > start && cut.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** So many characters from one on, counted from the end where that is negative; all the rest for a length of -1. */
function stretch(text: string, from: number, length: number): string | undefined {
  const characters = [...text];
  const start = from < 0 ? from + characters.length : from;
  if (Number.isNaN(start) || Number.isNaN(length) || start < 0) return undefined;
  return characters.slice(start, length < 0 ? undefined : start + length).join("");
}

/** A pattern between slashes is a regular expression. */
function replaced(text: string, from: string | undefined, to: string | undefined): string | undefined {
  if (from === undefined || to === undefined || from === "") return undefined;
  if (isPattern(from)) return replacedByPattern(text, from.slice(1, -1), to);
  return text.length * Math.max(1, to.length) > LONGEST ? undefined : text.replaceAll(from, to);
}

/** What a function makes of one known text. A text that it leaves as it was stays at its place. */
export function changed(name: string, args: readonly Folded[], span: Span): Folded | undefined {
  const change = Object.hasOwn(CHANGES, name) ? CHANGES[name] : undefined;
  const [text, ...more] = args.map(knownText);
  const [first] = args;
  if (change === undefined || first?.kind !== "text" || text === undefined || more.includes(undefined))
    return undefined;
  const result = change(text, ...more.filter((one) => one !== undefined));
  if (result === text) return first;
  if (result === undefined || first.isDefault) return undefined;
  return withMark(textOf(result, span), args);
}
