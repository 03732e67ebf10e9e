import type { Fix } from "../model/finding.ts";
import { defineRule } from "./rule.ts";

/** Statements whose form does not itself ask for the fields: Terraform's does. */
const UNCHECKED = /^(?:gcloud|gsutil|IAM\w*|allow policy)\b/;

export const condMissingTitle = defineRule({
  id: "cond-missing-title",
  title: "Condition without title or expression",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.1.0",
  why: "A condition has a title, which is its name in every list, and an expression. Without one of them gcloud, Config Connector and the API refuse it.",
  how: "Write both: `title`, a few words of at most 100 characters, and `expression`.",
  silent:
    "On conditions in files of their own (`--condition-from-file`), where nothing of the condition is known, and in Terraform, whose own schema asks for both.",
  refs: [
    "https://cloud.google.com/iam/docs/reference/rest/v1/Expr",
    "https://cloud.google.com/iam/docs/managing-conditional-role-bindings",
  ],
  options: {},
  on: "binding",
  applies: ({ condition }) => condition !== undefined,
  *check(binding) {
    const { condition, source, effect } = binding;
    if (condition === undefined || !UNCHECKED.test(source)) return;
    const { title, expression, span } = condition;
    const [has, lacks] = title === undefined ? [expression, "title"] : [title, "expression"];
    if (has === undefined || (title !== undefined && expression !== undefined) || effect === "revoke") return;
    const fixes: readonly Fix[] = [
      {
        title: "Add a title",
        safety: "safe",
        changes: [{ kind: "set-condition", binding, field: "title", text: "condition" }],
      },
    ];
    yield {
      span,
      message: `The condition has no \`${lacks}\`, which every condition needs.`,
      fixes: lacks === "title" ? fixes : [],
    };
  },
});
