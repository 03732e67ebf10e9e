import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const shTrack = defineRule({
  id: "sh-track",
  title: "Release track that the command does not need",
  severity: "info",
  fix: "safe",
  tier: 1,
  since: "0.2.0",
  why: "The command is generally available, so `alpha` and `beta` only ask for a component that may be missing and for forms that may change.",
  how: "Remove the word.",
  silent: "On commands and flags that only a track has.",
  refs: ["https://cloud.google.com/sdk/gcloud/reference"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "sh-track",
  *check(flaw) {
    const { track = "", command = "" } = flaw.words;
    yield {
      span: flaw.at,
      message: `\`${command}\` is generally available and needs no \`${track}\`.`,
      fixes: flawFixes(flaw, "safe"),
    };
  },
});
