import type { Fence } from "./fences.ts";

const INDENT = /^(?: {4}|\t)[ \t]*(?:\$ )?$/;
/** Words behind `gcloud` in prose are rarer than commands, but not behind four blanks and an empty line. */
const COMMAND = /(?:gcloud|gsutil|bq)[ \t]+[a-z][\w-]*[ \t\\]/y;
const PROGRAMS = ["gcloud", "gsutil", "bq"];
const LONGEST_INDENT = 80;

/** Blocks of code by their indentation alone, of which the first line is a command of gcloud, gsutil or bq; outside of the fenced ones. */
export function indentedIn(text: string, fences: readonly Fence[]): readonly Fence[] {
  const found: Fence[] = [];
  const programAt = searchFor(PROGRAMS, text);
  let fence = 0;
  for (let hit = programAt(0); hit >= 0; ) {
    while ((fences[fence]?.end ?? text.length) <= hit && fence < fences.length) fence++;
    const start = text.lastIndexOf("\n", hit - 1) + 1;
    const isInside = (fences[fence]?.start ?? text.length) <= hit;
    const isFirst = !isInside && hit - start < LONGEST_INDENT && isBehindBlank(text, start);
    COMMAND.lastIndex = hit;
    if (isFirst && INDENT.test(text.slice(start, hit)) && COMMAND.test(text)) {
      const end = endOf(text, start, fences[fence]?.start ?? text.length);
      found.push({ info: "sh", start, end, quotes: 0 });
      hit = programAt(Math.max(end, hit + 1));
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

const isBehindBlank = (text: string, start: number): boolean =>
  start === 0 || /(?:^|\n)[ \t]*\r?\n$/.test(text.slice(Math.max(0, start - 100), start));

/** Behind the last line that is indented. */
function endOf(text: string, start: number, most: number): number {
  let end = start;
  for (let at = start; at < most; ) {
    const newline = text.indexOf("\n", at);
    const next = newline < 0 || newline >= most ? most : newline + 1;
    const line = text.slice(at, next);
    const isBlank = line.trim() === "";
    if (!isBlank && !/^(?: {4}|\t)/.test(line)) break;
    if (!isBlank) end = next;
    at = next;
  }
  return end;
}
