import { type ParseError, parse as parseJson, printParseErrorCode } from "jsonc-parser";
import { parseDocument } from "yaml";
import { type Config, DEFAULT_CONFIG, readConfig } from "../core/lint/config.ts";
import { rules } from "../core/rules/index.ts";
import type { AnyRule } from "../core/rules/rule.ts";
import { Lines } from "../core/text/lines.ts";

/** Names of configuration files, in the order in which a folder is searched for one. */
export const CONFIG_FILES: readonly string[] = [".iamlint.json", ".iamlint.yaml"];

export interface LoadedConfig {
  readonly config: Config;
  /** What is wrong with the file, one sentence each; what is wrong is left out of `config`. */
  readonly problems: readonly string[];
}

/** Reads the text of a configuration file: JSON, with comments, if its name ends so, else YAML. An empty text sets nothing. */
export function loadConfig(name: string, text: string): LoadedConfig {
  const { value, problems } = /\.jsonc?$/.test(name) ? readJson(text) : readYaml(text);
  if (problems.length > 0) return { config: DEFAULT_CONFIG, problems };
  if (value === undefined || value === null) return { config: DEFAULT_CONFIG, problems: [] };
  const loaded = readConfig(value, new Set(rules.map(({ id }) => id)));
  return { config: loaded.config, problems: [...loaded.problems, ...rules.flatMap((rule) => misfits(rule, loaded))] };
}

interface Parsed {
  readonly value: unknown;
  readonly problems: readonly string[];
}

function readJson(text: string): Parsed {
  const errors: ParseError[] = [];
  const value: unknown = parseJson(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const lines = new Lines(text);
  return {
    value,
    problems: errors.slice(0, 1).map(({ error, offset }) => {
      const { line, character } = lines.positionAt(offset);
      return `line ${line + 1}, column ${character + 1}: ${wordsOf(printParseErrorCode(error))}`;
    }),
  };
}

/** `CommaExpected` -> `comma expected`. */
const wordsOf = (code: string): string => code.replaceAll(/(?<!^)(?=[A-Z])/g, " ").toLowerCase();

function readYaml(text: string): Parsed {
  const document = parseDocument(text, { prettyErrors: false, logLevel: "silent" });
  const lines = new Lines(text);
  const problems = document.errors.slice(0, 1).map(({ message, pos }) => {
    const { line, character } = lines.positionAt(pos[0]);
    return `line ${line + 1}, column ${character + 1}: ${message.replaceAll(/\s+/g, " ")}`;
  });
  if (problems.length > 0) return { value: undefined, problems };
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown, problems: [] };
  } catch (error) {
    return { value: undefined, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

/** Options that the rule does not have, or not in this form. */
function misfits(rule: AnyRule, { config }: LoadedConfig): readonly string[] {
  return Object.entries(config.options[rule.id] ?? {}).flatMap(([name, value]) => {
    const option = rule.options[name];
    if (option === undefined) return [`rule "${rule.id}": unknown option "${name}"`];
    return option.accepts(value) ? [] : [`rule "${rule.id}": option "${name}" has a value of the wrong kind`];
  });
}
