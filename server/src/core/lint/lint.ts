import type { Catalog } from "../catalog/catalog.ts";
import type { Graph } from "../graph/graph.ts";
import type { Fact } from "../model/facts.ts";
import { type Finding, SEVERITIES, type Severity } from "../model/finding.ts";
import type { ConfigMistake, SuppressionUse } from "../model/suppression.ts";
import { readOptions } from "../rules/options.ts";
import type { AnyRule, RuleContext, SubjectKind } from "../rules/rule.ts";
import type { Span } from "../text/span.ts";
import { wildcard } from "../text/wildcard.ts";
import { type Config, settingOf } from "./config.ts";

/** A finding with the rule that found it and the severity that holds for it. */
export interface Report extends Finding {
  readonly rule: AnyRule;
  readonly severity: Severity;
  /** The statement in which it stands, for suppressions above the statement; absent for findings about the workspace. */
  readonly statement?: Span;
}

/** What a rule looks at. */
export type Subject = Fact | Graph | SuppressionUse | ConfigMistake;

export interface LintInput {
  /** Rules about the workspace run where the graph is one of them. */
  readonly subjects: readonly Subject[];
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
  const house = houseOf(input.config);
  const subjects = byKind(input.subjects);
  const isErrorsOnly = input.config.preset === "errors-only";
  for (const rule of input.rules) {
    const setting = settingOf(rule, input.config);
    if (setting === "off") continue;
    const isFixed = Object.hasOwn(input.config.severities, rule.id);
    const context = {
      ...house,
      options: readOptions(rule.options, input.config.options[rule.id] ?? {}),
      catalog: input.catalog,
      graph: input.graph,
      today: input.today,
    };
    if (input.isCancelled?.()) return;
    for (const subject of subjects.get(rule.on) ?? []) {
      if (rule.applies !== undefined && !rule.applies(subject as never)) continue;
      const findings = guarded(rule, subject, context, input.onCrash);
      if (findings.length === 0) continue;
      const statement = "span" in subject ? subject.span : undefined;
      for (const finding of findings) {
        const severity = isFixed ? setting : milder(milder(setting, finding.severity), mostFor(subject));
        if (isErrorsOnly && !isFixed && severity !== "error") continue;
        yield { ...finding, rule, severity, ...(statement && { statement }) };
      }
    }
  }
}

function byKind(subjects: readonly Subject[]): ReadonlyMap<SubjectKind, readonly Subject[]> {
  const groups = new Map<SubjectKind, Subject[]>();
  for (const subject of subjects) {
    const same = groups.get(subject.kind);
    if (same === undefined) groups.set(subject.kind, [subject]);
    else same.push(subject);
  }
  return groups;
}

/** What is the same for all rules: what the configuration says of the house. */
const houseOf = ({ knownRoles, trustedDomains, publicServices, assume }: Config) => ({
  knownRoles: new Set(knownRoles),
  trustedDomains,
  isPublicOnPurpose: wildcard(publicServices),
  assumed: assume,
});

const NONE: readonly Finding[] = [];

function guarded(
  rule: AnyRule,
  subject: Subject,
  context: RuleContext<typeof rule.options>,
  onCrash: LintInput["onCrash"],
): readonly Finding[] {
  try {
    const check = rule.check as (subject: Subject, context: unknown) => Iterable<Finding>;
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
const mostFor = (subject: Subject): Severity =>
  subject.kind === "binding" && subject.conditional ? "warning" : "error";

const milder = (severity: Severity, other: Severity | undefined): Severity =>
  other !== undefined && SEVERITIES.indexOf(other) > SEVERITIES.indexOf(severity) ? other : severity;
