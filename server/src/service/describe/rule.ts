import { type AnyRule, docsUrl } from "../../core/rules/rule.ts";
import { type Block, type Description, describe, list, paragraph, prose, title } from "./description.ts";

const FIXES: Readonly<Record<AnyRule["fix"], string>> = {
  none: "no fix",
  safe: "has a safe fix",
  unsafe: "has a fix that changes access",
};

/** The explanation of a rule, the same wherever it is shown. */
export function describeRule(rule: AnyRule): Description {
  const options = Object.entries(rule.options);
  const url = docsUrl(rule);
  return describe([
    title(rule.title, " (", { code: rule.id }, ")"),
    paragraph(`${rule.severity} by default, ${FIXES[rule.fix]}, since ${rule.since}`),
    prose(rule.why),
    ...headed("How to mend it:", rule.how),
    ...headed("When it stays silent:", rule.silent),
    ...(options.length === 0
      ? []
      : [paragraph("Options:"), list(options.map(([name, { about }]) => [{ code: name }, `: ${about}`]))]),
    ...(rule.refs.length === 0
      ? []
      : [paragraph("References:"), list(rule.refs.map((href) => [{ label: labelOf(href), href }]))]),
    ...(isAbsolute(url) ? [paragraph({ label: "Documentation", href: url })] : []),
  ]);
}

const headed = (heading: string, markdown: string): readonly Block[] =>
  markdown === "" ? [] : [paragraph({ strong: heading }), prose(markdown)];

const labelOf = (href: string): string => href.replace(/^https?:\/\//, "");

const isAbsolute = (url: string): boolean => /^https?:\/\//.test(url);
