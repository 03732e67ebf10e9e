import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

/** Why the flags of the next line do not belong to the command. */
const CAUSES: Readonly<Record<string, string>> = {
  blank: ": behind the backslash stands a blank, so the command ends before its next line",
  line: ": the line does not end with a backslash, so the command ends before its next line",
  comment: ": the comment between its lines ends the command",
};

export const shMissingFlag = defineRule({
  id: "sh-missing-flag",
  title: "Command without what it needs",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.2.0",
  why: "A command that grants or revokes a role needs the member, the role and the name of the resource. Often they are there, on a line that the command no longer reaches: a blank behind the backslash, or a comment between the lines, ends it.",
  how: "Write the flag. Where the next line holds it, end the line with a backslash alone, and keep comments above the command.",
  silent:
    'When other words may hold the flag (`$ARGS`, `"$@"`, `--flags-file`, `xargs`), and on commands that are only mentioned.',
  refs: ["https://cloud.google.com/sdk/gcloud/reference/projects/add-iam-policy-binding"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "sh-missing-flag",
  *check(flaw) {
    const { command = "", missed = "", cause = "" } = flaw.words;
    yield {
      span: flaw.at,
      message: `\`${command}\` needs ${missed}${CAUSES[cause] ?? ""}.`,
      fixes: flawFixes(flaw, "unsafe"),
    };
  },
});
