import type { Fact } from "../../model/facts.ts";
import type { Change } from "../../model/finding.ts";
import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";

/** How documents write comments that stand alone on a line. */
export interface Comments {
  /** What begins one. */
  readonly mark: string;
  /** The end of a line that goes on in the next one. */
  readonly goesOn: RegExp;
  /** Whether a comment may stand between the lines of one statement. */
  readonly within?: boolean;
  /** Lines that must stay in front of everything. */
  readonly first?: RegExp;
}

const WHY = "explain why here";

/**
 * A comment that suppresses rules: above the line where the statement of a place begins, or at the top. `undefined` where a
 * comment above that line would stand inside of a statement.
 */
export function commented(
  { span, rules, extent }: Extract<Change, { kind: "ignore" }>,
  comments: Comments,
  { uri, text, pieces }: Source,
  facts: readonly Fact[],
): readonly Edit[] | undefined {
  const isFile = extent === "file";
  const piece = pieces?.find(({ start, end }) => start <= span.start && span.start <= end);
  const at = isFile ? topOf(text, piece?.start ?? 0, comments) : lineStart(text, statementAt(facts, uri, span.start));
  if (!isFile && comments.within !== true && comments.goesOn.test(text.slice(lineStart(text, at - 1), at)))
    return undefined;
  const indent = isFile ? "" : (/^[ \t]*/.exec(text.slice(at, at + 200))?.[0] ?? "");
  const mark = isFile ? "iam-lint-ignore-file" : "iam-lint-ignore";
  const newline = /\r?\n/.exec(text.slice(at))?.[0] ?? "\n";
  return [
    {
      span: { uri, start: at, end: at },
      text: `${indent}${comments.mark} ${mark} ${rules.join(", ")}: ${WHY}${newline}`,
    },
  ];
}

/** Start of the innermost statement around a place. */
function statementAt(facts: readonly Fact[], uri: string, offset: number): number {
  const spans = facts
    .map(({ span }) => span)
    .filter((one) => one.uri === uri && one.start <= offset && offset <= one.end);
  return spans.sort((a, b) => a.end - a.start - (b.end - b.start))[0]?.start ?? offset;
}

function topOf(text: string, start: number, { first }: Comments): number {
  let at = start;
  for (let line = lineAt(text, at); first?.test(line); line = lineAt(text, at)) at += line.length;
  return at;
}

function lineAt(text: string, at: number): string {
  const newline = text.indexOf("\n", at);
  return newline < 0 ? "" : text.slice(at, newline + 1);
}

const lineStart = (text: string, offset: number): number => (offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1);
