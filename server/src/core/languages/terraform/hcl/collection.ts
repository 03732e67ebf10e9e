import { CHAR, type ReadExpression, type Scanner } from "./scanner.ts";
import { readIterators } from "./template.ts";
import type { Call, Expression, For, List, ObjectExpression, ObjectItem } from "./tree.ts";

/** What is open here was left open: the text goes on with something that cannot stand inside it. */
const isLeftOpen = (scan: Scanner): boolean => scan.atEnd || scan.atHeader() || scan.atAttribute();

const isOtherBracket = (code: number, own: number): boolean =>
  code !== own && (code === CHAR.closeBrace || code === CHAR.closeBracket || code === CHAR.close);

/** Reads `[ … ]`, a list or a `for` expression. */
export function readList(scan: Scanner, read: ReadExpression): List | For {
  const start = scan.at++;
  return scan.bracketed(false, () => {
    scan.blanks();
    if (scan.isWord("for")) return readFor(scan, start, CHAR.closeBracket, read);
    const { items, closed } = readItems(scan, CHAR.closeBracket, read);
    return { kind: "list", start, end: closed ? scan.at : scan.endOfInk(), items, closed };
  });
}

/** Reads the arguments of a call, the open parenthesis being next. */
export function readCall(scan: Scanner, start: number, name: string, read: ReadExpression): Call {
  scan.at++;
  return scan.bracketed(false, () => {
    const { items, closed, spread } = readItems(scan, CHAR.close, read);
    return { kind: "call", start, end: closed ? scan.at : scan.endOfInk(), name, items, spread };
  });
}

interface Items {
  readonly items: readonly Expression[];
  readonly closed: boolean;
  readonly spread: boolean;
}

function readItems(scan: Scanner, close: number, read: ReadExpression): Items {
  const items: Expression[] = [];
  let spread = false;
  for (;;) {
    const code = scan.blanks();
    if (code === close) {
      scan.at++;
      return { items, closed: true, spread };
    }
    if (isOtherBracket(code, close) || isLeftOpen(scan)) break;
    const before = scan.at;
    items.push(read(scan));
    if (scan.blanks() === CHAR.dot && scan.text.startsWith("...", scan.at)) {
      spread = true;
      scan.at += 3;
    }
    if (!readSeparator(scan, close, before)) break;
  }
  scan.problem(`expected ${String.fromCharCode(close)}`);
  return { items, closed: false, spread };
}

/** Takes a comma, or notes that one is missing; false when reading on would not come further. */
function readSeparator(scan: Scanner, close: number, before: number): boolean {
  const code = scan.blanks();
  if (code === CHAR.comma) scan.at++;
  else if (code !== close) {
    scan.problem(`expected , or ${String.fromCharCode(close)}`);
    if (scan.at === before) {
      if (isOtherBracket(code, close) || isLeftOpen(scan)) return false;
      scan.at++;
    }
  }
  return true;
}

/** Reads `{ … }`, an object or a `for` expression. */
export function readObject(scan: Scanner, read: ReadExpression): ObjectExpression | For {
  const start = scan.at++;
  return scan.bracketed(false, () => {
    scan.blanks();
    if (opensFor(scan)) return readFor(scan, start, CHAR.closeBrace, read);
    scan.lineEnds = true;
    const items = readObjectItems(scan, read);
    return { kind: "object", start, end: scan.at, items };
  });
}

/** `for` may also be an ordinary key. */
function opensFor(scan: Scanner): boolean {
  return scan.isWord("for") && !/^for\s*[=:]/.test(scan.text.slice(scan.at, scan.at + 20));
}

function readObjectItems(scan: Scanner, read: ReadExpression): readonly ObjectItem[] {
  const items: ObjectItem[] = [];
  for (;;) {
    const code = scan.blankLines();
    if (code === CHAR.closeBrace) {
      scan.at++;
      return items;
    }
    if (scan.atEnd || scan.atHeader() || isOtherBracket(code, CHAR.closeBrace)) break;
    items.push(readObjectItem(scan, read));
    if (!endObjectItem(scan)) break;
  }
  scan.problem("expected }");
  return items;
}

function readObjectItem(scan: Scanner, read: ReadExpression): ObjectItem {
  const key = read(scan);
  const code = scan.blanks();
  if (code !== CHAR.equals && code !== CHAR.colon) {
    scan.problem("expected = or :");
    return { start: key.start, end: key.end, key, value: { kind: "missing", start: key.end, end: key.end } };
  }
  scan.at++;
  const value = read(scan);
  return { start: key.start, end: value.end, key, value };
}

/** Takes what separates items; false when the object was left open. */
function endObjectItem(scan: Scanner): boolean {
  const code = scan.blanks();
  if (code === CHAR.comma) scan.at++;
  else if (code !== CHAR.closeBrace && !scan.endsLine(code)) {
    scan.problem("expected , or a new line");
    if (code === CHAR.closeBracket || code === CHAR.close || scan.atHeader()) return false;
    scan.recoverLine();
  }
  return true;
}

/** Reads `for k, v in list : value if condition` up to the closing bracket. */
function readFor(scan: Scanner, start: number, close: number, read: ReadExpression): For {
  scan.at += 3;
  const names = readIterators(scan);
  const collection = read(scan);
  scan.expect(CHAR.colon);
  const first = read(scan);
  const hasArrow = scan.blanks() === CHAR.equals && scan.code(scan.at + 1) === CHAR.greater;
  if (hasArrow) scan.at += 2;
  const result = hasArrow ? read(scan) : first;
  scan.blanks();
  const grouped = scan.text.startsWith("...", scan.at);
  if (grouped) scan.at += 3;
  scan.blanks();
  const hasFilter = scan.isWord("if");
  if (hasFilter) scan.at += 2;
  const filter = hasFilter ? { filter: read(scan) } : {};
  scan.expect(close);
  const key = hasArrow ? { key: first } : {};
  return { kind: "for", start, end: scan.at, names, collection, ...key, result, grouped, ...filter };
}
