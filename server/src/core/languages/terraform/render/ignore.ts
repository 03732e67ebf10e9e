import type { Edit } from "../../../text/edit.ts";
import type { Span } from "../../../text/span.ts";
import type { Source } from "../../language.ts";
import { attributeAround, blocksAround, partsOf } from "../hcl/find.ts";
import type { Expression } from "../hcl/tree.ts";
import { treeOf } from "../module.ts";
import { rowsOf } from "./rows.ts";
import { editOf, endOfLineAt, lineEndOf, lineStartOf, type Row, writeRows } from "./style.ts";

const REASON = "explain why here";
const EXISTING = /^([ \t]*(?:#|\/\/)[ \t]*iam-lint-ignore[ \t]+)([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)/;

/** Writes a comment that keeps rules silent at the line of a span, or in the whole file. */
export function ignoreRules(
  span: Span,
  rules: readonly string[],
  extent: "line" | "file",
  source: Source,
): readonly Edit[] {
  const { text, uri } = source;
  if (extent === "file") {
    const start = source.pieces?.[0]?.start ?? (text.startsWith("\ufeff") ? 1 : 0);
    return [insertion(uri, start, `# iam-lint-ignore-file ${rules.join(", ")}: ${REASON}${lineEndOf(text)}`)];
  }
  const line = lineStartOf(text, commentable(span, source));
  const above = line === 0 ? 0 : lineStartOf(text, line - 1);
  const existing = EXISTING.exec(text.slice(above, endOfLineAt(text, above)));
  if (line > 0 && existing !== null) return extended(existing, above, rules, uri);
  const indent = /^\ufeff?([ \t]*)/.exec(text.slice(line))?.[1] ?? "";
  const at = line + (text.startsWith("\ufeff") && line === 0 ? 1 : 0);
  const comment = `${indent}# iam-lint-ignore ${rules.join(", ")}: ${REASON}`;
  return aligned(line, comment, source) ?? [insertion(uri, at, comment + lineEndOf(text))];
}

/** A comment parts a run of aligned arguments: both parts are aligned anew, in a block that was aligned before. */
function aligned(line: number, comment: string, source: Source): readonly Edit[] | undefined {
  const { text } = source;
  const block = blocksAround(treeOf(source).body, { start: line, end: line }).at(-1);
  const old = block && rowsOf(block, text);
  const at = old?.rows.findIndex((row) => row.start === line) ?? -1;
  if (old === undefined || at < 0) return undefined;
  const lineEnd = lineEndOf(text);
  const write = (rows: readonly Row[]) =>
    writeRows(rows)
      .map((one) => one + lineEnd)
      .join("");
  const rows = old.rows.map(({ row }) => row);
  if (write(rows) !== text.slice(old.start, old.end)) return undefined;
  const commented = write([...rows.slice(0, at), { text: comment }, ...rows.slice(at)]);
  return [editOf(source, old.start, old.end, commented)];
}

/** Adds the rules to a comment that stands there already. */
function extended(match: RegExpExecArray, line: number, rules: readonly string[], uri: string): readonly Edit[] {
  const [, mark = "", list = ""] = match;
  const present = new Set(list.split(/[\s,]+/));
  const added = rules.filter((rule) => !present.has(rule));
  if (added.length === 0) return [];
  return [insertion(uri, line + mark.length + list.length, `, ${added.join(", ")}`)];
}

const insertion = (uri: string, offset: number, text: string): Edit => ({
  span: { uri, start: offset, end: offset },
  text,
});

/** The offset itself, or the start of the heredoc or string around it, in which no comment can stand. */
function commentable(span: Span, source: Source): number {
  const attribute = attributeAround(treeOf(source).body, span);
  return (attribute && outermostTemplate(attribute.value, span.start)) ?? span.start;
}

function outermostTemplate(expression: Expression, offset: number): number | undefined {
  if (offset < expression.start || offset > expression.end) return undefined;
  if (expression.kind === "template") return expression.start;
  for (const part of partsOf(expression)) {
    const found = outermostTemplate(part, offset);
    if (found !== undefined) return found;
  }
  return undefined;
}
