import { judgedRole } from "../evidence/role-spelling.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const POOLS = "run.workerpools";
/** Roles for calling services and executing jobs. */
const INVOKERS: ReadonlySet<string> = new Set([
  "roles/run.invoker",
  "roles/run.servicesInvoker",
  "roles/run.jobsExecutor",
  "roles/run.jobsExecutorWithOverrides",
]);

/** Whether this rule speaks of a binding, so that none other need do so. */
export const isInvokerOnPool = (type: string | undefined, role: string): boolean =>
  type === POOLS && INVOKERS.has(role);

export const runInvokerOnWorkerPool = defineRule({
  id: "run-invoker-on-worker-pool",
  title: "Right to invoke, on a worker pool",
  severity: "warning",
  fix: "none",
  tier: 2,
  since: "0.2.0",
  why: "A worker pool of Cloud Run has no address: it pulls its work, and nobody calls it. A role for calling services or executing jobs gives nothing on it.",
  how: "Take the grant away, or grant what is meant: `roles/run.developer` to deploy the pool, `roles/run.viewer` to look at it.",
  silent: "On other roles, and on roles that are not known.",
  refs: ["https://cloud.google.com/run/docs/deploy-worker-pools"],
  options: {},
  on: "binding",
  applies: ({ effect, resource, role }) => effect === "grant" && isInvokerOnPool(resource.type, known(role) ?? ""),
  *check(binding) {
    const role = judgedRole(binding);
    if (role === undefined || binding.role === undefined) return;
    yield { span: binding.role.span, message: `\`${role}\` gives nothing on a worker pool, which nobody calls.` };
  },
});
