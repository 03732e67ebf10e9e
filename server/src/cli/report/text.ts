import type { Style } from "../style.ts";
import type { ShownFinding } from "./finding.ts";
import { snippet } from "./snippet.ts";
import { counted, type Summary } from "./summary.ts";
import { harmless } from "./width.ts";

export interface TextReport {
  readonly findings: readonly ShownFinding[];
  readonly summary: Summary;
  readonly catalogDate: string;
  readonly style: Style;
  /** Columns that a line of source may fill. */
  readonly columns: number;
  readonly lineOf: (path: string, line: number) => string;
}

/** Findings for people: each with its line of source, the places that explain it and what would fix it; then the counts. */
export function* textReport(report: TextReport): Generator<string> {
  for (const finding of report.findings) yield `${[...linesOf(finding, report)].join("\n")}\n\n`;
  yield `${summaryOf(report)}\n`;
}

function* linesOf(finding: ShownFinding, { style, columns, lineOf }: TextReport): Generator<string> {
  const { path, range, severity, message, rule } = finding;
  const { line, column } = range.start;
  const place = style.strong(`${harmless(path)}:${line}:${column}`);
  yield `${place} ${style.severity(severity, severity)} ${harmless(message)} ${style.faint(rule)}`;

  const source = lineOf(path, line);
  const end = range.end.line === line ? range.end.column - 1 : source.length;
  const margin = String(line);
  const room = Math.max(20, columns - margin.length - 4);
  const shown = snippet(source, column - 1, end, room);
  yield ` ${style.faint(`${margin} |`)} ${shown.text}`.trimEnd();
  const mark = style.severity(severity, "^".repeat(shown.length));
  yield ` ${style.faint(`${" ".repeat(margin.length)} |`)} ${" ".repeat(shown.indent)}${mark}`;

  if (finding.address !== undefined) yield `   in ${harmless(finding.address)}`;
  for (const related of finding.related) {
    const { start } = related.range;
    yield `   see ${harmless(related.path)}:${start.line}:${start.column} ${harmless(related.message)}`;
  }
  for (const { title, safety } of finding.fixes) yield `   ${safety} fix: ${harmless(title)}`;
}

function summaryOf({ summary, catalogDate, style }: TextReport): string {
  const parts = [
    counted(summary.errors, "error"),
    counted(summary.warnings, "warning"),
    counted(summary.infos, "info"),
    counted(summary.hints, "hint"),
  ].filter((part) => part !== undefined);
  const found = parts.length === 0 ? "no findings" : parts.join(", ");
  const fixed = summary.fixed === undefined ? "" : `, ${summary.fixed} fixed`;
  return `${counted(summary.files, "file") ?? "no files"}: ${style.strong(found)}${fixed}. Role catalog of ${catalogDate}.`;
}
