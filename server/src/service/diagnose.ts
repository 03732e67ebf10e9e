import { openCatalog } from "../core/catalog/open.ts";
import type { Config } from "../core/lint/config.ts";
import { lint, type Report, type Subject } from "../core/lint/lint.ts";
import { type LintMemory, newLintMemory } from "../core/lint/recalled.ts";
import type { Fact } from "../core/model/facts.ts";
import { rules } from "../core/rules/index.ts";
import type { AnyRule } from "../core/rules/rule.ts";
import { compareSpans } from "../core/text/span.ts";
import { isConfigFile, mistakesIn } from "./load-config.ts";
import { onePerPlace } from "./one-per-place.ts";
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
  /** Whether the workspace is not looked at again: then nothing is kept for the next time. */
  readonly once?: boolean;
  readonly isCancelled?: () => boolean;
  readonly onCrash?: (rule: AnyRule, error: unknown) => void;
}

/** Findings in one document, those of the workspace that stand in it included, in document order. */
export function diagnose(workspace: Workspace, uri: string, settings: Settings): readonly Report[] {
  return diagnoseUnit(workspace, uri, settings).filter(({ span }) => span.uri === uri);
}

/** Findings in all documents that are read together with one. */
export function diagnoseUnit(workspace: Workspace, uri: string, settings: Settings): readonly Report[] {
  const uris = workspace.joined(uri);
  const wanted = new Set([uri, ...uris]);
  return report(workspace, { uris, facts: workspace.factsAbout(uri), has: (place) => wanted.has(place) }, settings);
}

/** Findings in all documents, in document order. */
export const diagnoseAll = (workspace: Workspace, settings: Settings): readonly Report[] =>
  report(workspace, { uris: workspace.uris(), facts: workspace.facts(), has: () => true }, settings);

/** What is looked at: documents, the facts that findings in them may rest on, and the places where findings count. */
interface Extent {
  readonly uris: readonly string[];
  readonly facts: readonly Fact[];
  has(uri: string): boolean;
}

function report(workspace: Workspace, { uris, facts, has }: Extent, settings: Settings): readonly Report[] {
  const run = (subjects: readonly Subject[]): readonly Report[] => {
    if (subjects.length === 0) return [];
    const input = { ...settings, subjects, graph: workspace.graph(settings.once), rules, catalog: openCatalog() };
    const found = [...lint(settings.once === true ? input : { ...input, memory: memoryOf(workspace, settings) })];
    return found.filter(({ span }) => has(span.uri));
  };
  const found = facts.length === 0 ? [] : run(facts);
  const { kept, uses } = suppress(found, uris, workspace, settings);
  const mistakes = uris
    .filter((uri) => isConfigFile(uri) || uri === settings.configUri)
    .flatMap((uri) => mistakesIn(workspace.source(uri)));
  const reports = [...kept, ...run([...uses, ...mistakes])];
  return onePerPlace(reports.filter(({ span }) => !settings.isIgnored?.(span.uri)).sort(inOrder));
}

const order = new Map(rules.map((rule, i) => [rule, i]));

const inOrder = (a: Report, b: Report): number =>
  compareSpans(a.span, b.span) || (order.get(a.rule) ?? 0) - (order.get(b.rule) ?? 0);

const memories = new WeakMap<Workspace, Map<string, LintMemory>>();
/** Folders of one workspace may have settings of their own. */
const MOST_SETTINGS = 8;

/** What was found in a workspace under the same settings. */
function memoryOf(workspace: Workspace, { config, today }: Settings): LintMemory {
  const bySettings = memories.get(workspace) ?? new Map<string, LintMemory>();
  memories.set(workspace, bySettings);
  const key = `${today} ${JSON.stringify(config)}`;
  const memory = bySettings.get(key) ?? newLintMemory();
  if (bySettings.size >= MOST_SETTINGS && !bySettings.has(key)) bySettings.clear();
  bySettings.set(key, memory);
  return memory;
}
