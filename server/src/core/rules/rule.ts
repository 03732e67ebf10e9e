import type { Catalog } from "../catalog/catalog.ts";
import type { Graph } from "../graph/graph.ts";
import type { Assumed } from "../model/assumed.ts";
import type { FactKind, FactOf } from "../model/facts.ts";
import type { Finding, Severity } from "../model/finding.ts";
import type { ConfigMistake, SuppressionUse } from "../model/suppression.ts";
import type { OptionSpec, Options } from "./options.ts";

/** What a rule can look at, by kind. */
type Subjects = { readonly [K in FactKind]: FactOf<K> } & {
  readonly suppression: SuppressionUse;
  readonly "config-mistake": ConfigMistake;
};

export type SubjectKind = keyof Subjects;

export interface RuleContext<S extends OptionSpec> {
  readonly options: Options<S>;
  readonly catalog: Catalog;
  readonly graph: Graph;
  /** ISO date (`2026-11-23`): what time-dependent rules call today. */
  readonly today: string;
  /** Role names that the user's configuration declares to exist. */
  readonly knownRoles: ReadonlySet<string>;
  /** Domains whose people and groups are one's own. */
  readonly trustedDomains: readonly string[];
  /** Whether the configuration says that a service of this name is public on purpose. */
  isPublicOnPurpose(name: string): boolean;
  /** Grants that are made elsewhere, as the configuration says. */
  readonly assumed: readonly Assumed[];
}

/** One rule: what it says to people, what it looks at, and how it decides. */
export interface Rule<K extends SubjectKind = SubjectKind, S extends OptionSpec = OptionSpec> {
  /** Stable once shipped: kebab-case, family first. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** True for a rule that holds only where the configuration or the strict preset asks for it. */
  readonly isOff?: boolean;
  /** Its severity in the strict preset, where that is another one. */
  readonly strict?: Severity;
  /** The most that its fixes do. */
  readonly fix: "none" | "safe" | "unsafe";
  /** Evidence: 1 one word and the catalog, 2 one statement and its file, 3 the workspace (at most a warning). */
  readonly tier: 1 | 2 | 3;
  readonly since: string;
  /** What goes wrong, for the rule's page: Markdown, one or two short paragraphs. */
  readonly why: string;
  /** How to mend it. */
  readonly how: string;
  /** When the rule says nothing although one might expect it to. */
  readonly silent: string;
  readonly refs: readonly string[];
  readonly options: S;
  /** The kinds of what it looks at, one at a time. Its findings stand in the words of what it looks at. */
  readonly on: K | readonly K[];
  /** A cheap test that spares the rest: false means that there is nothing to find. */
  applies?(subject: Subjects[K], context: RuleContext<S>): boolean;
  check(subject: Subjects[K], context: RuleContext<S>): Iterable<Finding>;
}

/** A rule of any kind, as the engine holds it. */
export type AnyRule = Rule;

/** The tier of rules that rest on what several statements say. */
export const WORKSPACE_TIER = 3;

export const defineRule = <K extends SubjectKind, const S extends OptionSpec>(rule: Rule<K, S>): Rule<K, S> => rule;

const REPOSITORY = "https://github.com/gcp-iam-lint/gcp-iam-lint";

/** The page of a rule, for people: what a diagnostic links to. */
export const docsUrl = ({ id }: { readonly id: string }): string => `${REPOSITORY}/blob/main/docs/rules/${id}.md`;
