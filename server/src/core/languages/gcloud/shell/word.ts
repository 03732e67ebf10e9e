import type { CommandExpansionPart, ParameterExpansionPart } from "unbash";
import type { Stretch } from "../../../model/placeholders.ts";
import type { Block } from "./block.ts";

/**
 * How a stretch of a word is quoted, by its opening mark; empty for none. A here-document has the mark before its delimiter, which is
 * not written around the text.
 */
export type Quote = "" | "'" | '"' | "$'" | '$"' | "<<" | "<<'";

/** A stretch of a word between two changes of quoting. */
export interface Segment {
  readonly quote: Quote;
  /** With the quotes. */
  readonly open: number;
  readonly close: number;
  /** Without the quotes. */
  readonly start: number;
  readonly end: number;
}

/**
 * What the shell replaces: `variable` is `$NAME` and `${NAME}`; `positional` is `$1`; `list` gives several words (`$@`,
 * `${NAME[@]}`), and so do `braces` (`{a,b}`); `other` is everything else.
 */
export interface Expansion {
  readonly form: "variable" | "positional" | "list" | "braces" | "other";
  /** The variable's name, or the digits of a positional one; empty where the expansion does not begin with a name. */
  readonly name: string;
  /** Without the marks around it. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  /** What there is to work out. */
  readonly node?: ParameterExpansionPart | CommandExpansionPart | undefined;
}

/** A stretch of decoded text, by its indices, and where it is written: one place a character, but for what an escape gives. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/**
 * A word as the shell hands it to a command, with the place of each character. An expansion is one character (`HOLE`).
 * Positions are offsets of the document.
 */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** All of the text, in order. */
  readonly runs: readonly Run[];
  /** By index in `text`, in order. */
  readonly expansions: ReadonlyMap<number, Expansion>;
  readonly segments: readonly Segment[];
  /** The block in which it is written, for looking up what its variables hold. */
  readonly block: Block;
}

/** Where a character of the decoded text begins; `undefined` behind the last one. */
export function startOf({ runs }: Word, index: number): number | undefined {
  const run = runs.find(({ to }) => index < to);
  return run === undefined || index < 0 ? undefined : Math.min(run.start + index - run.from, run.end);
}

/** Where a character of the decoded text ends. */
export function endOf({ runs }: Word, index: number): number | undefined {
  const run = runs.find(({ to }) => index < to);
  if (run === undefined || index < 0) return undefined;
  return index === run.to - 1 ? run.end : Math.min(run.start + index - run.from + 1, run.end);
}

/** Stands for an expansion in decoded text. */
export const HOLE = "\ufffc";

/** A stretch of a word by indices of its decoded text. */
export interface Fragment {
  readonly word: Word;
  readonly from: number;
  readonly to: number;
  /** Where it is used, when it got there by way of a variable; nearest first. */
  readonly uses?: readonly Stretch[];
}

export const whole = (word: Word): Fragment => ({ word, from: 0, to: word.text.length });

export const cut = ({ word, uses, to: end }: Fragment, from: number, to = end): Fragment =>
  uses === undefined ? { word, from, to } : { word, from, to, uses };

export const textOf = ({ word, from, to }: Fragment): string => word.text.slice(from, to);

/** The expansion that the fragment consists of, if it is one. */
export const soleExpansion = ({ word, from, to }: Fragment): Expansion | undefined =>
  to - from === 1 ? word.expansions.get(from) : undefined;

/** Where the fragment is written: without the quotes when it is one quoted or bare text, else with all of them. */
export function rangeOf({ word, from, to }: Fragment): Stretch {
  const first = startOf(word, from);
  const last = endOf(word, to - 1);
  if (from >= to || first === undefined || last === undefined) return emptyRange({ word, from, to });
  if (word.segments.length === 1) return { start: first, end: last };
  const touched = word.segments.filter(({ start, end }) => start < last && first < end);
  const [head] = touched;
  const tail = touched.at(-1);
  if (head === undefined || tail === undefined || head === tail) return { start: first, end: last };
  return {
    start: first === head.start ? head.open : first,
    end: last === tail.end ? tail.close : last,
  };
}

function emptyRange({ word, from }: Fragment): Stretch {
  const at = startOf(word, from) ?? word.segments.at(-1)?.end ?? word.end;
  return { start: at, end: at };
}
