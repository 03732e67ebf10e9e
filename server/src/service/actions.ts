import type { Report } from "../core/lint/lint.ts";
import type { Change, Fix, Safety } from "../core/model/finding.ts";
import type { Edit } from "../core/text/edit.ts";
import type { Span } from "../core/text/span.ts";
import { compatible, editsOf } from "./apply.ts";
import { diagnose, type Settings } from "./diagnose.ts";
import type { Workspace } from "./workspace.ts";

/** Something that a person can choose to do about a finding. */
export interface Action {
  readonly kind: "fix" | "ignore";
  readonly title: string;
  /** Ignoring is safe: it changes only what is reported. */
  readonly safety: Safety;
  readonly edits: readonly Edit[];
  /** The finding's one safe fix, which an editor may apply without asking which. */
  readonly preferred: boolean;
  readonly report: Report;
}

/** Nobody chooses among the fixes of more findings than these. */
const MOST_FINDINGS = 20;

/** Fixes of the findings that touch `span`, then ways to ignore them. */
export const actions = (workspace: Workspace, uri: string, span: Span, settings: Settings): readonly Action[] =>
  actionsFor(diagnose(workspace, uri, settings), span, workspace);

/** As {@link actions}, for findings that are at hand. */
export function actionsFor(reports: readonly Report[], span: Span, workspace: Workspace): readonly Action[] {
  const touched = touchedBy(span, reports);
  return distinct([
    ...touched.flatMap((report) => fixesOf(report, workspace)),
    ...touched.flatMap((report) => ignoresOf(report, workspace)),
  ]);
}

/** The findings that touch a stretch, not more than anybody chooses among. */
export const touchedBy = (span: Span, reports: readonly Report[]): readonly Report[] =>
  reports.filter((report) => meets(report.span, span)).slice(0, MOST_FINDINGS);

/** Edits of all safe fixes in one document, as far as they fit together. */
export const fixAll = (workspace: Workspace, uri: string, settings: Settings): readonly Edit[] =>
  fixAllFor(diagnose(workspace, uri, settings), uri, workspace);

/** As {@link fixAll}, for findings that are at hand. */
export function fixAllFor(reports: readonly Report[], uri: string, workspace: Workspace): readonly Edit[] {
  const safe = reports.map(({ fixes }) => fixes?.find(({ safety }) => safety === "safe"));
  const edits = safe.map((fix) => (fix === undefined ? [] : (editsOf(fix, workspace) ?? [])));
  return compatible(edits.filter((list) => list.every(({ span }) => span.uri === uri)));
}

const meets = (a: Span, b: Span): boolean => a.uri === b.uri && a.start <= b.end && b.start <= a.end;

function fixesOf(report: Report, workspace: Workspace): readonly Action[] {
  const fixes = report.fixes ?? [];
  const isOnlySafe = fixes.filter(({ safety }) => safety === "safe").length === 1;
  return fixes.flatMap((fix: Fix): readonly Action[] => {
    const edits = editsOf(fix, workspace) ?? [];
    const preferred = isOnlySafe && fix.safety === "safe";
    const { title, safety } = fix;
    return edits.length === 0 ? [] : [{ kind: "fix", title, safety, edits, preferred, report }];
  });
}

const EXTENTS = [
  { extent: "line", where: "on this line" },
  { extent: "file", where: "in this file" },
] as const;

function ignoresOf(report: Report, workspace: Workspace): readonly Action[] {
  const { rule, span } = report;
  return EXTENTS.flatMap(({ extent, where }): readonly Action[] => {
    const change: Change = { kind: "ignore", span, rules: [rule.id], extent };
    const edits = editsOf({ changes: [change] }, workspace) ?? [];
    const title = `Ignore ${rule.id} ${where}`;
    return edits.length === 0 ? [] : [{ kind: "ignore", title, safety: "safe", edits, preferred: false, report }];
  });
}

/** Findings at one place may offer the same. */
function distinct(all: readonly Action[]): readonly Action[] {
  const seen = new Set<string>();
  return all.filter(({ title, edits }) => {
    const key = JSON.stringify([title, edits]);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
