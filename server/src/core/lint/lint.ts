import type { Catalog } from "../catalog/catalog.ts";
import type { Graph } from "../graph/graph.ts";
import type { Fact } from "../model/facts.ts";
import { type Finding, SEVERITIES, type Severity } from "../model/finding.ts";
import { readOptions } from "../rules/options.ts";
import type { AnyRule, RuleContext, SubjectKind } from "../rules/rule.ts";
import type { Span } from "../text/span.ts";
import type { Config } from "./config.ts";

/** A finding with the rule that found it and the severity that holds for it. */
export interface Report extends Finding {
  readonly rule: AnyRule;
  readonly severity: Severity;
  /** The statement in which it stands, for suppressions above the statement; absent for findings about the workspace. */
  readonly statement?: Span;
}

export interface LintInput {
  /** Facts whose own rules run; rules about the workspace look at the graph. */
  readonly facts: readonly Fact[];
  readonly graph: Graph;
  readonly rules: readonly AnyRule[];
  readonly config: Config;
  readonly catalog: Catalog;
  readonly today: string;
  readonly isCancelled?: () => boolean;
  /** A rule that throws costs only its own findings on that subject. */
  readonly onCrash?: (rule: AnyRule, error: unknown) => void;
}

/** Runs the rules over the facts and the graph. Suppressions are the caller's: they need the text. */
export function* lint(input: LintInput): Generator<Report> {
  const knownRoles = new Set(input.config.knownRoles);
  const subjects = subjectsBy(input);
  for (const rule of input.rules) {
    const setting = input.config.severities[rule.id];
    if (setting === "off") continue;
    const context = {
      options: readOptions(rule.options, input.config.options[rule.id] ?? {}),
      catalog: input.catalog,
      graph: input.graph,
      today: input.today,
      knownRoles,
    };
    if (input.isCancelled?.()) return;
    for (const subject of subjects.get(rule.on) ?? []) {
      if (rule.applies !== undefined && !rule.applies(subject as never)) continue;
      const findings = guarded(rule, subject, context, input.onCrash);
      if (findings.length === 0) continue;
      const statement = "span" in subject ? subject.span : undefined;
      for (const finding of findings) {
        const severity = setting ?? milder(milder(rule.severity, finding.severity), mostFor(subject));
        yield { ...finding, rule, severity, ...(statement && { statement }) };
      }
    }
  }
}

/** What the rules look at, by its kind. */
function subjectsBy({ facts, graph }: LintInput): ReadonlyMap<SubjectKind, readonly (Fact | Graph)[]> {
  const byKind = new Map<SubjectKind, (Fact | Graph)[]>([["workspace", [graph]]]);
  for (const fact of facts) {
    const same = byKind.get(fact.kind);
    if (same === undefined) byKind.set(fact.kind, [fact]);
    else same.push(fact);
  }
  return byKind;
}

const NONE: readonly Finding[] = [];

function guarded(
  rule: AnyRule,
  subject: Fact | Graph,
  context: RuleContext<typeof rule.options>,
  onCrash: LintInput["onCrash"],
): readonly Finding[] {
  try {
    const check = rule.check as (subject: Fact | Graph, context: unknown) => Iterable<Finding>;
    let found: Finding[] | undefined;
    for (const finding of check.call(rule, subject, context)) {
      found ??= [];
      found.push(finding);
    }
    return found ?? NONE;
  } catch (error) {
    onCrash?.(rule, error);
    return NONE;
  }
}

/** What stands in a branch that may never be taken is at most a warning. */
const mostFor = (subject: Fact | Graph): Severity =>
  "kind" in subject && subject.kind === "binding" && subject.conditional ? "warning" : "error";

const milder = (severity: Severity, other: Severity | undefined): Severity =>
  other !== undefined && SEVERITIES.indexOf(other) > SEVERITIES.indexOf(severity) ? other : severity;
