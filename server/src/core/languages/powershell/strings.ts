import type { Scribe } from "../hosted/transcript.ts";
import { unknownExpansion } from "../hosted/unknown.ts";
import type { Names } from "./names.ts";

/** Offset behind a string, a here-string or a comment that begins at an offset; the offset itself where none begins. */
export function behindQuoted(text: string, at: number, end: number): number {
  const two = text.slice(at, at + 2);
  if (two === '@"' || two === "@'") return behind(text, `\n${two[1]}@`, at, end);
  if (two === "<#") return behind(text, "#>", at, end);
  const mark = text[at];
  if (mark === "'" || mark === '"') return closingQuote(text, at, end);
  if (mark === "#") return Math.min(end, lineEnd(text, at));
  return at;
}

const behind = (text: string, mark: string, at: number, end: number): number => {
  const hit = text.indexOf(mark, at);
  return hit < 0 || hit >= end ? end : hit + mark.length;
};

const lineEnd = (text: string, at: number): number => {
  const newline = text.indexOf("\n", at);
  return newline < 0 ? text.length : newline;
};

/** Doubled quotes mean themselves; so does one behind a backtick in double quotes. */
function closingQuote(text: string, from: number, end: number): number {
  const quote = text[from];
  for (let at = from + 1; at < end; at++) {
    if (quote === '"' && text[at] === "`") at++;
    else if (text[at] === quote && text[at + 1] === quote) at++;
    else if (text[at] === quote) return at + 1;
  }
  return end;
}

/** Offset behind the bracket that closes the one at an offset. */
export function behindBracket(text: string, from: number, end: number): number {
  let depth = 0;
  for (let at = from; at < end; ) {
    const next = behindQuoted(text, at, end);
    if (next > at) at = next;
    else {
      const char = text.charAt(at++);
      if ("([{".includes(char)) depth++;
      if (")]}".includes(char) && --depth <= 0) return at;
    }
  }
  return end;
}

/** Writes a string in single quotes, whose quotes are doubled inside. */
export function copySingle(text: string, start: number, end: number, scribe: Scribe): void {
  let at = start;
  for (const { index } of text.slice(start + 1, end - 1).matchAll(/''/g)) {
    const hit = start + 1 + index;
    scribe.copy(at, hit);
    at = hit + 2;
    scribe.put("'\\''", hit, at);
  }
  scribe.copy(at, end);
}

/** Writes a string in double quotes. */
export function copyDouble(text: string, start: number, end: number, scribe: Scribe, names: Names): void {
  scribe.copy(start, start + 1);
  const last = text[end - 1] === '"' && end - 1 > start ? end - 1 : end;
  for (let at = start + 1; at < last; ) {
    const special = indexOfSpecial(text, at, last);
    scribe.copy(at, special);
    at = special < last ? copySpecial(text, special, last, scribe, names) : last;
  }
  scribe.copy(last, end);
}

function indexOfSpecial(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && !/[`$"\\]/.test(text.charAt(at))) at++;
  return at;
}

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

function copySpecial(text: string, at: number, end: number, scribe: Scribe, names: Names): number {
  const put = (written: string, length: number): number => {
    scribe.put(written, at, Math.min(end, at + length));
    return Math.min(end, at + length);
  };
  if (text.startsWith('\\`"', at)) return put('\\"', 3);
  const [char, next] = [text.charAt(at), text.charAt(at + 1)];
  if (char === "\\") return put("\\\\", 1);
  if (char === '"') return put('\\"', 2);
  if (char === "`") return put(ESCAPED[next] ?? (/[$"`\\]/.test(next) ? `\\${next}` : next), 2);
  return copyVariable(text, at, end, scribe, names, true);
}

/** What `$_` and `$PSItem` are called in the transcript. */
export const PIPELINE_ITEM = "_";
const VARIABLE = /\$(?:\{(?:(env):)?(\w+)\}|(?:(env):)?([A-Za-z_]\w*))/iy;

/** Writes what begins with a dollar sign. An expression is unknown. */
export function copyVariable(
  text: string,
  at: number,
  end: number,
  scribe: Scribe,
  names: Names,
  inQuotes: boolean,
): number {
  const put = (written: string, to: number): number => {
    scribe.put(written, at, to);
    return to;
  };
  if (text[at + 1] === "(") return put(unknownExpansion("expression"), behindBracket(text, at + 1, end));
  VARIABLE.lastIndex = at;
  const [whole, bracedEnv, braced, plainEnv, plain] = VARIABLE.exec(text) ?? [];
  if (whole === undefined) return put("\\$", at + 1);
  const to = at + whole.length;
  const further =
    braced !== undefined ? "" : (/^(?::\w+|[.[][\w"'$.[\]]+)/.exec(text.slice(to, Math.min(end, to + 100)))?.[0] ?? "");
  const isScoped = further.startsWith(":");
  if (further !== "" && (isScoped || !inQuotes)) return put(unknownExpansion("expression"), to + further.length);
  const written = braced ?? plain ?? "";
  const name = /^(?:_|psitem)$/i.test(written) ? PIPELINE_ITEM : written;
  const isOfEnvironment = (bracedEnv ?? plainEnv) !== undefined;
  return put(`\${${names.spelled(isOfEnvironment ? `env_${name}` : name)}}`, to);
}
