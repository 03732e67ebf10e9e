import type { Earlier } from "./again.ts";
import { readExpression } from "./expression.ts";
import { CHAR, Scanner, startsName } from "./scanner.ts";
import { readTemplate } from "./template.ts";
import type { Attribute, Block, Body, Label, Stretch, Template, Tree } from "./tree.ts";

/**
 * Parses HCL. Total and error tolerant: each problem costs as little of what stands around it as can be told, and
 * every range lies inside the text. Nothing before `start` counts. What `earlier` has is taken over.
 */
export function parseHcl(text: string, start = 0, earlier?: Earlier): Tree {
  const scan = new Scanner(text, start);
  const first = scan.at;
  const stretches = readTop(scan, earlier);
  const items = stretches.flatMap(({ item }) => item ?? []);
  return { body: { start: first, end: scan.at, items, closed: true }, problems: scan.problems, stretches };
}

/** Parses the text of a template file: every text is one. */
export const parseTemplate = (text: string): Template => readTemplate(new Scanner(text, 0), readExpression);

function readTop(scan: Scanner, earlier: Earlier | undefined): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (;;) {
    const code = scan.blankLines();
    if (scan.atEnd) return stretches;
    const kept = earlier?.from(scan.at) ?? [];
    if (kept.length === 0) stretches.push(readStretch(scan, code));
    else for (const stretch of kept) stretches.push(stretch);
    scan.at = stretches.at(-1)?.end ?? scan.length;
  }
}

function readStretch(scan: Scanner, code: number): Stretch {
  const start = scan.at;
  const before = scan.flaws;
  const item = code === CHAR.closeBrace ? readStrayBrace(scan) : readItem(scan, code);
  return { start, end: scan.at, isClean: scan.flaws === before, ...(item && { item }) };
}

function readStrayBrace(scan: Scanner): undefined {
  scan.problem("nothing is open here");
  scan.at++;
}

/** Reads up to the closing brace, which is left, or to a header that stands only at the top. */
function readBody(scan: Scanner): Body {
  const start = scan.at;
  const items: (Attribute | Block)[] = [];
  for (;;) {
    const code = scan.blankLines();
    if (scan.atEnd || code === CHAR.closeBrace || scan.atHeader()) break;
    const item = readItem(scan, code);
    if (item !== undefined) items.push(item);
  }
  const closed = scan.code() === CHAR.closeBrace;
  if (!closed) scan.problem("block is not closed", Math.max(0, scan.at - 1));
  return { start, end: scan.at, items, closed };
}

function readItem(scan: Scanner, code: number): Attribute | Block | undefined {
  const start = scan.at;
  const name = readItemName(scan, code);
  if (name === undefined) {
    scan.problem("expected an argument or a block");
    scan.skipLine();
    if (scan.at === start) scan.at++;
    return undefined;
  }
  const nameEnd = scan.at;
  const next = scan.blanks();
  if (next === CHAR.equals && scan.code(scan.at + 1) !== CHAR.equals) return readAttribute(scan, start, name, nameEnd);
  return readBlock(scan, start, name, nameEnd);
}

function readItemName(scan: Scanner, code: number): string | undefined {
  return code === CHAR.quote ? readLabelText(scan) : scan.name();
}

function readAttribute(scan: Scanner, start: number, name: string, nameEnd: number): Attribute {
  scan.at++;
  const value = readExpression(scan);
  if (scan.blanks() === CHAR.comma) {
    scan.problem("a comma does not belong here");
    scan.at++;
  }
  endItem(scan);
  return { kind: "attribute", start, end: value.end, name, nameEnd, value };
}

function readBlock(scan: Scanner, start: number, name: string, nameEnd: number): Block | undefined {
  const labels = readLabels(scan);
  if (scan.blanks() !== CHAR.openBrace) {
    scan.problem("expected = or {", start, nameEnd);
    scan.recoverLine();
    return undefined;
  }
  scan.at++;
  const body = scan.nested(readNestedBody, (deep) => ({ start: deep.at, end: deep.at, items: [], closed: false }));
  if (scan.code() === CHAR.closeBrace) scan.at++;
  const end = scan.at;
  endItem(scan);
  return { kind: "block", start, end, name, nameEnd, labels, body };
}

const readNestedBody = (scan: Scanner): Body => scan.bracketed(true, () => readBody(scan));

/** An item ends its line, or stands in front of the closing brace; the rest of the line is given up otherwise. */
function endItem(scan: Scanner): void {
  const code = scan.blanks();
  if (code === CHAR.closeBrace || scan.endsLine(code) || scan.startsHeader()) return;
  scan.problem("expected a new line");
  scan.recoverLine();
}

function readLabels(scan: Scanner): readonly Label[] {
  const labels: Label[] = [];
  for (;;) {
    const code = scan.blanks();
    const start = scan.at;
    const text = code === CHAR.quote ? readLabelText(scan) : startsName(code) ? scan.name() : undefined;
    if (text === undefined) return labels;
    labels.push({ text, start, end: scan.at });
  }
}

const LABEL = /"((?:[^"\\\n\r]|\\.)*)("?)/y;

function readLabelText(scan: Scanner): string {
  const start = scan.at;
  LABEL.lastIndex = start;
  const match = LABEL.exec(scan.text);
  scan.at += Math.max(1, match?.[0].length ?? 1);
  if (match?.[2] !== '"') scan.problem("string is not closed", start, scan.at);
  return match?.[1] ?? "";
}
