import type { Problem } from "./problem.ts";
import { HOLE, type Range } from "./tree.ts";

export interface Token extends Range {
  readonly kind: "name" | "int" | "double" | "string" | "bytes" | "mark" | "hole" | "end";
  /** The mark or name; of a string its text without quotes and escapes. */
  readonly text: string;
  /** Of a string: its end is not written. */
  readonly isUnclosed?: boolean;
}

export interface Tokens {
  /** The last one is the end. */
  readonly tokens: readonly Token[];
  readonly problems: readonly Problem[];
}

/** Longer texts than the API takes are not read. */
export const LONGEST = 12_000;

const BLANKS = /(?:\s|\/\/[^\n]*)+/y;
const WORD = /[A-Za-z_]\w*/y;
const NUMBER = /(?:0[xX][0-9a-fA-F]+|\d+\.\d+(?:[eE][+-]?\d+)?|\d+(?:[eE][+-]?\d+)?)[uU]?/y;
const STRING = /([rR]?[bB]?|[bB][rR])("""|'''|"|')/y;
const MARK = /&&|\|\||[=!]==|==|!=|<>|=<|=>|<=|>=|[-<>=!&|+*/%?:;,.()[\]{}]/y;
/** Quotes of word processors. */
const CURLY = /[\u2018\u2019\u201a\u201c\u201d\u201e\u00b4]/;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", a: "\x07", b: "\b", f: "\f", v: "\v" };

/** Cuts a text into tokens; what is none is a problem and left out. */
export function tokenize(text: string): Tokens {
  const tokens: Token[] = [];
  const problems: Problem[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const take = (kind: Token["kind"], length: number, value = text.slice(at, at + length)) => {
    tokens.push({ kind, start: at, end: at + length, text: value });
    at += length;
  };
  while (at < text.length) {
    const blanks = match(BLANKS);
    if (blanks !== undefined) {
      at += blanks.length;
      continue;
    }
    const opening = match(STRING);
    const word = match(WORD);
    const number = match(NUMBER);
    const mark = match(MARK);
    if (text[at] === HOLE) take("hole", 1);
    else if (opening !== undefined) at = readString(text, at, opening, tokens, problems);
    else if (word !== undefined) take("name", word.length);
    else if (number !== undefined) take(/^0[xX]|^\d+[uU]?$/.test(number) ? "int" : "double", number.length);
    else if (mark !== undefined) take("mark", mark.length);
    else if (CURLY.test(text.charAt(at))) at = readCurly(text, at, tokens, problems);
    else {
      problems.push({ start: at, end: at + 1, sure: true, message: `\`${text[at]}\` has no meaning in a condition.` });
      at += 1;
    }
  }
  tokens.push({ kind: "end", start: text.length, end: text.length, text: "" });
  return { tokens, problems };
}

/** Reads a string; one that is not closed ends with the text. */
function readString(text: string, start: number, opening: string, tokens: Token[], problems: Problem[]): number {
  const quote = /["']+$/.exec(opening)?.[0] ?? opening;
  const isRaw = /r/i.test(opening);
  let value = "";
  let at = start + opening.length;
  while (at < text.length && !text.startsWith(quote, at)) {
    const escaped = isRaw ? undefined : escapeAt(text, at);
    if (escaped?.isKnown === false && text[at + 1] !== HOLE) problems.push(unknownEscape(text, at));
    value += escaped?.text ?? text[at];
    at += escaped?.length ?? 1;
  }
  const isClosed = at < text.length;
  const end = Math.min(text.length, isClosed ? at + quote.length : at);
  tokens.push({ kind: /b/i.test(opening) ? "bytes" : "string", start, end, text: value, isUnclosed: !isClosed });
  if (!isClosed) problems.push({ start, end, sure: true, message: `The text behind \`${quote}\` is not closed.` });
  return end;
}

interface Escape {
  readonly text: string;
  readonly length: number;
  readonly isKnown: boolean;
}

/** What may stand behind a backslash in a text. */
const ESCAPABLE = /[abfnrtv\\?'"`xXuU0-3]/;

const unknownEscape = (text: string, start: number): Problem => ({
  start,
  end: start + 2,
  sure: true,
  message: `\`${text.slice(start, start + 2)}\` is no escape in a text; a backslash itself is \`\\\\\`.`,
});

function escapeAt(text: string, at: number): Escape | undefined {
  if (text[at] !== "\\" || at + 1 >= text.length) return undefined;
  const char = text.charAt(at + 1);
  const code = /^(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})/.exec(text.slice(at + 1, at + 6))?.[0];
  if (code === undefined) return { text: ESCAPES[char] ?? char, length: 2, isKnown: ESCAPABLE.test(char) };
  return { text: String.fromCharCode(Number.parseInt(code.slice(1), 16)), length: 1 + code.length, isKnown: true };
}

/** A text between quotes of a word processor is what is meant between straight ones. */
function readCurly(text: string, start: number, tokens: Token[], problems: Problem[]): number {
  const length = text.slice(start + 1).search(CURLY);
  const end = length < 0 ? start + 1 : start + 2 + length;
  const value = length < 0 ? "" : text.slice(start + 1, end - 1);
  const message = `\`${text[start]}\` is a quote of a word processor; a text stands between \`"\` or \`'\`.`;
  const isPair = length >= 0 && !/["'\\\n]/.test(value);
  tokens.push({ kind: "string", start, end, text: value });
  problems.push({
    start,
    end,
    sure: true,
    message,
    ...(isPair && { repair: { title: "Write straight quotes", edits: [{ start, end, text: `"${value}"` }] } }),
  });
  return end;
}
