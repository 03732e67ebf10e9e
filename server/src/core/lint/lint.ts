import type { Catalog } from "../catalog/catalog.ts";
import type { Graph } from "../graph/graph.ts";
import { groupBy } from "../graph/group-by.ts";
import type { Fact } from "../model/facts.ts";
import { type Finding, SEVERITIES, type Severity } from "../model/finding.ts";
import type { ConfigMistake, SuppressionUse } from "../model/suppression.ts";
import { type OptionSpec, readOptions } from "../rules/options.ts";
import { type AnyRule, type RuleContext, type SubjectKind, WORKSPACE_TIER } from "../rules/rule.ts";
import type { Span } from "../text/span.ts";
import { wildcard } from "../text/wildcard.ts";
import { anchoredReports } from "./anchored-reports.ts";
import { type Config, settingOf } from "./config.ts";
import { holds, type Judge, type Judged, type LintMemory, rowFrom } from "./recalled.ts";

/** A finding with the rule that found it and the severity that holds for it. */
export interface Report extends Finding {
  readonly rule: AnyRule;
  readonly severity: Severity;
  /** The statement in which it stands, for suppressions above the statement. */
  readonly statement?: Span;
}

/** What a rule looks at. */
export type Subject = Fact | SuppressionUse | ConfigMistake;

export interface LintInput {
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

/** Runs the rules over the subjects. Suppressions are the caller's: they need the text. */
export function* lint(input: LintInput): Generator<Report> {
  const ready = readied(input);
  if (input.memory !== undefined) return yield* recalled(input, ready, input.memory);
  for (const subject of input.subjects) {
    if (input.isCancelled?.()) return;
    for (const rules of ready.get(subject.kind) ?? NOTHING) {
      const reports = reportsOf(subject, rules, input);
      if (reports.length > 0) yield* reports;
    }
  }
}

function* recalled(input: LintInput, ready: ReadyRules, memory: LintMemory): Generator<Report> {
  const { subjects, graph, isCancelled } = input;
  const judgeAll: Judge = (subject, before) =>
    (ready.get(subject.kind) ?? NOTHING).map((rules, i) => judge(subject, rules, input, before?.[i]));
  for (let i = 0; i < subjects.length && isCancelled?.() !== true; ) {
    const row = rowFrom(i, subjects, memory, graph.ledger, judgeAll);
    yield* row.reports;
    i += row.subjects.length;
  }
}

function judge(subject: Subject, rules: readonly Ready[], input: LintInput, before: Judged | undefined): Judged {
  const { ledger } = input.graph;
  if (before !== undefined && holds(before, ledger)) return before;
  const { made, rests } = ledger.watch(() => reportsOf(subject, rules, input));
  return { ...anchoredReports(made, subject), rests };
}

/** A rule that is on, with what it is given. */
interface Ready {
  readonly rule: AnyRule;
  readonly setting: Severity;
  readonly context: RuleContext<OptionSpec>;
  applies(subject: Subject, context: RuleContext<OptionSpec>): boolean;
}

const always = (): boolean => true;

/** The rules that are on, by kind of subject. */
type ReadyRules = ReadonlyMap<SubjectKind, readonly (readonly Ready[])[]>;

const lastReady = new WeakMap<Graph, { readonly input: LintInput; readonly ready: ReadyRules }>();

/** The same for as long as nothing else than the subjects changes. */
function readied(input: LintInput): ReadyRules {
  const { graph, rules, config, catalog, today } = input;
  const last = lastReady.get(graph);
  const before = last?.input;
  const isSame = before?.rules === rules && before.config === config && before.catalog === catalog;
  if (last !== undefined && isSame && before.today === today) return last.ready;
  const ready = readyRules(input);
  lastReady.set(graph, { input: { ...input, subjects: [] }, ready });
  return ready;
}

/**
 * Rules that rest on several statements are a set of their own, so that the others need not look again when a
 * statement elsewhere changes.
 */
function readyRules(input: LintInput): ReadyRules {
  const { config, catalog, graph, today } = input;
  const house = houseOf(config);
  const ready = input.rules.flatMap((rule): readonly Ready[] => {
    const setting = settingOf(rule, config);
    if (setting === "off") return [];
    const options = readOptions(rule.options, config.options[rule.id] ?? {});
    const applies = (rule.applies ?? always) as Ready["applies"];
    return [{ rule, setting, context: { ...house, options, catalog, graph, today }, applies }];
  });
  const byKind = groupBy(
    ready.flatMap((one) => [one.rule.on].flat().map((kind) => ({ kind, one }))),
    ({ kind }) => kind,
  );
  return new Map([...byKind].map(([kind, all]) => [kind, setsOf(all.map(({ one }) => one))]));
}

const setsOf = (ready: readonly Ready[]): readonly (readonly Ready[])[] => [
  ...groupBy(ready, ({ rule }) => rule.tier === WORKSPACE_TIER).values(),
];

/** What is the same for all rules: what the configuration says of the house. */
const houseOf = ({ knownRoles, trustedDomains, publicServices, assume }: Config) => ({
  knownRoles: new Set(knownRoles),
  trustedDomains,
  isPublicOnPurpose: wildcard(publicServices),
  assumed: assume,
});

const NOTHING: readonly never[] = [];

function reportsOf(subject: Subject, rules: readonly Ready[], input: LintInput): readonly Report[] {
  let reports: Report[] | undefined;
  for (const ready of rules) {
    if (!ready.applies(subject, ready.context)) continue;
    const found = reportsBy(ready, subject, input);
    if (found.length === 0) continue;
    reports ??= [];
    for (const report of found) reports.push(report);
  }
  return reports ?? NOTHING;
}

function reportsBy({ rule, setting, context }: Ready, subject: Subject, input: LintInput): readonly Report[] {
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
