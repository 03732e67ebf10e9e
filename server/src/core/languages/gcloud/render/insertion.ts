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
const REST = /^[ \t]*(?:;(?!;)|&(?!&))?[ \t]*(?:#.*)?$/;

/**
 * The place behind the line that a statement ends on. Where something else of the same list stands there, behind that; where
 * something of the construct around it does (`; fi`), behind the construct.
 */
export function behind(text: string, line: Line): Insertion {
  let at: Line | undefined = line;
  for (let current = line; at !== undefined; ) {
    current = at;
    const end = solidEnd(current);
    const lineEnd = endOfLine(text, end);
    if (REST.test(text.slice(end, lineEnd).replace(/\r$/, "")))
      return { offset: afterLineEnd(text, lineEnd), indent: indentAt(text, current.node.pos) };
    const next = current.list[current.index + 1];
    const sharesLine = next !== undefined && next.pos < lineEnd;
    at = sharesLine ? { ...current, node: next, index: current.index + 1 } : current.parent;
    if (at === undefined) return { offset: afterLineEnd(text, lineEnd), indent: indentAt(text, current.node.pos) };
  }
  return { offset: text.length, indent: "" };
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

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  return newline < 0 ? text.length : newline;
}

const afterLineEnd = (text: string, lineEnd: number): number => Math.min(text.length, lineEnd + 1);

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
