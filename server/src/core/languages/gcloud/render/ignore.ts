import type { Change } from "../../../model/finding.ts";
import type { Edit } from "../../../text/edit.ts";
import type { ReadSource } from "../reading.ts";
import { indentAt, lineStart, newlineNear } from "./insertion.ts";
import { wordAt } from "./written-word.ts";

const WHY = "explain why here";

/** Writes a comment that suppresses rules: above the command that holds the place, or at the top. */
export function renderIgnore(
  { span, rules, extent }: Extract<Change, { kind: "ignore" }>,
  read: ReadSource,
): readonly Edit[] {
  const { text, uri } = read.source;
  const isFile = extent === "file";
  const at = isFile ? topOf(read, span.start) : commentPlace(read, span.start);
  const mark = isFile ? "iam-lint-ignore-file" : "iam-lint-ignore";
  const indent = indentAt(text, firstCharacter(text, at));
  const newline = newlineNear(text, at);
  const comment = `${indent}# ${mark} ${rules.join(", ")}: ${WHY}${newline}`;
  const isBehindLastLine = at > 0 && text[at - 1] !== "\n" && !isTop(read, at);
  return [{ span: { uri, start: at, end: at }, text: isBehindLastLine ? `${newline}${comment}` : comment }];
}

const isTop = ({ source: { text, pieces } }: ReadSource, at: number): boolean =>
  at === 0 || (at === 1 && text.startsWith("\ufeff")) || (pieces?.some(({ start }) => start === at) ?? false);

/** Behind the byte order mark and the line that names the interpreter, or at the start of the piece. */
function topOf({ source: { text, pieces } }: ReadSource, offset: number): number {
  const piece = pieces?.find(({ start, end }) => start <= offset && offset <= end);
  if (piece !== undefined) return piece.start;
  const start = text.startsWith("\ufeff") ? 1 : 0;
  if (!text.startsWith("#!", start)) return start;
  const newline = text.indexOf("\n", start);
  return newline < 0 ? text.length : newline + 1;
}

/** Start of the first line of the command, or of the word outside of commands, that an offset is in. */
function commentPlace({ script, source: { text } }: ReadSource, offset: number): number {
  const holding = script.commands.filter(({ node }) => node.pos <= offset && offset <= node.end);
  const innermost = holding.sort((a, b) => a.node.end - a.node.pos - (b.node.end - b.node.pos))[0];
  let at = lineStart(text, innermost?.node.pos ?? offset);
  for (let previous = -1; previous !== at; ) {
    previous = at;
    const word = at === 0 ? undefined : wordAt(script, { start: at - 1, end: at });
    if (word !== undefined && word.start < at) at = lineStart(text, word.start);
    while (at > 1 && /\\\r?\n$/.test(text.slice(Math.max(0, at - 3), at))) at = lineStart(text, at - 1);
  }
  return at;
}

function firstCharacter(text: string, at: number): number {
  let first = at;
  while (text[first] === " " || text[first] === "\t") first++;
  return first;
}
