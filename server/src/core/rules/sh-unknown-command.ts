import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const shUnknownCommand = defineRule({
  id: "sh-unknown-command",
  title: "Command that gcloud does not have",
  severity: "warning",
  fix: "unsafe",
  tier: 1,
  since: "0.2.0",
  why: "gcloud refuses a command that it does not have. Groups are in the plural (`secrets`, `topics`), and some lie in another group (`run services`, `storage buckets`); BigQuery has no group in gcloud, but a program of its own.",
  how: "Write the command that is meant.",
  silent:
    "On commands that are near none that is known, which a newer gcloud may have, and when a word comes from a variable.",
  refs: ["https://cloud.google.com/sdk/gcloud/reference"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "sh-unknown-command",
  *check(flaw) {
    const { command = "", right = "" } = flaw.words;
    yield {
      span: flaw.at,
      message: `gcloud is not known to have a command \`${command}\`; there is \`${right}\`.`,
      fixes: flawFixes(flaw, "unsafe"),
    };
  },
});
