import type { Scribe } from "../hosted/transcript.ts";
import { behindPlaceholder, unknownExpansion } from "../hosted/unknown.ts";
import type { Names } from "./names.ts";
import { behindBracket, behindQuoted, copyDouble, copySingle, copyVariable } from "./strings.ts";

/** What stands where a command's words are read, and how far they go. */
export interface Place {
  readonly text: string;
  readonly end: number;
  readonly scribe: Scribe;
  readonly names: Names;
}

/** Ends a command, outside of quotes. */
const STOPS = /[\r\n;|&)}]/;
const REDIRECTION = /^(?:\d|\*)?>/;

/** Writes the words of a command as words of the shell; the answer is where the command ends. */
export function copyWords(from: number, place: Place): number {
  const { text, end, scribe } = place;
  for (let at = from; at < end; ) {
    const char = text.charAt(at);
    const isStart = at === from || /[ \t]/.test(text.charAt(at - 1));
    if (STOPS.test(char) || (isStart && (char === "#" || REDIRECTION.test(text.slice(at, at + 3))))) return at;
    const next = copyOne(char, at, isStart, place);
    if (next > at) at = next;
    else scribe.copy(at, ++at);
  }
  return end;
}

function copyOne(char: string, at: number, isStart: boolean, place: Place): number {
  const { text, end, scribe, names } = place;
  const put = (written: string, to: number): number => {
    scribe.put(written, at, to);
    return to;
  };
  switch (char) {
    case "`":
      return copyBacktick(at, place);
    case "'":
    case '"': {
      const to = behindQuoted(text, at, end);
      if (char === "'") copySingle(text, at, to, scribe);
      else copyDouble(text, at, to, scribe, names);
      return to;
    }
    case "$":
      return copyVariable(text, at, end, scribe, names, false);
    case "(":
      return put(unknownExpansion("expression"), behindBracket(text, at, end));
    case "@":
      return isStart ? put(splatted(text, at, names), copiedAt(text, at, end)) : at;
    case "<": {
      const to = behindPlaceholder(text, at);
      scribe.copy(at, to);
      return to;
    }
    default:
      return /[\\*?~!{]/.test(char) ? put(`\\${char}`, at + 1) : at;
  }
}

/** A line goes on behind a backtick; anything else means itself. */
function copyBacktick(at: number, { text, end, scribe }: Place): number {
  const lineEnd = /^`\r?\n/.exec(text.slice(at, at + 3))?.[0].length ?? 0;
  scribe.put("\\", at, at + 1);
  const to = Math.min(end, at + (lineEnd || 2));
  scribe.copy(at + 1, to);
  return to;
}

/** `@NAME` gives the words of an array; anything else is not known. */
function splatted(text: string, at: number, names: Names): string {
  const name = /^@([A-Za-z_]\w*)/.exec(text.slice(at, at + 80))?.[1];
  return name === undefined ? '"$@"' : `"\${${names.spelled(name)}[@]}"`;
}

/** A splatted variable, a list, a table or a here-string: any number of words. */
function copiedAt(text: string, at: number, end: number): number {
  const next = text.charAt(at + 1);
  if (next === "(" || next === "{") return behindBracket(text, at + 1, end);
  const quoted = behindQuoted(text, at, end);
  return quoted > at ? quoted : at + (/^@\w*/.exec(text.slice(at, at + 80))?.[0].length ?? 1);
}
