import { perKey } from "../access/world.ts";
import { isToNobody } from "../evidence/first-look.ts";
import { narrowed } from "../evidence/narrower-fixes.ts";
import { resourceOf } from "../evidence/own-resource.ts";
import type { Workload } from "../model/facts.ts";
import { display, known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Roles that only call a workload: to call one is what they are granted for. */
const CALLING: ReadonlySet<string> = new Set([
  "roles/run.invoker",
  "roles/run.servicesInvoker",
  "roles/run.jobsExecutor",
]);
const NOUNS: Readonly<Record<string, string>> = { "run.services": "service", "run.jobs": "job" };

export const lpBroadResource = defineRule({
  id: "lp-broad-resource",
  title: "Role on the project for its only service",
  severity: "info",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "A role that calls Cloud Run services holds, on a project, for every service in it, also for those to come. Where the code declares one service, that one is meant.",
  how: "Grant the role on the service.",
  silent:
    "Unless the same module or file declares exactly one Cloud Run service or job and the grant is on a project; in documents.",
  refs: ["https://cloud.google.com/run/docs/securing/managing-access"],
  options: {},
  on: "binding",
  applies: ({ effect, resource, condition, isExample, repeated, role }) =>
    effect === "grant" &&
    resource.type === "resourcemanager.projects" &&
    condition === undefined &&
    !isExample &&
    !repeated &&
    CALLING.has(known(role) ?? ""),
  *check(binding, world) {
    const { role, resource, scope } = binding;
    if (role === undefined || isToNobody(binding)) return;
    const only = onlyReached(`${scope}\n${known(role) ?? ""}`, world);
    if (only === undefined || world.graph.sameProject(resource.fields.name, only.project, scope) !== true) return;
    const noun = NOUNS[only.type] ?? "workload";
    yield {
      span: role.span,
      message: `\`${display(role)}\` on the project holds for all of its services; the only one that this workspace declares is \`${only.name === undefined ? only.source : display(only.name)}\`.`,
      related: [{ span: only.head, message: `the ${noun}` }],
      fixes: narrowed(binding, resourceOf(only, only.type), `the ${noun}`, noun),
    };
  },
});

/** The one workload declared in a scope that the permissions of a role reach. */
const onlyReached = perKey((key, { graph, catalog }): Workload | undefined => {
  const [scope = "", role = ""] = key.split("\n");
  const declared = graph
    .within(scope, "workload")
    .filter((one) => one.declared && one.purpose === undefined && Object.hasOwn(NOUNS, one.type));
  return declared.length === 0 ? undefined : soleWorkload(declared, catalog.permissionsOf(role) ?? []);
});

/** The one workload that the permissions reach. */
function soleWorkload(workloads: readonly Workload[], permissions: readonly string[]): Workload | undefined {
  const reached = workloads.filter(({ type }) =>
    permissions.some(
      (permission) =>
        permission.startsWith(`${type}.`) || (type === "run.services" && permission === "run.routes.invoke"),
    ),
  );
  return reached.length === 1 ? reached[0] : undefined;
}
