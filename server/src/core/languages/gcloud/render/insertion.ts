import type { Redirection, SyntaxNode } from "unbash";
import { forEachChild } from "unbash";
import type { Line } from "../shell/script.ts";

/** A place between two lines of a script, where a statement can be written. */
export interface Insertion {
  readonly offset: number;
  /** The white space before the statement behind which it is. */
  readonly indent: string;
}

/** Behind a statement nothing else may stand on its line but this. */
const REST = /^[ \t]*(?:;(?!;)|&(?!&))?[ \t]*(?:\\\r?\n[ \t]*)*(?:#.*)?$/;

/**
 * The place behind the line that a statement ends on. Where something else of the same list stands there, behind that; where
 * something of the construct around it does (`; fi`), behind the construct.
 */
export function behind(text: string, line: Line): Insertion {
  let last = line;
  for (let next = inTheWay(text, line); next !== undefined; next = inTheWay(text, next)) last = next;
  const offset = Math.min(text.length, endOfLine(text, solidEnd(last)) + 1);
  return { offset, indent: indentAt(text, last.node.pos) };
}

/** The statement that goes on behind a statement on its last line. */
function inTheWay(text: string, line: Line): Line | undefined {
  const { list, index, parent } = line;
  const end = solidEnd(line);
  const lineEnd = endOfLine(text, end);
  if (REST.test(text.slice(end, lineEnd).replace(/\r$/, ""))) return undefined;
  const next = list[index + 1];
  return next !== undefined && next.pos < lineEnd ? { ...line, node: next, index: index + 1 } : parent;
}

/** End of a statement with its here-documents, which stand behind the line that asks for them. */
function solidEnd({ node }: Line): number {
  let end = node.end;
  const visit = (inner: SyntaxNode, depth: number): void => {
    if (inner.type === "HereDoc") end = Math.max(end, hereDocEnd(inner));
    else if (depth < 40 && inner.type !== "Word") forEachChild(inner, (child) => visit(child, depth + 1));
  };
  visit(node, 0);
  return end;
}

const hereDocEnd = ({ body, closing }: Extract<Redirection, { type: "HereDoc" }>): number => closing?.end ?? body.end;

/** A line that ends with a backslash goes on, unless that stands in a comment. */
const GOES_ON = /^(?:[^#]|(?<!\s)#)*\\\r?$/;

function endOfLine(text: string, offset: number): number {
  let from = offset;
  for (;;) {
    const newline = text.indexOf("\n", from);
    if (newline < 0) return text.length;
    if (!GOES_ON.test(` ${text.slice(from, newline).trimStart()}`)) return newline;
    from = newline + 1;
  }
}

export const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

/** The white space that the line with an offset begins with. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

/** The line end of the document near an offset. */
export const newlineNear = (text: string, offset: number): "\r\n" | "\n" => {
  const newline = text.indexOf("\n", offset);
  const at = newline < 0 ? text.lastIndexOf("\n") : newline;
  return at > 0 && text[at - 1] === "\r" ? "\r\n" : "\n";
};
