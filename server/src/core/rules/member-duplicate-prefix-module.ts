import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const memberDuplicatePrefixModule = defineRule({
  id: "member-duplicate-prefix-module",
  title: "Prefix that the module adds itself",
  severity: "error",
  fix: "safe",
  tier: 2,
  since: "0.2.0",
  why: "Some arguments of modules take the bare e-mail address, and the module puts `serviceAccount:` or `group:` in front of it. With the prefix in the argument the member becomes `serviceAccount:serviceAccount:…`, which the API refuses.",
  how: "Give the address alone, for a service account by its attribute `email`.",
  silent: "On modules that are not known, and when the call sets the prefix itself.",
  refs: ["https://registry.terraform.io/modules/terraform-google-modules/iam/google/latest/submodules/member_iam"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "member-duplicate-prefix-module",
  *check(flaw) {
    const { argument, prefix } = flaw.words;
    yield {
      span: flaw.at,
      message: `\`${flaw.source}\` puts \`${prefix}:\` in front of \`${argument}\` itself, so that the member gets two prefixes.`,
      fixes: flawFixes(flaw, "safe"),
    };
  },
});
