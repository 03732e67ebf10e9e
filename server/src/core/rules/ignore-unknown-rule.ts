import { nearest } from "../text/nearest.ts";
import { defineRule } from "./rule.ts";

export const ignoreUnknownRule = defineRule({
  id: "ignore-unknown-rule",
  title: "Suppression of a rule that does not exist",
  severity: "warning",
  fix: "safe",
  tier: 1,
  since: "0.2.0",
  why: "A misspelt rule id in a suppression suppresses nothing, and nobody notices until the finding fails a build.",
  how: "Write the id of the rule as the finding shows it. `gcp-iam-lint explain ID` tells what a rule is about.",
  silent: "On suppressions of other linters, and in Markdown, where the comment may be an example.",
  refs: ["https://github.com/gcp-iam-lint/gcp-iam-lint/blob/main/docs/rules/README.md"],
  options: {},
  on: "suppression",
  *check({ suppression: { rules }, known }) {
    for (const { id, span } of rules) {
      if (known.includes(id)) continue;
      const meant = nearest(id, known);
      const message = `There is no rule \`${id}\`${meant === undefined ? "" : `; \`${meant}\` was probably meant`}.`;
      if (meant === undefined) yield { span, message };
      else
        yield {
          span,
          message,
          fixes: [{ title: `Write \`${meant}\``, safety: "safe", changes: [{ kind: "rewrite", span, text: meant }] }],
        };
    }
  },
});
