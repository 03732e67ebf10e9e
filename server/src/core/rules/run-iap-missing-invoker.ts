import { agentMayHold } from "../access/agent-grants.ts";
import { calledBy } from "../access/calls-to.ts";
import { isGrantedNear } from "../access/grant-index.ts";
import { workloadPlace } from "../access/needs.ts";
import { areJoined } from "../access/scopes.ts";
import type { World } from "../access/world.ts";
import { agentLacks } from "../evidence/agent-lacks.ts";
import { resourceOf } from "../evidence/own-resource.ts";
import { isOn, isOpen, settingPlace } from "../evidence/workload-settings.ts";
import { calledAs } from "../evidence/workload-words.ts";
import type { Workload } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import { display } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const INVOKE = "run.routes.invoke";
const PROXY = "iap.webServices";
const PASS = "iap.webServiceVersions.accessViaIAP";
const AGENT = "@gcp-sa-iap.iam.gserviceaccount.com";

export const runIapMissingInvoker = defineRule({
  id: "run-iap-missing-invoker",
  title: "Identity-Aware Proxy may not call the service",
  severity: "warning",
  fix: "unsafe",
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
    yield* refusedProxy(workload, world);
    yield* nobodyLogsIn(workload, world);
    yield* interceptedCallers(workload, world);
  },
});

/** The proxy itself may not call. */
function* refusedProxy(workload: Workload, world: World): Generator<Finding> {
  if (isOn(workload, "invoker-check-disabled") || isOpen(workload, "invoker-check-disabled")) return;
  if (agentMayHold(AGENT, INVOKE, workloadPlace(workload), world)) return;
  const agent = { service: "iap.googleapis.com", domain: AGENT, project: workload.project };
  const wanted = { role: "roles/run.invoker", resource: resourceOf(workload, workload.type), on: calledAs(workload) };
  yield {
    span: settingPlace(workload, "iap"),
    message: `Identity-Aware Proxy stands in front of ${calledAs(workload)}, but nothing in this workspace lets its service agent, \`service-PROJECT_NUMBER${AGENT}\`, call it.`,
    ...agentLacks(agent, workload, wanted, world),
  };
}

/** The proxy's agent gets its role here, but nobody the one with which people pass the proxy. */
function* nobodyLogsIn(workload: Workload, world: World): Generator<Finding> {
  const near = world.graph.bindings.filter(
    ({ effect, scope }) => effect === "grant" && areJoined(scope, workload.scope),
  );
  const isSetUp = near.some(({ members }) => members.some((member) => display(member).includes(AGENT)));
  if (!isSetUp || near.some(({ resource }) => resource.type?.startsWith("iap."))) return;
  if (isGrantedNear(workload.scope, PASS, PROXY, world)) return;
  yield {
    span: settingPlace(workload, "iap"),
    severity: "info",
    message: `Identity-Aware Proxy stands in front of ${calledAs(workload)}, but nothing in this workspace grants anybody \`roles/iap.httpsResourceAccessor\`, without which nobody passes it.`,
  };
}

/** The proxy asks for a login of its own, which tokens for the service do not answer. */
function* interceptedCallers(workload: Workload, world: World): Generator<Finding> {
  for (const caller of world.graph.of("caller")) {
    if (!areJoined(caller.scope, workload.scope) || calledBy(caller, world)?.workload !== workload) continue;
    yield {
      span: caller.target?.span ?? caller.head,
      severity: "info",
      message: `\`${caller.source}\` calls ${calledAs(workload)}, in front of which Identity-Aware Proxy stands: in this workspace its token is for the service, not for the proxy.`,
      related: [{ span: settingPlace(workload, "iap"), message: "the proxy is switched on here" }],
    };
  }
}
