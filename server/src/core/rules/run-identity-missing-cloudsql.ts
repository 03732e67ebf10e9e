import type { Identity } from "../access/identity-of.ts";
import type { Place } from "../access/place.ts";
import { isRun } from "../access/products.ts";
import { identityLacks, lackingIdentity } from "../evidence/identity-lacks.ts";
import { calledAs, identityName } from "../evidence/workload-words.ts";
import type { Workload } from "../model/facts.ts";
import { known, literal, type Value } from "../model/value.ts";
import { nameOf } from "../model/value-name.ts";
import { defineRule } from "./rule.ts";

const CLIENT = "roles/cloudsql.client";

/** The instance's project, which its connection name (`project:region:instance`) starts with. */
function placeOf(instance: Value, { project, scope }: Workload): Place {
  const named = /^([a-z][a-z0-9-]*(?:\.[a-z]+:[a-z0-9-]+)?):[a-z0-9-]+:[^:]+$/.exec(known(instance) ?? "")?.[1];
  const home: Value | undefined =
    named === undefined ? project : { slot: "resource", span: instance.span, parts: [literal(named)] };
  return { type: "cloudsql.instances", scope, name: instance, project: home };
}

/** The default account is an editor in older projects, who may connect; documents seldom tell the whole. */
const isOpenQuestion = ({ key }: Identity, { isExample }: Workload): boolean => key === "default" || isExample === true;

export const runIdentityMissingCloudsql = defineRule({
  id: "run-identity-missing-cloudsql",
  title: "Service identity may not connect to the Cloud SQL instance",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "A workload reaches the Cloud SQL instances that it is connected with as its service identity, which needs `cloudsql.instances.connect` on the instance's project. Without it the revision is deployed, and every connection is refused.",
  how: `Grant \`${CLIENT}\` on the project of the instance to the service identity.`,
  silent:
    "When the workspace neither declares the account nor grants it anything, when a grant with an unknown role, member or resource may give it, when the identity comes from outside the code or is handed to a module that is not read. In documents, and for the default service account, which older projects made an editor, it is a piece of information.",
  refs: ["https://cloud.google.com/sql/docs/postgres/connect-run"],
  options: {},
  on: "workload",
  applies: (workload) => isRun(workload) && (workload.sqlInstances?.length ?? 0) > 0,
  *check(workload, world) {
    for (const instance of workload.sqlInstances ?? []) {
      const place = placeOf(instance, workload);
      const lacking = lackingIdentity(workload, "cloudsql.instances.connect", place, world);
      if (lacking === undefined) continue;
      const fields = place.project === undefined ? {} : { name: place.project };
      const resource = { type: "resourcemanager.projects", fields };
      yield {
        span: instance.span,
        ...(isOpenQuestion(lacking.identity, workload) && { severity: "info" }),
        message: `${calledAs(workload)} connects to Cloud SQL instance \`${nameOf(instance)}\`, but nothing in this workspace lets its service identity, ${identityName(lacking.identity)}, connect.`,
        ...identityLacks(
          lacking,
          workload,
          { role: CLIENT, resource, on: "the project of the instance", word: "cloudsql" },
          world,
        ),
      };
      return;
    }
  },
});
