import type { Fence } from "./fences.ts";
import { isShell } from "./inner.ts";

const INDENT = /^(?: {4}|\t)[ \t]*(?:\$ )?$/;
/** Words behind `gcloud` in prose are rarer than commands, but not behind four blanks and an empty line. */
const COMMAND = /(?:gcloud|gsutil|bq)[ \t]+(?:-|[a-z][\w-]*[ \t\\])/y;
const PROGRAMS = ["gcloud", "gsutil", "bq"];
const LONGEST_INDENT = 80;
/** A longer script without another command of gcloud is none that is looked for. */
const MOST_LINES_BEFORE = 40;

/** Blocks of code by their indentation alone, with a command of gcloud, gsutil or bq; outside of the fenced ones. */
export function indentedIn(text: string, fences: readonly Fence[]): readonly Fence[] {
  const found: Fence[] = [];
  const programAt = searchFor(PROGRAMS, text);
  let fence = 0;
  let least = 0;
  for (let hit = programAt(0); hit >= 0; ) {
    while ((fences[fence]?.end ?? text.length) <= hit && fence < fences.length) least = fences[fence++]?.end ?? least;
    const isInside = (fences[fence]?.start ?? text.length) <= hit;
    const start = isInside ? undefined : startOf(text, hit, least);
    if (start !== undefined) {
      least = endOf(text, start, fences[fence]?.start ?? text.length);
      found.push({ info: "sh", start, end: least, quotes: 0 });
      hit = programAt(Math.max(least, hit + 1));
    } else hit = programAt(isInside ? Math.max(hit + 1, fences[fence]?.end ?? 0) : hit + 1);
  }
  return found;
}

/** Where the next of the words stands from an offset on, or -1; offsets are asked for in order, so that the text is searched once. */
function searchFor(words: readonly string[], text: string): (from: number) => number {
  const hits = words.map(() => 0);
  const next = (word: string, i: number, from: number): number => {
    const last = hits[i] ?? 0;
    const at = last > from || last < 0 ? last : text.indexOf(word, from);
    hits[i] = at;
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  };
  return (from) => {
    const first = Math.min(...words.map((word, i) => next(word, i, from)));
    return first === Number.POSITIVE_INFINITY ? -1 : first;
  };
}

/**
 * Where a block of a shell begins that holds a command, by its offset: behind an empty line, at the command itself or at other lines
 * that are indented, which surely are commands too.
 */
function startOf(text: string, hit: number, least: number): number | undefined {
  const line = text.lastIndexOf("\n", hit - 1) + 1;
  COMMAND.lastIndex = hit;
  if (line < least || hit - line >= LONGEST_INDENT || !INDENT.test(text.slice(line, hit)) || !COMMAND.test(text))
    return undefined;
  let start: number | undefined;
  for (let [at, count] = [line, 0]; count < MOST_LINES_BEFORE; count++) {
    const isBehind = isBehindBlank(text, at);
    if (isBehind && (at === line || isShell(text.slice(at, hit) + text.slice(hit, endOfLine(text, hit))))) start = at;
    const before = at === 0 ? -1 : text.lastIndexOf("\n", at - 2) + 1;
    if (before < least || !/^(?:(?: {4}|\t)|[ \t]*\r?\n)/.test(text.slice(before, at))) break;
    at = before;
  }
  return start;
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  return newline < 0 ? text.length : newline;
}

const isBehindBlank = (text: string, start: number): boolean =>
  start === 0 || /(?:^|\n)[ \t]*\r?\n$/.test(text.slice(Math.max(0, start - 100), start));

/** Behind the last line that is indented at least as much as the first one, or follows it without an empty line. */
function endOf(text: string, start: number, most: number): number {
  const indent = indentAt(text, start);
  let end = start;
  let isBehindGap = false;
  for (let at = start; at < most; ) {
    const newline = text.indexOf("\n", at);
    const next = newline < 0 || newline >= most ? most : newline + 1;
    const line = text.slice(at, next);
    const isBlank = line.trim() === "";
    if (!isBlank && (!/^(?: {4}|\t)/.test(line) || (isBehindGap && indentAt(text, at) < indent))) break;
    if (!isBlank) end = next;
    isBehindGap = isBlank;
    at = next;
  }
  return end;
}

const indentAt = (text: string, start: number): number =>
  /[ \t]*/y.exec(text.slice(start, start + 100))?.[0].length ?? 0;
