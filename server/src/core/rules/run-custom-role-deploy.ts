import { withItems } from "../evidence/item-fixes.ts";
import { companionsToDeploy } from "../evidence/permission-companions.ts";
import type { CustomRole } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const runCustomRoleDeploy = defineRule({
  id: "run-custom-role-deploy",
  title: "Custom role that deploys lacks a permission that goes with it",
  severity: "warning",
  fix: "unsafe",
  tier: 1,
  since: "0.2.0",
  why: "Whoever deploys on Cloud Run reads the service and waits for the operation: besides `run.services.create` or `run.services.update` that takes `run.services.get` and `run.operations.get`, and for jobs and worker pools their own kind of `get`. On other resources it takes the right to read the image and to act as the service identity.",
  how: "Add the permissions to the custom role. Grant the two on other resources there, with `roles/artifactregistry.reader` on the repository and `roles/iam.serviceAccountUser` on the service account: in a custom role for the whole project they would reach all of them.",
  silent: "When the list of permissions may hold more than is seen.",
  refs: ["https://cloud.google.com/run/docs/reference/iam/roles"],
  options: {},
  on: "custom-role",
  *check(role) {
    const held = new Set(role.permissions.map(known));
    if (!role.complete || held.has(undefined)) return;
    yield* lacking(role, held);
  },
});

function* lacking({ permissions }: CustomRole, held: ReadonlySet<string | undefined>): Generator<Finding> {
  const told = new Set<string>();
  for (const permission of permissions) {
    const companions = companionsToDeploy(known(permission) ?? "");
    const missing = companions.filter((name) => !held.has(name) && !told.has(name));
    if (missing.length === 0) continue;
    for (const name of missing) told.add(name);
    const names = missing.map((name) => `\`${name}\``).join(" and ");
    yield {
      span: permission.span,
      message: `\`${known(permission)}\` alone does not deploy: this role lacks ${names}.`,
      fixes: [withItems(permission, missing, "unsafe")],
    };
  }
}
