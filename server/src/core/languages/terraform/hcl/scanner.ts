import { HeredocMarks } from "./heredoc.ts";
import type { Expression, Missing, Problem } from "./tree.ts";

/** Reads one expression; handed to the readers that an expression is made of. */
export type ReadExpression = (scan: Scanner) => Expression;

export const CHAR = {
  tab: 9,
  newline: 10,
  return: 13,
  space: 32,
  bang: 33,
  quote: 34,
  hash: 35,
  dollar: 36,
  percent: 37,
  open: 40,
  close: 41,
  star: 42,
  comma: 44,
  minus: 45,
  dot: 46,
  slash: 47,
  colon: 58,
  less: 60,
  equals: 61,
  greater: 62,
  question: 63,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  openBrace: 123,
  closeBrace: 125,
  tilde: 126,
} as const;

const START = 1;
const CONTINUE = 2;
const ASCII = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(char)) return START | CONTINUE;
  return /[0-9-]/.test(char) ? CONTINUE : 0;
});
const NAME_START = /\p{ID_Start}/u;
const NAME_CONTINUE = /[\p{ID_Continue}\ud800-\udfff]/u;

export const startsName = (code: number): boolean =>
  code < 128 ? ((ASCII[code] ?? 0) & START) !== 0 : code > 0xaa && NAME_START.test(String.fromCharCode(code));

const continuesName = (code: number): boolean =>
  code < 128 ? (ASCII[code] ?? 0) !== 0 : code > 0xaa && NAME_CONTINUE.test(String.fromCharCode(code));

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** The header of a block that stands only at the top of a file. */
const HEADER = new RegExp(
  [
    String.raw`(?:resource|data|ephemeral|action|list)[ \t]+(?:"[^"\n]*"|\w+)[ \t]+(?:"[^"\n]*"|\w+)[ \t]*\{`,
    String.raw`(?:module|variable|output|provider|check|run)[ \t]+(?:"[^"\n]*"|\w+)[ \t]*\{`,
    String.raw`(?:locals|terraform|import|moved|removed)[ \t]*\{`,
  ].join("|"),
  "y",
);

/** How deep blocks and expressions may nest before the rest of a line is skipped. */
const DEEPEST = 200;

/** The place in the text, and what every part of the parser asks of it. */
export class Scanner {
  readonly text: string;
  readonly length: number;
  at: number;
  /** Whether a line end ends the expression; inside brackets it is a blank. */
  lineEnds = true;
  /** How many blocks and brackets are open. */
  open = 0;
  readonly problems: Problem[] = [];
  /** How many problems there were, also at places that had one. */
  flaws = 0;
  readonly heredocs: HeredocMarks;
  #depth = 0;

  constructor(text: string, start: number) {
    this.text = text;
    this.length = text.length;
    this.heredocs = new HeredocMarks(text, start);
    this.at = text.charCodeAt(start) === 0xfeff ? start + 1 : start;
  }

  get atEnd(): boolean {
    return this.at >= this.length;
  }

  code(offset = this.at): number {
    return this.text.charCodeAt(offset);
  }

  /** Notes a problem; only the first one at a place counts. */
  problem(message: string, start = this.at, end = start + 1): void {
    this.flaws++;
    if (this.problems.at(-1)?.start !== start) this.problems.push({ message, start, end: Math.min(end, this.length) });
  }

  /** Skips blanks, comments and, where they do not count, line ends; gives the code behind, NaN at the end of the text. */
  blanks(): number {
    for (;;) {
      const code = this.code();
      if (code === CHAR.space || code === CHAR.tab) this.at++;
      else if (code === CHAR.newline || code === CHAR.return) {
        if (this.lineEnds && (code === CHAR.newline || this.code(this.at + 1) === CHAR.newline)) return code;
        this.at++;
      } else if (!this.#comment(code)) return code;
    }
  }

  /** Skips blanks, comments and line ends. */
  blankLines(): number {
    const before = this.lineEnds;
    this.lineEnds = false;
    const code = this.blanks();
    this.lineEnds = before;
    return code;
  }

  #comment(code: number): boolean {
    if (code !== CHAR.hash && code !== CHAR.slash) return false;
    const next = this.code(this.at + 1);
    if (code === CHAR.hash || next === CHAR.slash) this.skipLine();
    else if (next === CHAR.star) this.#blockComment();
    else return false;
    return true;
  }

  #blockComment(): void {
    const end = this.text.indexOf("*/", this.at + 2);
    if (end < 0) this.problem("comment is not closed", this.at, this.at + 2);
    this.at = end < 0 ? this.length : end + 2;
  }

  /** Goes to the end of the line, in front of the line end. */
  skipLine(): void {
    this.at = this.endOfLine();
  }

  endOfLine(): number {
    const end = this.text.indexOf("\n", this.at);
    if (end < 0) return this.length;
    return end > this.at && this.code(end - 1) === CHAR.return ? end - 1 : end;
  }

  /** Whether an item may end in front of this code: at a line end, or at the next item after something left open. */
  endsLine(code: number): boolean {
    return code === CHAR.newline || code === CHAR.return || this.atEnd || this.atAttribute();
  }

  /** Offset behind the last character that is no blank, so that what was left open ends where it was written. */
  endOfInk(): number {
    let end = this.at;
    while (end > 0 && /\s/.test(this.text.charAt(end - 1))) end--;
    return end;
  }

  /** Gives up the rest of the line, but for a brace that ends the line and closes what was opened before it. */
  recoverLine(): void {
    const end = this.endOfLine();
    const rest = this.text.slice(this.at, end).trimEnd();
    const closes = rest.endsWith("}") && !rest.includes("{");
    this.at = closes ? this.at + rest.length - 1 : end;
  }

  /** Reads a name; `undefined` when none starts here. */
  name(): string | undefined {
    if (!startsName(this.code())) return undefined;
    const start = this.at++;
    while (continuesName(this.code())) this.at++;
    return this.text.slice(start, this.at);
  }

  /** Whether this very word stands here. */
  isWord(word: string): boolean {
    return this.text.startsWith(word, this.at) && !continuesName(this.code(this.at + word.length));
  }

  /** Takes the character, after blanks, or notes that it is missing. */
  expect(code: number): boolean {
    if (this.blanks() === code) {
      this.at++;
      return true;
    }
    this.problem(`expected ${String.fromCharCode(code)}`);
    return false;
  }

  /** Notes that an expression is missing; `start` is in front of the blanks, which belong to it when they end the line. */
  missing(start = this.at): Missing {
    this.problem("expected an expression");
    return { kind: "missing", start, end: this.lineEnds ? this.at : start };
  }

  /**
   * Whether a top-level header stands at the start of a line although something is still open: then what is open was
   * left so, and the header closes it.
   */
  atHeader(): boolean {
    return this.open > 0 && this.startsHeader();
  }

  /** Whether a line starts here with the header of a top-level block. */
  startsHeader(): boolean {
    if (this.at > 0 && this.code(this.at - 1) !== CHAR.newline) return false;
    HEADER.lastIndex = this.at;
    return HEADER.test(this.text);
  }

  /** Offset of the next line that starts with a top-level header; the end of the text when there is none. */
  nextHeader(): number {
    for (let at = this.at; at < this.length; at = this.text.indexOf("\n", at) + 1 || this.length) {
      HEADER.lastIndex = at;
      if (HEADER.test(this.text)) return at;
    }
    return this.length;
  }

  /** Whether a line starts here with `name =`: inside brackets this means that a list was left open. */
  atAttribute(): boolean {
    if (!startsName(this.code()) || !this.#startsLine()) return false;
    let at = this.at;
    while (continuesName(this.code(at))) at++;
    while (this.code(at) === CHAR.space) at++;
    const next = this.code(at + 1);
    return this.code(at) === CHAR.equals && next !== CHAR.equals && next !== CHAR.greater;
  }

  #startsLine(): boolean {
    let before = this.at - 1;
    while (this.code(before) === CHAR.space || this.code(before) === CHAR.tab) before--;
    return before < 0 || this.code(before) === CHAR.newline;
  }

  /** Runs `read` one level deeper; too deep, the rest of the line is skipped and `otherwise` given. */
  nested<T>(read: (scan: Scanner) => T, otherwise: (scan: Scanner) => T): T {
    if (this.#depth >= DEEPEST) {
      this.problem("nested too deeply");
      this.skipLine();
      return otherwise(this);
    }
    this.#depth++;
    const result = read(this);
    this.#depth--;
    return result;
  }

  /** Runs `read` inside brackets, where line ends are blanks or, for objects, separators. */
  bracketed<T>(lineEnds: boolean, read: (scan: Scanner) => T): T {
    const before = this.lineEnds;
    this.lineEnds = lineEnds;
    this.open++;
    const result = read(this);
    this.open--;
    this.lineEnds = before;
    return result;
  }
}
