import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const tfStorageConditionUbla = defineRule({
  id: "tf-storage-condition-ubla",
  title: "Condition on a bucket without uniform access",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.3.0",
  why: "The allow policy of a bucket takes conditions only while uniform bucket-level access is on: without it access lists would let in what a condition keeps out, and the API refuses the policy.",
  how: "Turn on `uniform_bucket_level_access` for the bucket, or grant the role without a condition.",
  silent:
    "Unless the bucket is declared in the same module and says `uniform_bucket_level_access = false` itself: where it says nothing, the organization's policy may turn it on.",
  refs: [
    "https://cloud.google.com/storage/docs/uniform-bucket-level-access",
    "https://cloud.google.com/iam/docs/conditions-overview",
  ],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "tf-storage-condition-ubla",
  *check(flaw) {
    const { at, words } = flaw;
    yield {
      span: at,
      message: `In this workspace \`${words.bucket ?? ""}\` has no uniform bucket-level access, and its allow policy takes no conditions.`,
      fixes: flawFixes(flaw, "unsafe"),
    };
  },
});
