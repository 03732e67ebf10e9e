import { type Config, settingOf } from "../core/lint/config.ts";
import type { Report } from "../core/lint/lint.ts";
import { covers, type FindingLines, isInForce } from "../core/lint/suppress.ts";
import type { Suppression, SuppressionUse } from "../core/model/suppression.ts";
import { rules } from "../core/rules/index.ts";
import { Lines } from "../core/text/lines.ts";
import { encloses, type Span } from "../core/text/span.ts";
import type { Workspace } from "./workspace.ts";

const KNOWN: readonly string[] = rules.map(({ id }) => id);
const BY_ID = new Map(rules.map((rule) => [rule.id, rule]));
/** A finding that rests on the whole workspace may be missing only because part of it is not here. */
const WORKSPACE_TIER = 3;

export interface Suppressed {
  /** The reports that nothing suppresses. */
  readonly kept: readonly Report[];
  readonly uses: readonly SuppressionUse[];
}

/** Parts the reports by the suppressions of their documents, and tells what came of each suppression in `uris`. */
export function suppress(
  reports: readonly Report[],
  uris: readonly string[],
  workspace: Workspace,
  { config, today }: { readonly config: Config; readonly today: string },
): Suppressed {
  const used = new Set<string>();
  const linesOf = lineReader(workspace);
  const kept = reports.filter((report) => {
    const near = workspace.suppressions(report.span.uri);
    if (near.length === 0) return true;
    const lines = linesOf(report);
    const active = near.filter((one) => isInForce(one, today) && names(one, report.rule.id) && covers(one, lines));
    for (const one of active) used.add(useKey(one, report.rule.id));
    return active.length === 0;
  });
  const spoken = uris.filter((uri) => workspace.language(uri)?.id !== "markdown");
  const own = spoken.flatMap((uri) => workspace.suppressions(uri)).filter(({ foreign }) => foreign !== true);
  return { kept, uses: own.map((one) => useOf(one, used, config, today)) };
}

function useOf(suppression: Suppression, used: ReadonlySet<string>, config: Config, today: string): SuppressionUse {
  const isExpired = suppression.problem === undefined && !isInForce(suppression, today);
  const unused = isInForce(suppression, today)
    ? suppression.rules.filter(({ id }) => isDecidable(id, config) && !used.has(useKey(suppression, id)))
    : [];
  return { kind: "suppression", suppression, isExpired, unused, known: KNOWN };
}

function isDecidable(id: string, config: Config): boolean {
  const rule = BY_ID.get(id);
  return rule !== undefined && rule.tier < WORKSPACE_TIER && settingOf(rule, config) !== "off";
}

const names = ({ rules: named }: Suppression, id: string): boolean => named.some((rule) => rule.id === id);

const useKey = ({ span }: Suppression, id: string): string => `${span.uri} ${span.start} ${id}`;

/** The lines of a finding and of the statement around it; a document's lines are counted once. */
function lineReader(workspace: Workspace): (report: Report) => FindingLines {
  const known = new Map<string, Lines>();
  return ({ span, statement }) => {
    const lines = known.get(span.uri) ?? new Lines(workspace.source(span.uri)?.text ?? "");
    known.set(span.uri, lines);
    const lineAt = (offset: number): number => lines.positionAt(offset).line;
    const around = statement?.uri === span.uri ? statement : (statementAround(span, workspace) ?? span);
    return { line: lineAt(span.start), first: lineAt(around.start), last: lineAt(around.end) };
  };
}

/** The statement in which a finding about a scope stands. */
const statementAround = (span: Span, workspace: Workspace): Span | undefined =>
  workspace.unitFacts(span.uri).find((fact) => encloses(fact.span, span))?.span;
