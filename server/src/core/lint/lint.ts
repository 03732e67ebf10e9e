import type { Catalog } from "../catalog/catalog.ts";
import type { Graph } from "../graph/graph.ts";
import { groupBy } from "../graph/group-by.ts";
import type { Indexed } from "../graph/indexed.ts";
import { type Asked, askedAnew, holds, nothingAsked, witnessed } from "../graph/recall.ts";
import type { Fact } from "../model/facts.ts";
import { type Finding, SEVERITIES, type Severity } from "../model/finding.ts";
import { originOf } from "../model/moved.ts";
import type { ConfigMistake, SuppressionUse } from "../model/suppression.ts";
import { type OptionSpec, readOptions } from "../rules/options.ts";
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
export type Subject = Fact | Indexed | Graph | SuppressionUse | ConfigMistake;

export interface LintInput {
  /** Rules about scopes and about the workspace run where these are among them. */
  readonly subjects: readonly Subject[];
  readonly graph: Graph;
  readonly rules: readonly AnyRule[];
  readonly config: Config;
  readonly catalog: Catalog;
  readonly today: string;
  /** What was found before with the same rules, configuration, catalog and day; kept up to date. */
  readonly memory?: LintMemory;
  readonly isCancelled?: () => boolean;
  /** A rule that throws costs only its own findings on that subject. */
  readonly onCrash?: (rule: AnyRule, error: unknown) => void;
}

/** What the rules found in a subject, and all that they knew of the workspace besides. */
export interface Judged {
  readonly subject: Subject;
  readonly reports: readonly Report[];
  readonly asked: Asked;
}

/** What was found, by subject: by the fact as it was first read. */
export interface LintMemory {
  get(subject: Subject): Judged | undefined;
  set(subject: Subject, judged: Judged): unknown;
}

/** Runs the rules over the subjects. Suppressions are the caller's: they need the text. */
export function* lint(input: LintInput): Generator<Report> {
  const { graph, memory = new Map<Subject, Judged>() } = input;
  let asked = nothingAsked(graph);
  const ready = readyRules(
    input,
    witnessed(graph, () => asked),
  );
  const ofWorkspace = readyRules(input, graph).get("workspace") ?? NOTHING;
  for (const subject of input.subjects) {
    if (input.isCancelled?.()) return;
    if (subject.kind === "workspace") {
      for (const one of ofWorkspace) yield* reportsOf(one, subject, input);
      continue;
    }
    const rules = ready.get(subject.kind);
    if (rules === undefined) continue;
    const origin = originOf(subject);
    asked = nothingAsked(graph);
    const before = again(memory.get(origin), subject, rules, input);
    const judged = before ?? { subject, reports: rules.flatMap((one) => reportsOf(one, subject, input)), asked };
    memory.set(origin, judged);
    yield* judged.reports;
  }
}

/** A rule that is on, with what it is given. */
interface Ready {
  readonly rule: AnyRule;
  readonly setting: Severity;
  readonly context: RuleContext<OptionSpec>;
}

function readyRules(input: LintInput, graph: Graph): ReadonlyMap<SubjectKind, readonly Ready[]> {
  const { config, catalog, today } = input;
  const house = houseOf(config);
  const ready = input.rules.flatMap((rule): readonly Ready[] => {
    const setting = settingOf(rule, config);
    if (setting === "off") return [];
    const options = readOptions(rule.options, config.options[rule.id] ?? {});
    return [{ rule, setting, context: { ...house, options, catalog, graph, today } }];
  });
  return groupBy(ready, ({ rule }) => rule.on);
}

/** What is the same for all rules: what the configuration says of the house. */
const houseOf = ({ knownRoles, trustedDomains, publicServices, assume }: Config) => ({
  knownRoles: new Set(knownRoles),
  trustedDomains,
  isPublicOnPurpose: wildcard(publicServices),
  assumed: assume,
});

/**
 * What holds still of what was found before: all of it, where neither the subject nor an answer of the graph has changed.
 * Where they only stand elsewhere, a rule that found nothing finds nothing again, and the others are asked anew.
 */
function again(
  before: Judged | undefined,
  subject: Subject,
  rules: readonly Ready[],
  input: LintInput,
): Judged | undefined {
  const hold = before === undefined ? "no" : holds(before.asked, input.graph);
  if (before === undefined || hold === "no") return undefined;
  if (before.reports.length === 0 || (before.subject === subject && hold === "wholly")) return before;
  const found = new Set(before.reports.map(({ rule }) => rule));
  const reports = rules.filter(({ rule }) => found.has(rule)).flatMap((one) => reportsOf(one, subject, input));
  return { subject, reports, asked: askedAnew(before.asked, input.graph) };
}

const NOTHING: readonly never[] = [];

function reportsOf({ rule, setting, context }: Ready, subject: Subject, input: LintInput): readonly Report[] {
  if (rule.applies !== undefined && !rule.applies(subject as never)) return NOTHING;
  const findings = guarded(rule, subject, context, input.onCrash);
  if (findings.length === 0) return NOTHING;
  const isFixed = Object.hasOwn(input.config.severities, rule.id);
  const isErrorsOnly = input.config.preset === "errors-only" && !isFixed;
  const statement = "span" in subject ? subject.span : undefined;
  return findings.flatMap((finding): readonly Report[] => {
    const severity = isFixed ? setting : milder(milder(setting, finding.severity), mostFor(subject));
    if (isErrorsOnly && severity !== "error") return NOTHING;
    return [{ ...finding, rule, severity, ...(statement && { statement }) }];
  });
}

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
    return found ?? NOTHING;
  } catch (error) {
    onCrash?.(rule, error);
    return NOTHING;
  }
}

/** What stands in a branch that may never be taken is at most a warning. */
const mostFor = (subject: Subject): Severity =>
  subject.kind === "binding" && subject.conditional ? "warning" : "error";

const milder = (severity: Severity, other: Severity | undefined): Severity =>
  other !== undefined && SEVERITIES.indexOf(other) > SEVERITIES.indexOf(severity) ? other : severity;
