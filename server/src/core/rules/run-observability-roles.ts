import { lacks } from "../access/access.ts";
import { deployersTold } from "../access/deployers.ts";
import { isRun } from "../access/products.ts";
import { mayTell, TELLING } from "../evidence/deploys-without.ts";
import { who } from "../evidence/workload-words.ts";
import type { Change } from "../model/finding.ts";
import { known } from "../model/value.ts";
import { shortName } from "../model/value-name.ts";
import { defineRule } from "./rule.ts";

const PROJECTS = "resourcemanager.projects";
/** What is useful besides, and the role that gives it. */
const USEFUL: Readonly<Record<string, string>> = {
  "monitoring.timeSeries.list": "roles/monitoring.viewer",
  "logging.logEntries.list": "roles/logging.viewer",
};
const PEOPLE = /^(?:user|group):/;

export const runObservabilityRoles = defineRule({
  id: "run-observability-roles",
  title: "People who deploy see no metrics or logs",
  severity: "hint",
  isOff: true,
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "Roles for Cloud Run alone show neither the metrics nor the logs of a service. Whoever deploys by hand usually wants both.",
  how: "Grant `roles/monitoring.viewer` and `roles/logging.viewer` on the project.",
  silent:
    "For service accounts, and when a grant with an unknown role, member or resource may give it. Off by default.",
  refs: ["https://cloud.google.com/run/docs/reference/iam/roles#optional_permissions_for_users"],
  options: {},
  on: TELLING,
  applies: mayTell,
  *check(fact, world) {
    for (const { principal, member, grant, at, workloads } of deployersTold(fact, world)) {
      const workload = workloads.find(isRun);
      if (workload === undefined || grant?.resource.type !== PROJECTS || !PEOPLE.test(known(member) ?? "")) continue;
      const place = { type: PROJECTS, name: grant.resource.fields.name, scope: grant.scope };
      const roles = Object.entries(USEFUL).flatMap(([permission, role]) =>
        lacks(principal, [permission], place, world) ? [role] : [],
      );
      if (roles.length === 0) continue;
      const names = roles.map((role) => `\`${role}\``).join(" and ");
      const changes = roles.map((role): Change => {
        const name = [shortName(member), role.slice(role.indexOf("/") + 1).replace(".", "_")];
        return { kind: "add-binding", after: grant, grant: { role, member, resource: grant.resource, name } };
      });
      yield {
        span: at,
        message: `${who(member)} can deploy, but nothing in this workspace shows it the metrics or logs: that takes ${names}.`,
        fixes: [{ title: `Grant ${names} on the project`, safety: "unsafe", changes }],
      };
    }
  },
});
