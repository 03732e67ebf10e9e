import { defineRule } from "./rule.ts";

export const ignoreExpired = defineRule({
  id: "ignore-expired",
  title: "Suppression whose day is over",
  severity: "warning",
  fix: "safe",
  tier: 2,
  since: "0.2.0",
  why: "A suppression with a last day stops working after it, so that the finding is back: the day that was agreed has come.",
  how: "Mend what the rule finds and take the comment away, or agree on another day.",
  silent: "On suppressions without a day, and in Markdown, where the comment may be an example.",
  refs: ["https://github.com/gcp-iam-lint/gcp-iam-lint/blob/main/README.md"],
  options: {},
  on: "suppression",
  *check({ suppression: { until, place }, isExpired }) {
    if (!isExpired || until === undefined) return;
    yield {
      span: until.span,
      message: `This suppression held until ${until.day} and does nothing any more.`,
      fixes: [{ title: "Remove the comment", safety: "safe", changes: [{ kind: "rewrite", span: place, text: "" }] }],
    };
  },
});
