import { defineRule } from "./rule.ts";

export const ignoreMalformed = defineRule({
  id: "ignore-malformed",
  title: "Suppression that cannot be read",
  severity: "warning",
  fix: "none",
  tier: 1,
  since: "0.2.0",
  why: "A suppression names the rules that it is about, then perhaps a last day, then a reason. One that does not suppresses nothing.",
  how: "Write `iam-lint-ignore RULE: reason`, `iam-lint-ignore RULE, RULE until 2027-01-31: reason`, or `iam-lint-ignore-file RULE: reason`.",
  silent: "In Markdown, where the comment may be an example.",
  refs: ["https://github.com/gcp-iam-lint/gcp-iam-lint/blob/main/README.md"],
  options: {},
  on: "suppression",
  *check({ suppression: { problem, until, span } }) {
    if (problem === undefined) return;
    yield {
      span: until?.span ?? span,
      message: `This suppression does nothing: ${problem}. Write \`iam-lint-ignore RULE: reason\`, with \`until 2027-01-31\` behind the rule for a last day.`,
    };
  },
});
