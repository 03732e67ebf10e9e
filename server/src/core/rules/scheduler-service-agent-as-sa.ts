import { known, trailing } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const AGENT = "@gcp-sa-cloudscheduler.iam.gserviceaccount.com";

export const schedulerServiceAgentAsSa = defineRule({
  id: "scheduler-service-agent-as-sa",
  title: "Scheduler calls as its own service agent",
  severity: "error",
  fix: "none",
  tier: 1,
  since: "0.2.0",
  why: `A Scheduler job sends the token of a service account of yours. The service agent of Cloud Scheduler, \`service-PROJECT_NUMBER${AGENT}\`, makes these tokens and cannot be used for the purpose itself.`,
  how: "Name a service account of the job's project, and grant it the right to call the target.",
  silent: "On addresses whose ending is not known.",
  refs: ["https://cloud.google.com/scheduler/docs/http-target-auth"],
  options: {},
  on: "caller",
  *check({ identity }) {
    if (identity === undefined || !trailing(identity).endsWith(AGENT)) return;
    yield {
      span: identity.span,
      message: `\`${known(identity) ?? `service-…${AGENT}`}\` is the service agent of Cloud Scheduler, which cannot be the account of a job.`,
    };
  },
});
