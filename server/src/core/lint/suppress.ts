import type { Span } from "../text/span.ts";

/** A comment `iam-lint-ignore ID, ID: reason` (next line or same line) or `iam-lint-ignore-file ID: reason`. */
export interface Suppression {
  readonly rules: readonly string[];
  readonly extent: "line" | "file";
  readonly reason: string;
  readonly span: Span;
  /** The lines, from 0, whose findings and statements it covers; empty for a file. */
  readonly lines: readonly number[];
}

const COMMENT =
  /(?:#|\/\/|\/\*|<!--)[ \t]*iam-lint-ignore(-file)?[ \t]+([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)[ \t]*(?::[ \t]*([^\r\n]*?))?[ \t]*(?:\*\/|-->)?[ \t]*$/;
const MARK = "iam-lint-ignore";

/** Finds the suppressions of a text. A comment that stands alone covers the next line, one behind code its own. */
export function findSuppressions(uri: string, text: string): readonly Suppression[] {
  if (!text.includes(MARK)) return [];
  const found: Suppression[] = [];
  let offset = 0;
  for (const [line, content] of text.split("\n").entries()) {
    const match = content.includes(MARK) ? COMMENT.exec(content.replace(/\r$/, "")) : null;
    if (match !== null) {
      const [whole, file, ids = "", reason = ""] = match;
      const alone = content.slice(0, match.index).trim() === "";
      found.push({
        rules: ids.split(",").map((id) => id.trim()),
        extent: file === undefined ? "line" : "file",
        reason,
        span: { uri, start: offset + match.index, end: offset + match.index + whole.length },
        lines: file !== undefined ? [] : alone ? [line, line + 1] : [line],
      });
    }
    offset += content.length + 1;
  }
  return found;
}

/** Whether a finding of `rule` on one of `lines` (its own line and the first line of its statement) is suppressed. */
export const isSuppressed = (suppressions: readonly Suppression[], rule: string, lines: readonly number[]): boolean =>
  suppressions.some(
    ({ rules, extent, lines: covered }) =>
      rules.includes(rule) && (extent === "file" || lines.some((line) => covered.includes(line))),
  );
