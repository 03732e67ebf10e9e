import { CHAR, type ReadExpression, type Scanner } from "./scanner.ts";
import type { Directive, Interpolation, Missing, Template, TemplatePart } from "./tree.ts";

/** Reads a quoted string; one that is not closed ends with its line. */
export function readQuoted(scan: Scanner, read: ReadExpression): Template {
  const start = scan.at++;
  const parts = readParts(scan, scan.length, true, read);
  const inner = { start: start + 1, end: scan.at };
  const closed = scan.code() === CHAR.quote;
  if (closed) scan.at++;
  else scan.problem("string is not closed", start, scan.at);
  return { kind: "template", form: "quoted", start, end: scan.at, inner, closed, parts };
}

/** Reads a heredoc; one that is not closed ends in front of the next top-level header. */
export function readHeredoc(scan: Scanner, read: ReadExpression): Template | Missing {
  const start = scan.at;
  scan.at += 2;
  const form = scan.code() === CHAR.minus ? "flush" : "heredoc";
  if (form === "flush") scan.at++;
  const tag = scan.name();
  scan.skipLine();
  if (tag === undefined) return scan.missing(start);
  scan.at = Math.min(scan.text.indexOf("\n", scan.at) + 1 || scan.length, scan.length);
  const first = scan.at;
  const mark = scan.heredocs.next(tag, first);
  const last = mark?.start ?? scan.nextHeader();
  const parts = readParts(scan, last, false, read);
  if (mark === undefined) scan.problem("heredoc is not closed", start, start + 2);
  scan.at = Math.max(scan.at, mark?.end ?? last);
  return {
    kind: "template",
    form,
    start,
    end: scan.at,
    inner: { start: first, end: last },
    closed: mark !== undefined,
    parts,
  };
}

/** Reads a whole text as a template. */
export function readTemplate(scan: Scanner, read: ReadExpression): Template {
  const range = { start: scan.at, end: scan.length };
  const parts = readParts(scan, scan.length, false, read);
  return { kind: "template", form: "heredoc", ...range, inner: range, closed: true, parts };
}

/** Reads up to `limit`, and in quotes up to the closing quote or the line end. */
function readParts(scan: Scanner, limit: number, quoted: boolean, read: ReadExpression): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let start = scan.at;
  const flush = () => {
    if (scan.at > start) parts.push({ kind: "text", start, end: scan.at });
  };
  while (scan.at < limit) {
    const code = scan.code();
    if (quoted && (code === CHAR.quote || code === CHAR.newline || isReturn(scan, code))) break;
    if (quoted && code === CHAR.backslash) skipEscape(scan);
    else if (opensMark(scan, code, start)) {
      flush();
      parts.push(readMark(scan, code === CHAR.percent, quoted, read));
      start = scan.at;
    } else scan.at++;
  }
  flush();
  return parts;
}

const isReturn = (scan: Scanner, code: number): boolean =>
  code === CHAR.return && scan.code(scan.at + 1) === CHAR.newline;

function skipEscape(scan: Scanner): void {
  const next = scan.code(scan.at + 1);
  const endsLine = scan.at + 1 >= scan.length || next === CHAR.newline || next === CHAR.return;
  scan.at += endsLine ? 1 : 2;
}

/** Whether `${` or `%{` stands here and is not escaped by doubling. */
function opensMark(scan: Scanner, code: number, start: number): boolean {
  if (code !== CHAR.dollar && code !== CHAR.percent) return false;
  if (scan.code(scan.at + 1) !== CHAR.openBrace) return false;
  return scan.at === start || scan.code(scan.at - 1) !== code;
}

function readMark(
  scan: Scanner,
  isDirective: boolean,
  quoted: boolean,
  read: ReadExpression,
): Interpolation | Directive {
  const start = scan.at;
  scan.at += scan.code(start + 2) === CHAR.tilde ? 3 : 2;
  return scan.bracketed(false, () => {
    const directive = isDirective ? readDirective(scan, read) : undefined;
    const expression = directive === undefined ? read(scan) : undefined;
    closeMark(scan, quoted);
    const end = scan.at;
    if (directive !== undefined) return { kind: "directive", start, end, ...directive };
    return { kind: "interpolation", start, end, expression: expression ?? scan.missing() };
  });
}

/** Reads what stands in `%{ … }`; only `if` and `for` have an expression. */
function readDirective(scan: Scanner, read: ReadExpression): Omit<Directive, "kind" | "start" | "end"> {
  scan.blanks();
  const word = scan.name() ?? "";
  if (word === "if") return { word, names: [], expression: read(scan) };
  if (word !== "for") return { word, names: [], expression: undefined };
  const names = readIterators(scan);
  return { word, names, expression: read(scan) };
}

/** Reads `k, v in`, and gives the names. */
export function readIterators(scan: Scanner): readonly string[] {
  scan.blanks();
  const names = [scan.name()];
  if (scan.blanks() === CHAR.comma) {
    scan.at++;
    scan.blanks();
    names.push(scan.name());
    scan.blanks();
  }
  if (scan.isWord("in")) scan.at += 2;
  else scan.problem("expected in");
  return names.filter((name) => name !== undefined);
}

/** Takes the closing brace; without one, goes on behind the next brace of the line or in front of the quote. */
function closeMark(scan: Scanner, quoted: boolean): void {
  if (scan.blanks() === CHAR.tilde) scan.at++;
  const end = scan.endOfInk();
  if (scan.code() === CHAR.closeBrace && !(quoted && isForeignBrace(scan, end))) {
    scan.at++;
    return;
  }
  scan.problem("expected }");
  if (scan.atHeader()) return;
  scan.at = end;
  REST.lastIndex = end;
  scan.at += REST.exec(scan.text)?.[0].length ?? 0;
}

const REST = /[^}"\r\n]*\}?/y;

/** A brace on a later line with nothing of a string behind it closes the block, not the interpolation. */
const isForeignBrace = (scan: Scanner, end: number): boolean =>
  scan.text.slice(end, scan.at).includes("\n") && !scan.text.slice(scan.at, scan.endOfLine()).includes('"');
