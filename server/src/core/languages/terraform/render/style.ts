import type { Part } from "../../../model/value.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { encodeText } from "../hcl/literal.ts";

/** The line end that a text uses. */
export const lineEndOf = (text: string): string => (/\r?\n/.exec(text)?.[0] === "\r\n" ? "\r\n" : "\n");

export const lineStartOf = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

/** Offset of the line's end, in front of the line end itself. */
export function endOfLineAt(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  if (end < 0) return text.length;
  return end > offset && text.charAt(end - 1) === "\r" ? end - 1 : end;
}

/** The blanks that start the line of an offset. */
export function indentAt(text: string, offset: number): string {
  const start = lineStartOf(text, offset);
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

/** Parts as an expression: a lone reference bare, anything else as a quoted template. */
export function writeExpression(parts: readonly Part[]): string {
  const [first, ...rest] = parts;
  return first?.kind === "reference" && rest.length === 0 ? first.text : `"${writeInside(parts)}"`;
}

/** Parts as the inside of a quoted template. */
export const writeInside = (parts: readonly Part[]): string =>
  parts.map((part) => (part.kind === "literal" ? encodeText(part.text) : writeMark(part.text))).join("");

/** A directive is kept as it is written. */
const writeMark = (text: string): string => (text.startsWith("%{") ? text : `\${${text}}`);

/** The edit of the fewest whole lines that makes lines of a text into other ones. */
export function editOf(source: Source, start: number, end: number, text: string): Edit {
  const old = linesOf(source.text.slice(start, end));
  const lines = linesOf(text);
  const most = Math.min(old.length, lines.length);
  let before = 0;
  while (before < most && old[before] === lines[before]) before++;
  let behind = 0;
  while (behind < most - before && old.at(-1 - behind) === lines.at(-1 - behind)) behind++;
  const kept = (count: number, from: number) => old.slice(from, from + count).join("").length;
  return {
    span: { uri: source.uri, start: start + kept(before, 0), end: end - kept(behind, old.length - behind) },
    text: lines.slice(before, lines.length - behind).join(""),
  };
}

const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** A line of an argument on one line, or any other text. */
export type Row =
  | { readonly name: string; readonly value: string; readonly indent: string; readonly comment: string }
  | { readonly text: string };

/** Writes rows as lines, arguments and comments behind them aligned within each run of arguments. */
export function writeRows(rows: readonly Row[]): readonly string[] {
  const lines: string[] = [];
  let run: Extract<Row, { name: string }>[] = [];
  const close = () => {
    lines.push(...writeRun(run));
    run = [];
  };
  for (const row of rows) {
    if ("name" in row) run.push(row);
    else {
      close();
      lines.push(row.text);
    }
  }
  close();
  return lines;
}

function writeRun(run: readonly Extract<Row, { name: string }>[]): readonly string[] {
  const width = Math.max(0, ...run.map(({ name }) => name.length));
  return alignComments(
    run.map(({ indent, name, value, comment }) => ({ code: `${indent}${name.padEnd(width)} = ${value}`, comment })),
  );
}

/** A line and the comment behind it, which may be empty. */
export interface Commented {
  readonly code: string;
  readonly comment: string;
}

/** Comments on neighbouring lines start one blank behind the longest of these lines. */
export const alignComments = (lines: readonly Commented[]): readonly string[] =>
  lines.map(({ code, comment }, i) => (comment === "" ? code : code.padEnd(commentColumn(lines, i)) + comment));

function commentColumn(lines: readonly Commented[], at: number): number {
  let first = at;
  while (first > 0 && lines[first - 1]?.comment !== "") first--;
  let last = at;
  while (last + 1 < lines.length && lines[last + 1]?.comment !== "") last++;
  return Math.max(...lines.slice(first, last + 1).map(({ code }) => code.length)) + 1;
}

/** A whole block with aligned arguments. */
export const writeBlock = (head: string, rows: readonly Row[], lineEnd: string): string =>
  rows.length === 0 ? `${head} {}` : [`${head} {`, ...writeRows(rows), "}"].join(lineEnd);

/** A block to be written. */
export interface NewBlock {
  readonly kind: "resource" | "data";
  readonly type: string;
  readonly name: string;
  readonly rows: readonly Row[];
}

export const writeNewBlock = ({ kind, type, name, rows }: NewBlock, lineEnd: string): string =>
  writeBlock(`${kind} "${type}" "${name}"`, rows, lineEnd);

export const argument = (name: string, value: string): Row => ({ name, value, indent: "  ", comment: "" });
