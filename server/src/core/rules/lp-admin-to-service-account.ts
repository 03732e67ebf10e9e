import { accountEmail, isServiceAccount } from "../evidence/account-kinds.ts";
import { basicRole } from "../evidence/basic-roles.ts";
import { heldPermissions } from "../evidence/held-permissions.ts";
import { containerName } from "../evidence/hierarchy.ts";
import { display, known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const lpAdminToServiceAccount = defineRule({
  id: "lp-admin-to-service-account",
  title: "Service account that changes access",
  severity: "info",
  isOff: true,
  fix: "none",
  tier: 2,
  since: "0.2.0",
  why: "A service account whose role may set allow policies on a project can grant itself more. Whoever gets its token has that too.",
  how: "Grant a role without `setIamPolicy`, and let few pipelines change access.",
  silent:
    "Unless the configuration or the preset `strict` asks for it; on resources below a project, on Google's own accounts, and on basic roles, which have a rule of their own.",
  refs: ["https://cloud.google.com/iam/docs/best-practices-service-accounts"],
  options: {},
  on: "binding",
  applies: ({ resource, effect }) => effect === "grant" && containerName(resource.type) !== undefined,
  *check(binding, context) {
    const { role, members, resource, scope } = binding;
    const place = containerName(resource.type);
    if (role === undefined || basicRole(known(role)) !== undefined) return;
    const setting = heldPermissions(binding, context)?.find((permission) => permission.endsWith(".setIamPolicy"));
    if (setting === undefined) return;
    for (const member of members) {
      const email = accountEmail(member);
      if (email !== undefined && context.catalog.isGoogleManaged(email)) continue;
      if (!isServiceAccount(member, scope, context.graph)) continue;
      yield {
        span: role.span,
        message: `\`${display(role)}\` on ${place} lets a service account change access: it holds \`${setting}\`.`,
        related: [{ span: member.span, message: "the service account" }],
      };
      return;
    }
  },
});
