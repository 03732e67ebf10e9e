import { callerFix, lackedBy, refusedCall } from "../evidence/caller-lacks.ts";
import { calledAs, who } from "../evidence/workload-words.ts";
import { defineRule } from "./rule.ts";

export const callerMissingInvoker = defineRule({
  id: "caller-missing-invoker",
  title: "Caller may not invoke what it calls",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "A Scheduler job, a push subscription, a task or a trigger calls a service, a function or a workflow as a service account. That account needs the right to invoke the target; a call without a token is anyone's call. Otherwise each call is answered with 403, and nothing but the logs tells.",
  how: "Grant the account `roles/run.invoker` on the Cloud Run service (also for functions of the second generation), `roles/cloudfunctions.invoker` on a function of the first, or `roles/workflows.invoker` for a workflow; give the caller an OIDC token if it has none.",
  silent:
    "When the target is not a workload of this workspace, when it is public or stands behind Identity-Aware Proxy, when the account comes from outside the code or is neither declared nor granted anything here, and when a grant with an unknown role or member may give the right.",
  refs: [
    "https://cloud.google.com/run/docs/triggering/using-scheduler",
    "https://cloud.google.com/run/docs/authenticating/service-to-service",
  ],
  options: {},
  on: "caller",
  *check(caller, world) {
    const refused = refusedCall(caller, world);
    if (refused === undefined || refused.called.workload.type === "run.jobs") return;
    const target = calledAs(refused.called.workload);
    const { identity } = caller;
    yield {
      span: identity?.span ?? caller.head,
      message:
        identity === undefined
          ? `\`${caller.source}\` calls ${target} without a token, and nothing in this workspace lets everyone call it: its calls are refused.`
          : `${who(identity)} calls ${target}, but nothing in this workspace lets it: its calls are refused.`,
      related: [{ span: refused.called.workload.head, message: "is called" }],
      fixes: callerFix(refused, caller, world),
      lacks: lackedBy(refused, caller),
    };
  },
});
