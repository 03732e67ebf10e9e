import type { Edit } from "../../text/edit.ts";
import type { Span } from "../../text/span.ts";
import type { Source } from "../language.ts";
import { eolOf, indentAt, lineEnd, lineStart } from "../manifest/layout.ts";
import { trailTo } from "../manifest/trail.ts";
import type { Node } from "../manifest/tree.ts";

const REASON = "explain why here";
const COMMENT = /^[ \t]*#[ \t]*iam-lint-ignore[ \t]+[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*/;

/** A comment above the line that suppresses rules there, or at the top of the file for all of it. */
export function ignore(
  span: Span,
  rules: readonly string[],
  extent: "line" | "file",
  root: Node | undefined,
  source: Source,
): readonly Edit[] {
  const { text, uri } = source;
  if (extent === "file") {
    const top = text.startsWith("\ufeff") ? 1 : 0;
    return [insert(uri, top, `# iam-lint-ignore-file ${rules.join(", ")}: ${REASON}${eolOf(text)}`)];
  }
  const place = commentable(span, root, source);
  const line = lineStart(text, place);
  const above = line > 0 ? COMMENT.exec(text.slice(lineStart(text, line - 1), line)) : null;
  if (above !== null) return [insert(uri, lineStart(text, line - 1) + above[0].length, `, ${rules.join(", ")}`)];
  const indent = indentAt(text, lineEnd(text, line));
  return [insert(uri, line, `${indent}# iam-lint-ignore ${rules.join(", ")}: ${REASON}${eolOf(text)}`)];
}

/**
 * A comment inside a text of several lines would be part of it, and one above its first line does not reach the others; then it goes
 * above the binding or object that holds the text.
 */
function commentable(span: Span, root: Node | undefined, source: Source): number {
  const trail = trailTo(root, span);
  const node = trail.at(-1);
  if (node?.kind !== "scalar" || !source.text.slice(node.span.start, node.span.end).includes("\n")) return span.start;
  return (trail.findLast(isStatement) ?? trail[0] ?? node).span.start;
}

const isStatement = (node: Node): boolean =>
  node.kind === "mapping" && node.entries.some(({ key }) => key === "members" || key === "apiVersion");

const insert = (uri: string, at: number, text: string): Edit => ({ span: { uri, start: at, end: at }, text });
