import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const tfUnknownIamResource = defineRule({
  id: "tf-unknown-iam-resource",
  title: "Unknown resource type that looks like a grant",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.2.0",
  why: "The provider has a family of `google_*_iam_member`, `_iam_binding` and `_iam_policy` resources for each kind of resource that carries an allow policy. Terraform refuses a type that is none of them.",
  how: "Use the type that the message names.",
  silent: "On types that are like none of those known: a newer provider may have them.",
  refs: ["https://registry.terraform.io/providers/hashicorp/google/latest/docs"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "tf-unknown-iam-resource",
  *check(flaw) {
    const { type, meant } = flaw.words;
    yield {
      span: flaw.at,
      message: `The provider has no resource type \`${type}\`; did you mean \`${meant}\`?`,
      fixes: flawFixes(flaw, "unsafe"),
    };
  },
});
