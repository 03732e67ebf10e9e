import { defineRule } from "./rule.ts";

export const tfEmptyMembers = defineRule({
  id: "tf-empty-members",
  title: "Owner of a role without members",
  severity: "warning",
  fix: "none",
  tier: 1,
  since: "0.2.0",
  why: "A `_iam_binding` with an empty list takes the role away from everybody who holds it on the resource, on every apply.",
  how: "List the members, or remove the resource. If nobody is meant to hold the role, say so in a comment and ignore the finding.",
  silent: "On lists that come from somewhere else, and on basic roles, which are emptied on purpose.",
  refs: ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_iam"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "tf-empty-members",
  *check({ source, at, words: { role } }) {
    yield {
      span: at,
      message: `\`${source}\` lists nobody, so every apply takes \`${role}\` from all who hold it here.`,
    };
  },
});
