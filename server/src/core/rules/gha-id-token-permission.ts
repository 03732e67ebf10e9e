import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const ghaIdTokenPermission = defineRule({
  id: "gha-id-token-permission",
  title: "Job that cannot get an ID token",
  severity: "error",
  fix: "unsafe",
  tier: 2,
  since: "0.2.0",
  why: "Workload identity federation exchanges the ID token of the job. GitHub gives one only to jobs with the permission `id-token: write`, which no default has; a job's own `permissions` replace those of the workflow.",
  how: "Write `id-token: write` into the `permissions` of the job, beside what else it needs, such as `contents: read`.",
  silent:
    "On workflows that are called by others and on composite actions, which have the permissions of their caller; where the permissions come from a merge key or are not known; and with a key in the place of federation.",
  refs: [
    "https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect",
    "https://github.com/google-github-actions/auth#prerequisites",
  ],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "id-token-permission",
  *check(flaw) {
    yield {
      span: flaw.at,
      message: "The job signs in by workload identity federation and lacks the permission `id-token: write`.",
      fixes: flawFixes(flaw, "unsafe"),
    };
  },
});
