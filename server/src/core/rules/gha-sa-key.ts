import { defineRule } from "./rule.ts";

export const ghaSaKey = defineRule({
  id: "gha-sa-key",
  title: "Signing in with a service account key",
  severity: "info",
  fix: "none",
  tier: 2,
  since: "0.2.0",
  why: "A key of a service account is a password that does not expire by itself and works from everywhere. Organizations made since May 2024 forbid new ones by default.",
  how: "Use workload identity federation: `workload_identity_provider`, and `service_account` where the workflow acts as one.",
  silent: "On federation, and on actions other than `google-github-actions/auth`.",
  refs: [
    "https://github.com/google-github-actions/auth#service-account-key-json",
    "https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys",
  ],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "service-account-key",
  *check({ at }) {
    yield {
      span: at,
      message: "The workflow signs in with a key of a service account; federation needs none.",
    };
  },
});
