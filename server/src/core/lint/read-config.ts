import type { AnyRule } from "../rules/rule.ts";
import { nearest } from "../text/nearest.ts";
import { type Config, isRuleSetting, type RuleSetting, SETTINGS } from "./config.ts";
import { SECTIONS } from "./sections.ts";

/** Something wrong in a configuration. */
export interface ConfigProblem {
  /** Keys and indices from the root to what is wrong. */
  readonly path: readonly (string | number)[];
  /** Whether the key itself is wrong, or what it is set to. */
  readonly at: "key" | "value";
  /** One sentence, without a full stop. */
  readonly message: string;
  /** What was probably meant instead of the key. */
  readonly meant?: string;
}

export interface ConfigRead {
  /** What is set, without what is wrong. */
  readonly config: Partial<Config>;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Reads a parsed configuration file: `{ "preset": …, "rules": { ID: "off" | severity | { "severity": …, option: … } }, … }`, with the
 * keys of {@link SECTIONS}.
 */
export function readConfig(raw: unknown, rules: readonly AnyRule[]): ConfigRead {
  if (!isRecord(raw))
    return { config: {}, problems: [{ path: [], at: "value", message: "The configuration is not an object" }] };
  const sections = readSections(raw);
  const ofRules = readRules(raw.rules, new Map(rules.map((rule) => [rule.id, rule])));
  return {
    config: { ...sections.config, ...ofRules.config },
    problems: [...sections.problems, ...ofRules.problems],
  };
}

const KEYS: readonly string[] = ["$schema", "rules", ...Object.keys(SECTIONS)];

function readSections(raw: Readonly<Record<string, unknown>>): ConfigRead {
  const config: Record<string, unknown> = {};
  const problems: ConfigProblem[] = [];
  for (const [key, value] of Object.entries(raw)) {
    const section = Object.entries(SECTIONS).find(([name]) => name === key)?.[1];
    if (section?.accepts(value)) config[key] = value;
    else if (section !== undefined)
      problems.push({ path: [key], at: "value", message: `"${key}" takes ${section.takes}` });
    else if (!KEYS.includes(key)) problems.push(unknown([key], `Unknown key "${key}"`, KEYS, raw));
  }
  return { config, problems };
}

function readRules(raw: unknown, byId: ReadonlyMap<string, AnyRule>): ConfigRead {
  const severities: Record<string, RuleSetting> = {};
  const options: Record<string, Readonly<Record<string, unknown>>> = {};
  const problems: ConfigProblem[] = [];
  if (raw !== undefined && !isRecord(raw))
    problems.push({ path: ["rules"], at: "value", message: '"rules" is not an object' });
  for (const [id, setting] of Object.entries(isRecord(raw) ? raw : {})) {
    const rule = byId.get(id);
    if (rule === undefined) {
      problems.push(unknown(["rules", id], `Unknown rule "${id}"`, [...byId.keys()], raw));
      continue;
    }
    const { severity, ...rest } = isRecord(setting) ? setting : { severity: setting };
    if (isRuleSetting(severity)) severities[id] = severity;
    else if (severity !== undefined) problems.push(wrongSeverity(id, isRecord(setting)));
    if (Object.keys(rest).length > 0) options[id] = rest;
    problems.push(...misfits(rule, rest));
  }
  return { config: { severities, options }, problems };
}

const wrongSeverity = (id: string, inside: boolean): ConfigProblem => ({
  path: inside ? ["rules", id, "severity"] : ["rules", id],
  at: "value",
  message: `Rule "${id}" takes one of ${SETTINGS.join(", ")}`,
});

/** Options that the rule does not have, or not in this form. */
function misfits({ id, options }: AnyRule, given: Readonly<Record<string, unknown>>): readonly ConfigProblem[] {
  return Object.entries(given).flatMap(([name, value]): readonly ConfigProblem[] => {
    const path = ["rules", id, name];
    const option = options[name];
    if (option === undefined)
      return [unknown(path, `Rule "${id}" has no option "${name}"`, ["severity", ...Object.keys(options)], given)];
    return option.accepts(value)
      ? []
      : [{ path, at: "value", message: `Option "${name}" of rule "${id}" takes ${option.takes}` }];
  });
}

/** The last key of a path is none of those known; what is set beside it already is told, but not offered. */
function unknown(path: readonly string[], message: string, known: readonly string[], beside: unknown): ConfigProblem {
  const meant = nearest(path.at(-1) ?? "", known);
  if (meant === undefined) return { path, at: "key", message };
  const isTaken = isRecord(beside) && Object.hasOwn(beside, meant);
  return { path, at: "key", message: `${message}, probably "${meant}"`, ...(!isTaken && { meant }) };
}

const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === "object" && raw !== null && !Array.isArray(raw);
