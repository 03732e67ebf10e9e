import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

function messageFor(what: string, command: string): string {
  switch (what) {
    case "none":
      return `\`${command}\` has no such flag: nobody calls a job or a worker pool.`;
    case "both":
      return "`--allow-unauthenticated` and `--no-allow-unauthenticated` contradict each other; only the last one counts.";
    case "twice":
      return "`--no-invoker-iam-check` lets everybody call the service already, without a grant to `allUsers`.";
    default:
      return "`--build-service-account` is for builds from source and does not go with `--image`.";
  }
}

export const shAuthFlagConflict = defineRule({
  id: "sh-auth-flag-conflict",
  title: "Flags about access that do not go together",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.2.0",
  why: "`--allow-unauthenticated` and `--no-allow-unauthenticated` contradict each other; jobs and worker pools, which nobody calls, have neither. `--no-invoker-iam-check` already lets everybody call the service. An account for the build is of use only where something is built.",
  how: "Keep the flag that says what is wanted.",
  silent: "When a flag may come from a variable.",
  refs: ["https://cloud.google.com/run/docs/authenticating/public"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "sh-auth-flag-conflict",
  *check(flaw) {
    const { what = "", command = "" } = flaw.words;
    yield {
      span: flaw.at,
      ...((what === "twice" || what === "both") && { severity: "warning" as const }),
      message: messageFor(what, command),
      fixes: flawFixes(flaw, "unsafe"),
    };
  },
});
