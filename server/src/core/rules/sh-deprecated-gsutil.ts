import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const shDeprecatedGsutil = defineRule({
  id: "sh-deprecated-gsutil",
  title: "Grant with gsutil",
  severity: "hint",
  fix: "safe",
  tier: 1,
  since: "0.2.0",
  why: "`gsutil` is no longer developed; `gcloud storage` has taken its place. `gsutil iam ch` also refuses buckets whose policy holds conditions.",
  how: "Use `gcloud storage buckets add-iam-policy-binding`.",
  silent: "On other commands of gsutil.",
  refs: ["https://cloud.google.com/storage/docs/gsutil"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "sh-deprecated-gsutil",
  *check(flaw) {
    yield {
      span: flaw.at,
      message: "`gcloud storage buckets add-iam-policy-binding` has taken the place of `gsutil iam ch`.",
      fixes: flawFixes(flaw, "safe"),
    };
  },
});
