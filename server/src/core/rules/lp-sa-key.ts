import { defineRule } from "./rule.ts";

export const lpSaKey = defineRule({
  id: "lp-sa-key",
  title: "Key of a service account",
  severity: "info",
  fix: "none",
  tier: 1,
  since: "0.3.0",
  why: "A key of a service account is a password that does not expire by itself and works from everywhere; one that Terraform makes also stands in its state. Organizations made since May 2024 forbid new keys by default.",
  how: "On Google Cloud, attach the account to what runs, or impersonate it. Elsewhere, use workload identity federation.",
  silent: "In documents, and on a public key of one's own that is uploaded (`public_key_data`).",
  refs: [
    "https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys",
    "https://cloud.google.com/iam/docs/migrate-from-service-account-keys",
  ],
  options: {},
  on: "flaw",
  applies: ({ flaw, isExample }) => flaw === "account-key" && isExample !== true,
  *check({ at }) {
    yield {
      span: at,
      message: "A key of a service account is a password that works from everywhere until it is deleted.",
    };
  },
});
