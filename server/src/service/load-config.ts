import {
  findNodeAtLocation,
  getNodeValue,
  type Node as JsonNode,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { type Document, isMap, isNode, isScalar, parseDocument } from "yaml";
import type { Source } from "../core/languages/language.ts";
import type { Config } from "../core/lint/config.ts";
import { type ConfigProblem, readConfig } from "../core/lint/read-config.ts";
import type { ConfigMistake } from "../core/model/suppression.ts";
import { rules } from "../core/rules/index.ts";

/** Names of configuration files, in the order in which a folder is searched for one. */
export const CONFIG_FILES: readonly string[] = [".iamlint.json", ".iamlint.yaml"];

export const isConfigFile = (uri: string): boolean => CONFIG_FILES.includes(uri.slice(uri.lastIndexOf("/") + 1));

export interface LoadedConfig {
  readonly config: Partial<Config>;
  /** What is wrong with the file, in its order; what is wrong is left out of `config`. */
  readonly mistakes: readonly ConfigMistake[];
}

/** What is wrong with a configuration file. */
export const mistakesIn = (source: Source | undefined): readonly ConfigMistake[] =>
  source === undefined ? [] : loadConfig(source).mistakes;

/** Reads a configuration file: JSON, with comments, if its name ends so, else YAML. An empty text sets nothing. */
export function loadConfig({ uri, text }: Pick<Source, "uri" | "text">): LoadedConfig {
  const written = /\.jsonc?$/.test(uri) ? readJson(text) : readYaml(text);
  if (written.error !== undefined) return { config: {}, mistakes: [mistake(uri, written.error)] };
  if (written.value === undefined || written.value === null) return { config: {}, mistakes: [] };
  const { config, problems } = readConfig(written.value, rules);
  const mistakes = problems.map((problem) => mistake(uri, { ...problem, ...written.place(problem) }));
  return { config, mistakes: mistakes.sort((a, b) => a.span.start - b.span.start) };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface Told extends Stretch {
  readonly message: string;
  readonly meant?: string;
}

const mistake = (uri: string, { start, end, message, meant }: Told): ConfigMistake => ({
  kind: "config-mistake",
  span: { uri, start, end },
  message,
  ...(meant !== undefined && { meant }),
});

interface Written {
  readonly value: unknown;
  /** What keeps the text from being read. */
  readonly error?: Told;
  /** Where a problem stands: a key or a text without its quotes. */
  place(problem: ConfigProblem): Stretch;
}

function readJson(text: string): Written {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [first] = errors;
  const error = first && {
    message: wordsOf(printParseErrorCode(first.error)),
    ...within(text, first.offset, first.offset + Math.max(first.length, 1)),
  };
  return {
    value: root && getNodeValue(root),
    ...(error && { error }),
    place: ({ path, at }) => {
      const value = root && findNodeAtLocation(root, [...path]);
      return inside(at === "key" ? value?.parent?.children?.[0] : value);
    },
  };
}

const inside = (node: JsonNode | undefined): Stretch => {
  const { offset = 0, length = 0, type } = node ?? {};
  return type === "string" ? { start: offset + 1, end: offset + length - 1 } : { start: offset, end: offset + length };
};

const oneLine = (message: string): string => message.replaceAll(/\s+/g, " ");

const within = ({ length }: string, start: number, end: number): Stretch => ({
  start: Math.min(start, length),
  end: Math.min(end, length),
});

/** `CommaExpected` -> `Comma expected`. */
const wordsOf = (code: string): string =>
  code
    .replaceAll(/(?<!^)(?=[A-Z])/g, " ")
    .toLowerCase()
    .replace(/^./, (letter) => letter.toUpperCase());

/** No configuration needs more aliases than this. */
const MOST_ALIASES = 100;

function readYaml(text: string): Written {
  const document = parseDocument(text, { prettyErrors: false, logLevel: "silent" });
  const place = (problem: ConfigProblem): Stretch => placeIn(document, problem, text);
  const [first] = document.errors;
  if (first !== undefined) {
    const [start, end] = first.pos;
    return { value: undefined, place, error: { message: oneLine(first.message), ...within(text, start, end) } };
  }
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown, place };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { value: undefined, place, error: { message, start: 0, end: text.length } };
  }
}

function placeIn(document: Document.Parsed, { path, at }: ConfigProblem, text: string): Stretch {
  const parent = document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
  const node = at === "key" ? pair?.key : path.length === 0 ? document.contents : pair?.value;
  if (!isNode(node) || !node.range) return { start: 0, end: 0 };
  const [start, end] = node.range;
  const isQuoted = isScalar(node) && /["']/.test(text.charAt(start));
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}
