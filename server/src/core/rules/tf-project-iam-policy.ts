import { defineRule } from "./rule.ts";

export const tfProjectIamPolicy = defineRule({
  id: "tf-project-iam-policy",
  title: "Whole policy of a project, folder or organization",
  severity: "warning",
  fix: "none",
  tier: 1,
  since: "0.2.0",
  why: `\`google_project_iam_policy\` and its likes for folders and organizations replace the whole allow policy, with what was granted in the
console, by other code and by Google's own services. One slip locks everybody out, and destroying the resource takes all access away except what
is inherited.`,
  how: "Grant each role with `google_project_iam_member`, or own single roles with `google_project_iam_binding`.",
  silent: "On policies of other resources, such as buckets and service accounts, and on `data` blocks.",
  refs: ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_iam"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "tf-project-iam-policy",
  *check({ source, at, words: { level } }) {
    yield {
      span: at,
      message: `\`${source}\` replaces the whole allow policy of the ${level}: whoever it does not list is locked out.`,
    };
  },
});
