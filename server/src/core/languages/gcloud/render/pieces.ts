import type { Part, Reference, Value } from "../../../model/value.ts";
import type { ReadSource } from "../reading.ts";
import type { Block } from "../shell/block.ts";
import { reach } from "../shell/reach.ts";
import type { Fragment } from "../shell/word.ts";
import type { Piece } from "./quote.ts";
import { fragmentAt, wordAt } from "./written-word.ts";

/** Where something is to be written. */
export interface Site {
  readonly offset: number;
  readonly block: Block;
}

/** Parts as pieces of a word of this script; `undefined` when a reference cannot be written here. */
export function piecesOfParts(parts: readonly Part[], read: ReadSource): readonly Piece[] | undefined {
  const pieces = parts.map((part) => (part.kind === "literal" ? { text: part.text } : pieceOfReference(part, read)));
  return pieces.includes(undefined) ? undefined : pieces.filter((piece) => piece !== undefined);
}

/** A reference as it is written in this document, or as a variable when its text is the name of one. */
function pieceOfReference({ span, text, target }: Reference, { source }: ReadSource): Piece | undefined {
  const written = span.uri === source.uri ? source.text.slice(span.start, span.end) : "";
  if (/^[$`]/.test(written)) return { expansion: written };
  if (written !== "") return { text: written };
  return target === undefined && /^[A-Za-z_]\w*$/.test(text) ? { expansion: `\${${text}}` } : undefined;
}

/**
 * A value as pieces for a place of this script: as it is written in the document, with its variables, where these mean the same
 * there; else as its parts.
 */
export function piecesOfValue(value: Value, read: ReadSource, site: Site): readonly Piece[] | undefined {
  const written = writtenPieces(value, read, site);
  if (written !== undefined) return written;
  const { parts } = value;
  const strange = parts.some((part) => part.kind === "reference" && !meansSame(part, read, site));
  return strange ? undefined : piecesOfParts(parts, read);
}

function writtenPieces(value: Value, read: ReadSource, site: Site): readonly Piece[] | undefined {
  const { values, source, script } = read;
  const known = values.some((one) => one === value || (samePlace(one, value) && sameParts(one.parts, value.parts)));
  const use = value.uses?.[0] ?? value.span;
  const word = known && use.uri === source.uri ? wordAt(script, use) : undefined;
  if (word === undefined) return undefined;
  const fragment = fragmentAt(word, use);
  return holdsAt(fragment, read, site) ? [...prefixOf(value), ...piecesOfFragment(fragment, source.text)] : undefined;
}

/** What an account has in front as a member, and not where it is written. */
const prefixOf = ({ slot, parts: [first] }: Value): readonly Piece[] =>
  slot === "account" && first?.text === "serviceAccount:" ? [{ text: first.text }] : [];

const samePlace = ({ span: a }: Value, { span: b }: Value): boolean =>
  a.uri === b.uri && a.start === b.start && a.end === b.end;

const sameParts = (a: readonly Part[], b: readonly Part[]): boolean =>
  a.length === b.length && a.every(({ kind, text }, i) => kind === b[i]?.kind && text === b[i]?.text);

/** Whether the variables of a written word have the same value at another place. */
function holdsAt({ word, from, to }: Fragment, { script }: ReadSource, site: Site): boolean {
  return [...word.expansions].every(([index, { name, start }]) => {
    if (index < from || index >= to || name === "") return true;
    const here = reach(script, name, start, word.block);
    const there = reach(script, name, site.offset, site.block);
    const isNext = word.block === site.block && start < site.offset && here.latest === there.latest;
    return isNext || here.identity === there.identity;
  });
}

/** A reference that is no variable of this script means the same everywhere in it. */
function meansSame({ span, text }: Reference, { source, script }: ReadSource, site: Site): boolean {
  if (span.uri !== source.uri || !script.definitions.has(text)) return true;
  const definitions = script.definitions.get(text) ?? [];
  return definitions.length === 1 && definitions.every(({ at }) => at <= site.offset && at <= span.start);
}

/** A stretch of a word with its expansions as they are written. */
export function piecesOfFragment({ word, from, to }: Fragment, text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = from;
  for (const [index, { start, end }] of word.expansions) {
    if (index < from || index >= to) continue;
    if (index > at) pieces.push({ text: word.text.slice(at, index) });
    pieces.push({ expansion: text.slice(start, end) });
    at = index + 1;
  }
  return to > at ? [...pieces, { text: word.text.slice(at, to) }] : pieces;
}
