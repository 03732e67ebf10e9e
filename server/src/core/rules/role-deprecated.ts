import type { Role } from "../catalog/catalog.ts";
import { isRetired } from "../catalog/holding.ts";
import { judgedRole } from "../evidence/role-spelling.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Roles that are not service agents': by their launch stage, or by what their title says. */
const isDeprecated = (role: Role | undefined): boolean =>
  role !== undefined && role.kind !== "serviceAgent" && isRetired(role);

export const roleDeprecated = defineRule({
  id: "role-deprecated",
  title: "Deprecated role",
  severity: "warning",
  fix: "none",
  tier: 1,
  since: "0.1.0",
  why: "The role still works, and Google has announced that it will go. When it is gone, every change of a policy that holds it fails.",
  how: "Grant another role that holds the permissions that are needed.",
  silent:
    "On roles of service agents, which Google grants and replaces itself, on taking the role away, and on values that are not fully known.",
  refs: ["https://cloud.google.com/iam/docs/roles-permissions"],
  options: {},
  on: "binding",
  applies: ({ role, effect }, { catalog }) => effect !== "revoke" && isDeprecated(catalog.role(known(role) ?? "")),
  *check(binding, { catalog }) {
    const { role } = binding;
    const listed = catalog.role(known(role) ?? "");
    if (role === undefined || listed === undefined || judgedRole(binding) === undefined) return;
    const title = listed.title.replace(/\s*[([]deprecated[)\]]\s*/i, "");
    yield { span: role.span, message: `\`${listed.name}\` (${title}) is deprecated.` };
  },
});
