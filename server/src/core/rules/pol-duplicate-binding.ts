import { defineRule } from "./rule.ts";

export const polDuplicateBinding = defineRule({
  id: "pol-duplicate-binding",
  title: "Two bindings of one role",
  severity: "hint",
  fix: "none",
  tier: 2,
  since: "0.2.0",
  why: "A policy keeps one binding for each role and condition: two of them are joined when they are applied. The file then differs from what is read back, and a member that is removed in one place may still stand in the other.",
  how: "List all members in one binding.",
  silent: "On bindings under different conditions, and where role or condition are not known.",
  refs: ["https://cloud.google.com/iam/docs/reference/rest/v1/Policy"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "pol-duplicate-binding",
  *check({ at, words }) {
    yield { span: at, message: `This policy has a binding for \`${words.role}\` already; the two become one.` };
  },
});
