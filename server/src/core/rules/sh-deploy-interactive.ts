import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const shDeployInteractive = defineRule({
  id: "sh-deploy-interactive",
  title: "Deploy that leaves open who may call the service",
  severity: "info",
  fix: "unsafe",
  tier: 1,
  since: "0.2.0",
  why: "`gcloud run deploy` asks whether anyone may call a new service. Where nobody answers, the service becomes private.",
  how: "Say it: `--no-allow-unauthenticated`, or `--allow-unauthenticated` for a public service.",
  silent: "In examples of documentation, where a person may run the script, and when other words may hold the flag.",
  refs: ["https://cloud.google.com/run/docs/authenticating/public"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "sh-deploy-interactive",
  *check(flaw) {
    if (flaw.isExample) return;
    yield {
      span: flaw.at,
      message:
        "Nobody answers here when gcloud asks whether anyone may call a new service: it becomes private. Say which is meant.",
      fixes: flawFixes(flaw, "unsafe"),
    };
  },
});
