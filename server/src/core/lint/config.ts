import type { Severity } from "../model/finding.ts";
import { type Options, readOptions } from "../rules/options.ts";
import type { AnyRule } from "../rules/rule.ts";
import { SECTIONS } from "./sections.ts";

/** What a rule is set to; absent means what the preset says. */
export type RuleSetting = Severity | "off";

/** How to lint: the sections of the configuration, and what is said of single rules. */
export interface Config extends Options<typeof SECTIONS> {
  readonly severities: Readonly<Record<string, RuleSetting>>;
  /** Options by rule id. */
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export const DEFAULT_CONFIG: Config = { ...readOptions(SECTIONS, {}), severities: {}, options: {} };

export const SETTINGS = ["error", "warning", "info", "hint", "off"] as const satisfies readonly RuleSetting[];

export const isRuleSetting = (text: unknown): text is RuleSetting => SETTINGS.some((setting) => setting === text);

/** Lays the sections and rules that `over` sets on top of `base`; lists of grants and names add up, others replace. */
export const mergeConfig = (base: Config, over: Partial<Config>): Config => ({
  ...base,
  ...over,
  severities: { ...base.severities, ...over.severities },
  options: { ...base.options, ...over.options },
  knownRoles: [...new Set([...base.knownRoles, ...(over.knownRoles ?? [])])],
  assume: [...base.assume, ...(over.assume ?? [])],
});

/** What a rule is set to: by name, else by the preset. */
export function settingOf(rule: AnyRule, { severities, preset }: Config): RuleSetting {
  const own = severities[rule.id];
  if (own !== undefined) return own;
  if (preset === "strict") return rule.strict ?? rule.severity;
  return rule.isOff || (preset === "errors-only" && rule.severity !== "error") ? "off" : rule.severity;
}
