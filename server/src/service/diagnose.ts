import { openCatalog } from "../core/catalog/open.ts";
import type { Config } from "../core/lint/config.ts";
import { lint, type Report } from "../core/lint/lint.ts";
import { isSuppressed } from "../core/lint/suppress.ts";
import type { Fact } from "../core/model/facts.ts";
import { rules } from "../core/rules/index.ts";
import type { AnyRule } from "../core/rules/rule.ts";
import { Lines } from "../core/text/lines.ts";
import { compareSpans, type Span } from "../core/text/span.ts";
import type { Workspace } from "./workspace.ts";

export interface Settings {
  readonly config: Config;
  /** ISO date. */
  readonly today: string;
  readonly isCancelled?: () => boolean;
  readonly onCrash?: (rule: AnyRule, error: unknown) => void;
}

/** Findings in one document, those of the workspace that stand in it included, in document order. */
export function diagnose(workspace: Workspace, uri: string, settings: Settings): readonly Report[] {
  return diagnoseUnit(workspace, uri, settings).filter(({ span }) => span.uri === uri);
}

/** Findings in all documents that are read together with one, and those of the workspace wherever they stand. */
export const diagnoseUnit = (workspace: Workspace, uri: string, settings: Settings): readonly Report[] =>
  report(workspace, workspace.factsAbout(uri), settings);

/** Findings in all documents, in document order. */
export const diagnoseAll = (workspace: Workspace, settings: Settings): readonly Report[] =>
  report(workspace, workspace.facts(), settings);

function report(workspace: Workspace, facts: readonly Fact[], settings: Settings): readonly Report[] {
  if (facts.length === 0) return [];
  const reports = lint({ ...settings, facts, graph: workspace.graph(), rules, catalog: openCatalog() });
  const linesOf = lineReader(workspace);
  const kept = [...reports].filter(({ rule, span, statement }) => {
    const suppressions = workspace.suppressions(span.uri);
    return suppressions.length === 0 || !isSuppressed(suppressions, rule.id, linesOf(span, statement));
  });
  return unique(kept.sort((a, b) => compareSpans(a.span, b.span)));
}

/** The lines on which a finding and its statement begin; a document's lines are counted once. */
function lineReader(workspace: Workspace): (span: Span, statement: Span | undefined) => readonly number[] {
  const known = new Map<string, Lines>();
  return (span, statement) => {
    const lines = known.get(span.uri) ?? new Lines(workspace.source(span.uri)?.text ?? "");
    known.set(span.uri, lines);
    const starts = statement?.uri === span.uri ? [span.start, statement.start] : [span.start];
    return starts.map((offset) => lines.positionAt(offset).line);
  };
}

/** One literal used in several places gives one finding. */
function unique(reports: readonly Report[]): readonly Report[] {
  const seen = new Set<string>();
  return reports.filter(({ rule, span, message }) => {
    const key = `${span.uri} ${span.start} ${span.end} ${rule.id} ${message}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
