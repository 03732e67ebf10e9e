import { callerFix, lackedBy, refusedCall } from "../evidence/caller-lacks.ts";
import { calledAs, who } from "../evidence/workload-words.ts";
import { defineRule } from "./rule.ts";

export const runJobExecutorMissingRole = defineRule({
  id: "run-job-executor-missing-role",
  title: "Account that executes a job may not do so",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "Executing a Cloud Run job takes `run.jobs.run` on it. A Scheduler job that starts one does so as a service account, which needs that right; without it the job never runs.",
  how: "Grant `roles/run.jobsExecutor` on the job to the account, or `roles/run.invoker`. With overrides it takes `roles/run.jobsExecutorWithOverrides`.",
  silent:
    "When the account holds any role with the permission, or may hold it by a grant with an unknown role or member; when the job or the account is not told in this workspace.",
  refs: [
    "https://cloud.google.com/run/docs/execute/jobs-on-schedule",
    "https://cloud.google.com/run/docs/reference/iam/roles",
  ],
  options: {},
  on: "caller",
  *check(caller, world) {
    const refused = refusedCall(caller, world);
    if (refused === undefined || refused.called.workload.type !== "run.jobs" || caller.identity === undefined) return;
    yield {
      span: caller.identity.span,
      message: `${who(caller.identity)} executes ${calledAs(refused.called.workload)}${caller.overrides ? " with other arguments than its own" : ""}, but nothing in this workspace lets it${caller.overrides ? ` do that: it takes \`${refused.called.permission}\`` : ""}.`,
      related: [{ span: refused.called.workload.head, message: "is executed" }],
      fixes: callerFix(refused, caller, world),
      lacks: lackedBy(refused, caller),
    };
  },
});
