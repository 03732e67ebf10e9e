import { defineRule } from "./rule.ts";

export const shMissingLocation = defineRule({
  id: "sh-missing-location",
  title: "Cloud Run command without a region in a pipeline",
  severity: "warning",
  fix: "none",
  tier: 1,
  since: "0.2.0",
  why: "Without `--region` gcloud asks for one. In a pipeline nobody answers, and the command fails unless the configuration or the environment names a region.",
  how: "Write `--region`, or set `run/region` before.",
  silent:
    "In examples of documentation; where a person may run the script; when the script sets a region anywhere, or names the resource in full.",
  refs: ["https://cloud.google.com/sdk/gcloud/reference/run/deploy"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "sh-missing-location",
  *check(flaw) {
    if (flaw.isExample) return;
    yield {
      span: flaw.at,
      message:
        "Nobody answers here when gcloud asks for the region: write `--region`, unless the environment sets one.",
    };
  },
});
