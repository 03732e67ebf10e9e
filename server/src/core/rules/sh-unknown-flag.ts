import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const shUnknownFlag = defineRule({
  id: "sh-unknown-flag",
  title: "Misspelt flag",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.2.0",
  why: "gcloud refuses a command with a flag that it does not know.",
  how: "Write the flag's right name.",
  silent:
    "On flags that are near none of the command, which a newer gcloud may know; on flags cut short, which gcloud completes; and on commands that are not about policies.",
  refs: ["https://cloud.google.com/sdk/gcloud/reference/projects/add-iam-policy-binding"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "sh-unknown-flag",
  *check(flaw) {
    const { command = "", flag: name = "", meant = "" } = flaw.words;
    yield {
      span: flaw.at,
      message: `\`${command}\` has no flag \`${name}\`; \`${meant}\` is meant.`,
      fixes: flawFixes(flaw, "safe"),
    };
  },
});
