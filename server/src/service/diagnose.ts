import { openCatalog } from "../core/catalog/open.ts";
import type { Config } from "../core/lint/config.ts";
import { lint, type Report, type Subject } from "../core/lint/lint.ts";
import type { Fact } from "../core/model/facts.ts";
import { rules } from "../core/rules/index.ts";
import type { AnyRule } from "../core/rules/rule.ts";
import { compareSpans } from "../core/text/span.ts";
import { isConfigFile, mistakesIn } from "./load-config.ts";
import { suppress } from "./suppressing.ts";
import type { Workspace } from "./workspace.ts";

export interface Settings {
  readonly config: Config;
  /** ISO date. */
  readonly today: string;
  /** Whether nothing is to be said of a document. */
  readonly isIgnored?: (uri: string) => boolean;
  /** The configuration file, where it has a name of its own. */
  readonly configUri?: string;
  readonly isCancelled?: () => boolean;
  readonly onCrash?: (rule: AnyRule, error: unknown) => void;
}

/** Findings in one document, those of the workspace that stand in it included, in document order. */
export function diagnose(workspace: Workspace, uri: string, settings: Settings): readonly Report[] {
  return diagnoseUnit(workspace, uri, settings).filter(({ span }) => span.uri === uri);
}

/** Findings in all documents that are read together with one, and those of the workspace wherever they stand. */
export const diagnoseUnit = (workspace: Workspace, uri: string, settings: Settings): readonly Report[] =>
  report(workspace, workspace.joined(uri), workspace.factsAbout(uri), settings);

/** Findings in all documents, in document order. */
export const diagnoseAll = (workspace: Workspace, settings: Settings): readonly Report[] =>
  report(workspace, workspace.uris(), workspace.facts(), settings);

function report(
  workspace: Workspace,
  uris: readonly string[],
  facts: readonly Fact[],
  settings: Settings,
): readonly Report[] {
  const run = (subjects: readonly Subject[]): readonly Report[] =>
    subjects.length === 0
      ? []
      : [...lint({ ...settings, subjects, graph: workspace.graph(), rules, catalog: openCatalog() })];
  const found = facts.length === 0 ? [] : run([...facts, workspace.graph()]);
  const { kept, uses } = suppress(found, uris, workspace, settings);
  const mistakes = uris
    .filter((uri) => isConfigFile(uri) || uri === settings.configUri)
    .flatMap((uri) => mistakesIn(workspace.source(uri)));
  const reports = [...kept, ...run([...uses, ...mistakes])];
  return unique(
    reports.filter(({ span }) => !settings.isIgnored?.(span.uri)).sort((a, b) => compareSpans(a.span, b.span)),
  );
}

/** One literal used in several places gives one finding. */
function unique(reports: readonly Report[]): readonly Report[] {
  const seen = new Set<string>();
  return reports.filter(({ rule, span, message }) => {
    const key = `${span.uri} ${span.start} ${span.end} ${rule.id} ${message}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
