import type { Severity } from "../model/finding.ts";

/** What a rule is set to; absent means its own severity. */
export type RuleSetting = Severity | "off";

/** How to lint: the part of the configuration that the engine itself needs. */
export interface Config {
  readonly severities: Readonly<Record<string, RuleSetting>>;
  /** Options by rule id. */
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Role names that exist although the catalog does not list them. */
  readonly knownRoles: readonly string[];
}

export const DEFAULT_CONFIG: Config = { severities: {}, options: {}, knownRoles: [] };

const SETTINGS: readonly string[] = ["off", "hint", "info", "warning", "error"];

export const isRuleSetting = (text: unknown): text is RuleSetting =>
  typeof text === "string" && SETTINGS.includes(text);

/** Lays `over` on top of `base`, setting by setting. */
export const mergeConfig = (base: Config, over: Config): Config => ({
  severities: { ...base.severities, ...over.severities },
  options: { ...base.options, ...over.options },
  knownRoles: [...new Set([...base.knownRoles, ...over.knownRoles])],
});

/**
 * Reads a parsed configuration file:
 * `{ "rules": { ID: "off" | severity | { "severity": …, option: … } }, "knownRoles": ["roles/x.y"] }`.
 * What is wrong is named in `problems`, one sentence each, and left out.
 */
export function readConfig(
  raw: unknown,
  ruleIds: ReadonlySet<string>,
): { readonly config: Config; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const severities: Record<string, RuleSetting> = {};
  const options: Record<string, Record<string, unknown>> = {};
  if (!isRecord(raw)) return { config: DEFAULT_CONFIG, problems: ["the configuration is not an object"] };

  for (const key of Object.keys(raw)) {
    if (key !== "rules" && key !== "knownRoles" && key !== "$schema") problems.push(`unknown key "${key}"`);
  }
  const rules = raw.rules ?? {};
  if (!isRecord(rules)) problems.push('"rules" is not an object');
  for (const [id, setting] of Object.entries(isRecord(rules) ? rules : {})) {
    if (!ruleIds.has(id)) {
      problems.push(`unknown rule "${id}"`);
      continue;
    }
    const { severity, ...rest } = isRecord(setting) ? setting : { severity: setting };
    if (severity !== undefined && !isRuleSetting(severity))
      problems.push(`rule "${id}": severity is one of ${SETTINGS.join(", ")}`);
    else if (severity !== undefined) severities[id] = severity;
    if (Object.keys(rest).length > 0) options[id] = rest;
  }
  const knownRoles = raw.knownRoles ?? [];
  const listed = Array.isArray(knownRoles) && knownRoles.every((role) => typeof role === "string");
  if (!listed) problems.push('"knownRoles" is not a list of role names');
  return { config: { severities, options, knownRoles: listed ? knownRoles : [] }, problems };
}

const isRecord = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === "object" && raw !== null && !Array.isArray(raw);
