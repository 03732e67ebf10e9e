import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const tfWrongAttribute = defineRule({
  id: "tf-wrong-attribute",
  title: "Argument that the resource does not have",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.2.0",
  why: "A `_iam_member` takes one `member`, a `_iam_binding` a list of `members`, a `_iam_policy` only `policy_data`; what names the resource is called differently in each family. Terraform refuses any other argument.",
  how: "Use the argument that the message names, or the resource type to which the argument belongs.",
  silent:
    "On arguments that a newer provider may have: one that names the resource is told only where a required one is missing.",
  refs: ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_iam"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "tf-wrong-attribute",
  *check(flaw) {
    const { name, type, meant } = flaw.words;
    yield {
      span: flaw.at,
      message: `\`${type}\` has no argument \`${name}\`${meant === "" ? "" : `; it takes \`${meant}\``}.`,
      fixes: flawFixes(flaw, "safe"),
    };
  },
});
