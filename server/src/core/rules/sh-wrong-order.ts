import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const shWrongOrder = defineRule({
  id: "sh-wrong-order",
  title: "Words of a command in the wrong order",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.2.0",
  why: "The name of the resource stands behind the whole command: `gcloud run services add-iam-policy-binding NAME`. Between the words of the command gcloud takes it for a command of its own and refuses it.",
  how: "Move the name behind the verb.",
  silent: "When a word of the command comes from a variable, and when the words are those of no command.",
  refs: ["https://cloud.google.com/sdk/gcloud/reference/run/services/add-iam-policy-binding"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "sh-wrong-order",
  *check(flaw) {
    const { right = "" } = flaw.words;
    yield {
      span: flaw.at,
      message: `The words are in the wrong order: the command is \`${right}\`, with the name behind it.`,
      fixes: flawFixes(flaw, "safe"),
    };
  },
});
