import { type Block, type Case, fileText, readCases } from "./markdown.ts";
import { type MarkedText, readMarks } from "./marks.ts";

/**
 * What a case shows of a rule; each language that the rule serves has one of every kind: an option where the rule has options, and a
 * fix where it has one there.
 */
export const KINDS = ["hit", "near miss", "unknown", "option", "fix"] as const;

export type Kind = (typeof KINDS)[number];

/** A file of a case. */
export interface CaseFile extends MarkedText {
  readonly path: string;
  /** The language of its fence. */
  readonly fence: string;
}

/** What a file has to be after a fix. */
export interface FixedFile {
  /** The beginning of the fix's title, without backticks; the first fix of the first finding when absent. */
  readonly title: string | undefined;
  /** The file that is compared; the first one that the fix changes when absent. */
  readonly path: string | undefined;
  readonly text: string;
  /** Whether other findings may come or the fixed one may stay. */
  readonly keeps: boolean;
}

export interface RuleCase {
  readonly name: string;
  readonly language: string;
  readonly kind: Kind | undefined;
  readonly files: readonly CaseFile[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly messages: readonly string[] | undefined;
  readonly fixed: readonly FixedFile[];
}

/** The suite of something that people are told about access, which rules, fixes, hovers and completions show. */
export interface StatementSuite {
  /** What is told, as the suite's title. */
  readonly title: string;
  /** Rules that hold it. */
  readonly rules: readonly string[];
  /** Languages in which there is a case; `mixed` joins several. */
  readonly languages: readonly string[];
  readonly cases: readonly RuleCase[];
}

export interface RuleSuite {
  /** Languages that the rule serves. */
  readonly languages: readonly string[];
  /** Those in which its fixes have a form. */
  readonly fixedIn: readonly string[];
  readonly cases: readonly RuleCase[];
}

const USUAL_LANGUAGES = ["terraform", "yaml", "gcloud"];
const USUAL_PATHS: Readonly<Record<string, string>> = {
  tf: "main.tf",
  hcl: "main.tf",
  yaml: "main.yaml",
  json: "main.json",
  sh: "main.sh",
  md: "main.md",
};
const HEADING = /^([a-z]+): (?:(hit|near miss|unknown|option|fix)(?::|$))?/;
const TAGS = ["fixed", "config", "message", "hover", "plain", "items"];

/**
 * Reads the suite of a rule. A heading is `language: kind: words` or free words. A block is a file, or tagged: `fixed` (a file
 * after a fix, with the beginning of the fix's title in quotes, without backticks, where it is not the first fix, and `keeps` where findings remain),
 * `config` (the configuration as JSON, with `today` where the date matters) or `message` (messages of the suite's rule, one a line, with or
 * without its severity in front: `warning: …`).
 * A line `Languages: …` above the cases names the languages that the rule serves, `Fixed in: …` those of them in which its fixes have a
 * form, if not in all.
 */
export function readRuleSuite(markdown: string): RuleSuite {
  const languages = listOf(/^Languages: (.+)$/m.exec(markdown)) ?? USUAL_LANGUAGES;
  return {
    languages,
    fixedIn: listOf(/^Fixed in: (.+)$/m.exec(markdown)) ?? languages,
    cases: readCases(markdown).map(readRuleCase),
  };
}

const STATEMENT_LANGUAGES = [...USUAL_LANGUAGES, "mixed"];

/** Reads the suite of a statement, whose lines `Rules: …` and `Languages: …` stand above the cases; these are as those of a rule. */
export function readStatementSuite(markdown: string): StatementSuite {
  return {
    title: /^# (.+)$/m.exec(markdown)?.[1] ?? "",
    rules: listOf(/^Rules: (.+)$/m.exec(markdown)) ?? [],
    languages: listOf(/^Languages: (.+)$/m.exec(markdown)) ?? STATEMENT_LANGUAGES,
    cases: readCases(markdown).map(readRuleCase),
  };
}

const listOf = (line: RegExpExecArray | null): readonly string[] | undefined =>
  line?.[1]?.split(",").map((name) => name.trim());

function readRuleCase(one: Case): RuleCase {
  const [, language = "", kind] = HEADING.exec(one.name) ?? [];
  const tagged = (tag: string) => one.blocks.filter(({ info }) => info.includes(tag));
  const files = one.blocks
    .filter(({ info }) => !info.some((word) => TAGS.includes(word)))
    .map((block) => readFile(block, one.name));
  return {
    name: one.name,
    language,
    kind: KINDS.find((known) => known === kind),
    files,
    config: JSON.parse(tagged("config")[0]?.body ?? "{}"),
    messages: tagged("message")[0]?.body.trimEnd().split("\n"),
    fixed: tagged("fixed").map(readFixed),
  };
}

/** @throws Error when the block has neither a path nor a known language. */
function readFile(block: Block, name: string): CaseFile {
  const [fence = ""] = block.info;
  const path = block.path || USUAL_PATHS[fence];
  if (path === undefined) throw new Error(`${name}: a block tagged "${fence}" needs a path`);
  return { ...readMarks(fileText(block)), path, fence };
}

const readFixed = (block: Block): FixedFile => ({
  title: /"([^"]*)"/.exec(block.info.join(" "))?.[1]?.replaceAll("`", ""),
  path: block.path || undefined,
  text: fileText(block),
  keeps: block.info.includes("keeps"),
});
