import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const cloudbuildSaLogging = defineRule({
  id: "cloudbuild-sa-logging",
  title: "Build as an own account without a place for its logs",
  severity: "error",
  fix: "safe",
  tier: 2,
  since: "0.2.0",
  why: "A build that runs as a service account of one's own does not get the default bucket for its logs. Cloud Build refuses it unless it says where the logs go.",
  how: "Write `options.logging: CLOUD_LOGGING_ONLY` (or `NONE`), name a `logsBucket`, or let the default bucket be one of your own with `options.defaultLogsBucketBehavior: REGIONAL_USER_OWNED_BUCKET`.",
  silent:
    "On builds without an account, with the account of Cloud Build itself, and where the options are not all seen. It does not see `--gcs-log-dir` of the command that submits the build.",
  refs: [
    "https://cloud.google.com/build/docs/securing-builds/configure-user-specified-service-accounts#setting_up_build_logs",
  ],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "build-without-logs",
  *check(flaw) {
    yield {
      span: flaw.at,
      message:
        "A build with a service account of its own has to say where its logs go: `options.logging`, `logsBucket` or a default bucket of your own.",
      fixes: flawFixes(flaw, "safe"),
    };
  },
});
