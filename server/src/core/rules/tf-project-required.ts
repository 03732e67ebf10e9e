import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const tfProjectRequired = defineRule({
  id: "tf-project-required",
  title: "Grant on a project that is not named",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.2.0",
  why: "The resources `google_project_iam_*` take the project from no other place than their argument `project`. The provider has refused a resource without it since version 4; before, it took the project of its own configuration.",
  how: "Add `project`.",
  silent:
    "When the module holds the provider at a version before 4. Where the module does not say which versions it takes, this is only a warning.",
  refs: ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/guides/version_4_upgrade"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "tf-project-required",
  *check(flaw) {
    yield {
      span: flaw.at,
      message: `\`${flaw.words.type}\` needs the argument \`project\`.`,
      ...(flaw.words.sure === "" ? { severity: "warning" as const } : {}),
      fixes: flawFixes(flaw, "unsafe"),
    };
  },
});
