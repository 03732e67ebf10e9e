import type { AnyRule } from "../../server/src/core/rules/rule.ts";
import { defaultOf } from "./config-schema.ts";
import { GENERATED } from "./rule-page.ts";

/** Families of rules by how their ids begin, in the order of the list. */
const FAMILIES: readonly (readonly [prefix: string, title: string])[] = [
  ["role-", "Roles"],
  ["custom-role-", "Custom roles"],
  ["member-", "Principals"],
  ["run-", "Cloud Run"],
  ["function-", "Cloud Run functions"],
  ["cond-", "Conditions"],
  ["lp-", "Least privilege"],
  ["service-", "Service agents and identities"],
  ["tf-", "Terraform"],
  ["attach-", "Service identities"],
  ["caller-", "Callers"],
  ["kcc-", "Config Connector"],
  ["pol-", "Policy files"],
  ["sh-", "Shell"],
  ["gha-", "GitHub Actions"],
  ["limit-", "Limits"],
  ["ignore-", "Suppressions"],
  ["config-", "Configuration"],
  ["", "Others"],
];

const familyOf = ({ id }: AnyRule): string => FAMILIES.find(([prefix]) => id.startsWith(prefix))?.[1] ?? "Others";

/** The list of all rules by family, as Markdown. */
export function ruleList(rules: readonly AnyRule[]): string {
  const sections = FAMILIES.flatMap(([, title]) => {
    const rows = rules.filter((rule) => familyOf(rule) === title).map(row);
    const head = "| Rule | What it finds | Severity | Fix |\n| --- | --- | --- | --- |";
    return rows.length === 0 ? [] : [`## ${title}\n\n${[head, ...rows].join("\n")}`];
  });
  return `${["# Rules", GENERATED, ...sections].join("\n\n")}\n`;
}

const row = (rule: AnyRule): string =>
  `| [${rule.id}](${rule.id}.md) | ${rule.title} | ${defaultOf(rule)} | ${rule.fix} |`;
