import type { Fix, Related, Safety, Severity } from "../../core/model/finding.ts";
import { docsUrl } from "../../core/rules/rule.ts";
import type { Edit } from "../../core/text/edit.ts";
import { encloses, type Span } from "../../core/text/span.ts";
import { editsOf } from "../../service/apply.ts";
import type { Workspace } from "../../service/workspace.ts";
import type { Places, Range } from "./places.ts";

/** A finding as it leaves the program: no spans, no objects of the engine. */
export interface ShownFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly range: Range;
  /** In a plan of Terraform: the address of the resource. */
  readonly address?: string;
  readonly docs: string;
  readonly related: readonly { readonly path: string; readonly range: Range; readonly message: string }[];
  readonly fixes: readonly ShownFix[];
}

interface ShownFix {
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly { readonly path: string; readonly range: Range; readonly newText: string }[];
}

/** What the engine reports of one finding. */
interface Reported {
  readonly rule: { readonly id: string };
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
}

/** Findings by path and place. A fix that has no form where it would stand is left out. */
export function showFindings(
  reports: readonly Reported[],
  workspace: Workspace,
  places: Places,
): readonly ShownFinding[] {
  const show = ({ rule, severity, message, span, related = [], fixes = [] }: Reported): ShownFinding => ({
    rule: rule.id,
    severity,
    message,
    ...places.placeOf(span),
    ...addressOf(span, workspace),
    docs: docsUrl(rule),
    related: related.map((place) => ({ ...places.placeOf(place.span), message: place.message })),
    fixes: fixes.flatMap((fix) => {
      const edits = editsOf(fix, workspace);
      return edits === undefined ? [] : [{ title: fix.title, safety: fix.safety, edits: edits.map(showEdit) }];
    }),
  });
  const showEdit = ({ span, text }: Edit) => ({ ...places.placeOf(span), newText: text });
  return reports.map(show).sort(byPlace);
}

/** The address of the planned resource that holds a place. */
function addressOf(span: Span, workspace: Workspace): { readonly address?: string } {
  if (workspace.language(span.uri)?.id !== "json") return {};
  const fact = workspace.unitFacts(span.uri).find((one) => one.isPlanned === true && encloses(one.span, span));
  return fact === undefined ? {} : { address: fact.source };
}

const byPlace = (a: ShownFinding, b: ShownFinding): number =>
  a.path === b.path ? byRange(a.range, b.range) || order(a.rule, b.rule) : order(a.path, b.path);

export const byRange = (a: Range, b: Range): number =>
  a.start.line - b.start.line ||
  a.start.column - b.start.column ||
  a.end.line - b.end.line ||
  a.end.column - b.end.column;

export const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
