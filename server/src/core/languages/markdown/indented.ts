import type { Fence } from "./fences.ts";

const INDENT = /^(?: {4}|\t)[ \t]*(?:\$ )?$/;
/** Words behind `gcloud` in prose are rarer than commands, but not behind four blanks and an empty line. */
const COMMAND = /(?:gcloud|gsutil|bq)[ \t]+[a-z][\w-]*[ \t\\]/y;
const PROGRAM = /gcloud|gsutil|\bbq\b/g;
const PROGRAMS = ["gcloud", "gsutil", "bq"];
const LONGEST_INDENT = 80;

/** Blocks of code by their indentation alone, of which the first line is a command of gcloud, gsutil or bq; outside of the fenced ones. */
export function indentedIn(text: string, fences: readonly Fence[]): readonly Fence[] {
  if (!PROGRAMS.some((program) => text.includes(program))) return [];
  const found: Fence[] = [];
  let fence = 0;
  for (let hit = programAt(text, 0); hit >= 0; ) {
    while ((fences[fence]?.end ?? text.length) <= hit && fence < fences.length) fence++;
    const start = text.lastIndexOf("\n", hit - 1) + 1;
    const isInside = (fences[fence]?.start ?? text.length) <= hit;
    const isFirst = !isInside && hit - start < LONGEST_INDENT && isBehindBlank(text, start);
    COMMAND.lastIndex = hit;
    if (isFirst && INDENT.test(text.slice(start, hit)) && COMMAND.test(text)) {
      const end = endOf(text, start, fences[fence]?.start ?? text.length);
      found.push({ info: "sh", start, end, quotes: 0 });
      hit = programAt(text, Math.max(end, hit + 1));
    } else hit = programAt(text, isInside ? Math.max(hit + 1, fences[fence]?.end ?? 0) : hit + 1);
  }
  return found;
}

function programAt(text: string, from: number): number {
  PROGRAM.lastIndex = from;
  return PROGRAM.exec(text)?.index ?? -1;
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
