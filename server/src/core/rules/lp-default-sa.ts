import { isDefaultAccount } from "../evidence/account-kinds.ts";
import { basicRole } from "../evidence/basic-roles.ts";
import { heldPermissions } from "../evidence/held-permissions.ts";
import { containerName } from "../evidence/hierarchy.ts";
import { impersonatingVerb } from "../evidence/impersonation.ts";
import { display, known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const lpDefaultSa = defineRule({
  id: "lp-default-sa",
  title: "Role for a default service account",
  severity: "warning",
  fix: "none",
  tier: 2,
  since: "0.2.0",
  why: "The default service accounts of Compute Engine and App Engine are what everything runs as that names no account of its own. A role for one of them is a role for all of it.",
  how: "Make a service account for the workload, let it run as that, and grant the role to it.",
  silent:
    "On resources below a project, on accounts that are not known, on roles that are not known where the account is one of several, and on taking roles away. It is an info unless the role is basic, may set the project's allow policy, or may act as service accounts.",
  refs: ["https://cloud.google.com/iam/docs/service-account-types#default"],
  options: {},
  on: "binding",
  applies: ({ members, resource, effect, scope }, { graph }) =>
    effect === "grant" &&
    containerName(resource.type) !== undefined &&
    members.some((member) => isDefaultAccount(member, scope, graph)),
  *check(binding, context) {
    const { role, members, resource, scope, isExample } = binding;
    const place = containerName(resource.type);
    if (role === undefined || place === undefined) return;
    if (binding.conditional === true && known(role) === undefined) return;
    for (const member of members) {
      if (!isDefaultAccount(member, scope, context.graph)) continue;
      const held = heldPermissions(binding, context) ?? [];
      const isStrong =
        basicRole(known(role)) === "write" ||
        held.includes("resourcemanager.projects.setIamPolicy") ||
        impersonatingVerb(held) !== undefined;
      yield {
        span: member.span,
        severity: isStrong && !isExample ? "warning" : "info",
        message: `\`${display(role)}\` on ${place} for a default service account is a role for everything that runs without an account of its own.`,
      };
    }
  },
});
