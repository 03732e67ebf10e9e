import { agentMayHold } from "../access/agent-grants.ts";
import { workloadPlace } from "../access/needs.ts";
import { isOn, isOpen, settingPlace } from "../evidence/workload-settings.ts";
import { calledAs } from "../evidence/workload-words.ts";
import { defineRule } from "./rule.ts";

const INVOKE = "run.routes.invoke";
const AGENT = "@gcp-sa-iap.iam.gserviceaccount.com";

export const runIapMissingInvoker = defineRule({
  id: "run-iap-missing-invoker",
  title: "Identity-Aware Proxy may not call the service",
  severity: "warning",
  fix: "none",
  tier: 3,
  since: "0.2.0",
  why: "Identity-Aware Proxy in front of a Cloud Run service calls it as a service agent of its own, `service-PROJECT_NUMBER@gcp-sa-iap.iam.gserviceaccount.com`. Without `run.routes.invoke` for that agent every request is refused after the login.",
  how: "Grant `roles/run.invoker` on the service to the agent; in Terraform, `google_project_service_identity` for `iap.googleapis.com` makes the agent and tells its address.",
  silent: "When the invoker check is switched off, and when a role or member near the service is not known.",
  refs: ["https://cloud.google.com/run/docs/securing/identity-aware-proxy-cloud-run"],
  options: {},
  on: "workload",
  applies: (workload) => workload.type === "run.services" && isOn(workload, "iap"),
  *check(workload, world) {
    if (isOn(workload, "invoker-check-disabled") || isOpen(workload, "invoker-check-disabled")) return;
    if (agentMayHold(AGENT, INVOKE, workloadPlace(workload), world)) return;
    yield {
      span: settingPlace(workload, "iap"),
      message: `Identity-Aware Proxy stands in front of ${calledAs(workload)}, but nothing in this workspace lets its service agent, \`service-PROJECT_NUMBER${AGENT}\`, call it.`,
    };
  },
});
