import { identityOf } from "../access/identity-of.ts";
import { isRun } from "../access/products.ts";
import { dedicatedAccount } from "../evidence/dedicated-account.ts";
import { calledAs } from "../evidence/workload-words.ts";
import { defineRule } from "./rule.ts";

export const runDefaultServiceIdentity = defineRule({
  id: "run-default-service-identity",
  title: "Cloud Run workload runs as the default service account",
  severity: "warning",
  fix: "unsafe",
  tier: 2,
  since: "0.2.0",
  why: "Without a service account of its own, a Cloud Run service, job or worker pool runs as the default service account of Compute Engine. All others without one share it, and what it may do differs: in older projects it is an editor of everything, in organizations made since May 2024 it is granted nothing.",
  how: "Create a service account for the workload, grant it what the workload needs, and name it as the service identity.",
  silent:
    "On identities that come from outside the code, and on commands such as `gcloud run deploy` without `--service-account`, which leave an existing service as it was, as does Terraform where `ignore_changes` holds the template. In documents that explain it is a piece of information.",
  refs: [
    "https://cloud.google.com/run/docs/configuring/services/service-identity",
    "https://cloud.google.com/iam/docs/service-account-types#default",
  ],
  options: {},
  on: "workload",
  applies: isRun,
  *check(workload, world) {
    if (workload.purpose !== undefined || (workload.identity === undefined && !workload.declared)) return;
    if (identityOf(workload, world)?.key !== "default") return;
    yield {
      span: workload.identity?.span ?? workload.head,
      ...(workload.isExample && { severity: "info" }),
      message: `${calledAs(workload)} runs as the default compute service account, which it shares with whatever else names none.`,
      fixes: [dedicatedAccount(workload)],
    };
  },
});
