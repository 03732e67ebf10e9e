import type { Fix } from "../model/finding.ts";
import type { SuppressedRule, Suppression } from "../model/suppression.ts";
import { defineRule } from "./rule.ts";

export const ignoreUnused = defineRule({
  id: "ignore-unused",
  title: "Suppression of nothing",
  severity: "info",
  fix: "safe",
  tier: 2,
  since: "0.2.0",
  why: "A comment that asks for silence where nothing is said hides the next mistake at that place.",
  how: "Take the comment away, or the rule out of it.",
  silent:
    "On rules that are off, on rules that look at the whole workspace, on suppressions of other linters, on rules that do not exist and in Markdown, where the comment may be an example.",
  refs: ["https://github.com/gcp-iam-lint/gcp-iam-lint/blob/main/README.md"],
  options: {},
  on: "suppression",
  *check({ suppression, unused }) {
    for (const rule of unused) {
      yield {
        span: rule.span,
        message: `Nothing here is found by \`${rule.id}\`, so that there is nothing to ignore.`,
        fixes: [withoutRule(suppression, rule)],
      };
    }
  },
});

function withoutRule({ rules, place }: Suppression, rule: SuppressedRule): Fix {
  const [first, last] = [rules[0], rules.at(-1)];
  const rest = rules.filter((other) => other !== rule);
  const isSole = rest.length === 0 || first === undefined || last === undefined;
  const span = isSole ? place : { ...first.span, end: last.span.end };
  const text = isSole ? "" : rest.map(({ id }) => id).join(", ");
  const title = isSole ? "Remove the comment" : `Remove \`${rule.id}\` from the comment`;
  return { title, safety: "safe", changes: [{ kind: "rewrite", span, text }] };
}
