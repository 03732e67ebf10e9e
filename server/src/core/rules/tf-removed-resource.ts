import { defineRule } from "./rule.ts";

export const tfRemovedResource = defineRule({
  id: "tf-removed-resource",
  title: "Resource type that newer providers do not have",
  severity: "warning",
  fix: "none",
  tier: 1,
  since: "0.2.0",
  why: "Google shuts products down, and the provider drops their resource types with the next major version. A configuration that uses one cannot move to that version.",
  how: "Grant the role on what replaces the product (Workbench instances in place of notebooks), or on the project.",
  silent: "On types that were dropped before version 7 of the provider.",
  refs: ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/guides/version_7_upgrade"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "tf-removed-resource",
  *check({ at, words: { type } }) {
    yield { span: at, message: `\`${type}\` is gone from the current version of the provider.` };
  },
});
