import type { AnyRule } from "../../server/src/core/rules/rule.ts";
import type { Kind, RuleCase, RuleSuite } from "../../test/harness/rule-suite.ts";

export const GENERATED = "<!-- Written by scripts/generate.ts from the rule and its suite of tests. -->";

const LANGUAGES: Readonly<Record<string, string>> = {
  terraform: "Terraform",
  yaml: "YAML",
  gcloud: "gcloud",
  json: "JSON",
  markdown: "Markdown",
};
const FIXES: Readonly<Record<AnyRule["fix"], string>> = {
  none: "none",
  safe: "safe: part of fix-all",
  unsafe: "one by one, where it may change who can do what; those that are safe are part of fix-all",
};
const EVIDENCE: Readonly<Record<AnyRule["tier"], string>> = {
  1: "one value",
  2: "one statement and its file",
  3: "the whole workspace",
};

/** The page of a rule, as Markdown. */
export function rulePage(rule: AnyRule, suite: RuleSuite): string {
  const sections = [
    `# ${rule.id}`,
    GENERATED,
    `${rule.title}.`,
    facts(rule, suite),
    `## Why\n\n${rule.why}`,
    `## How to fix\n\n${rule.how}`,
    `## When it is silent\n\n${rule.silent}`,
    examples(suite),
    configuration(rule),
    `## Sources\n\n${rule.refs.map((ref) => `- <${ref}>`).join("\n")}`,
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

/** By preset, where they differ. */
function severityOf({ severity, isOff, strict }: AnyRule): string {
  const usual = isOff ? "off" : severity;
  const hard = strict ?? severity;
  return usual === hard ? usual : `${usual}, ${hard} in the preset strict`;
}

const facts = (rule: AnyRule, suite: RuleSuite): string =>
  [
    "| Severity | Fix | Evidence | Since |",
    "| --- | --- | --- | --- |",
    `| ${severityOf(rule)} | ${fixOf(rule, suite)} | ${EVIDENCE[rule.tier]} | ${rule.since} |`,
  ].join("\n");

/** With the languages, where the fixes have no form in some. */
function fixOf({ fix }: AnyRule, { languages, fixedIn }: RuleSuite): string {
  const isEverywhere = fix === "none" || languages.every((language) => fixedIn.includes(language));
  return isEverywhere ? FIXES[fix] : `in ${fixedIn.map(nameOf).join(" and ")} ${FIXES[fix]}`;
}

const nameOf = (language: string): string => LANGUAGES[language] ?? language;

/** The first hit, with what is said of it, and the first near miss of each language. */
function examples({ languages, cases }: RuleSuite): string {
  const shown = languages.flatMap((language) => {
    const first = (kind: Kind) => cases.find((one) => one.language === language && one.kind === kind);
    const parts = [example("Bad", first("hit")), example("Good", first("near miss"))].filter((part) => part !== "");
    return parts.length === 0 ? [] : [`### ${nameOf(language)}`, ...parts];
  });
  return shown.length === 0 ? "" : ["## Examples", ...shown].join("\n\n");
}

function example(label: string, one: RuleCase | undefined): string {
  if (one === undefined) return "";
  const files = one.files.map(({ path, fence, text }) => {
    const marks = "`".repeat(text.includes("```") ? 4 : 3);
    const name = one.files.length > 1 || !path.startsWith("main.") ? `\`${path}\`\n\n` : "";
    return `${name}${marks}${fence}\n${text.trimEnd()}\n${marks}`;
  });
  const said = one.messages?.map((message) => `> ${message}`).join("\n>\n") ?? "";
  return [`${label}:`, ...files, said].filter((part) => part !== "").join("\n\n");
}

function configuration(rule: AnyRule): string {
  const options = Object.entries(rule.options).map(
    ([name, { about, fallback }]) => `| \`${name}\` | ${about} | \`${JSON.stringify(fallback)}\` |`,
  );
  const table = options.length === 0 ? [] : ["| Option | Meaning | Default |\n| --- | --- | --- |", ...options];
  const setting = JSON.stringify({ rules: { [rule.id]: "off" } }, undefined, 2);
  return [`## Configuration`, table.join("\n"), `In \`.iamlint.json\`:`, `\`\`\`json\n${setting}\n\`\`\``]
    .filter((part) => part !== "")
    .join("\n\n");
}
