import { roleByCase, strayRole } from "../evidence/role-spelling.ts";
import { literal } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const roleWrongCase = defineRule({
  id: "role-wrong-case",
  title: "Role in the wrong letter case",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.1.0",
  why: "Role names are case-sensitive. A name in another letter case is a role that does not exist: the API refuses the policy, and neither `terraform plan` nor gcloud looks at the name before that.",
  how: "Write the role as the catalog spells it. The fix does.",
  silent:
    "On names that exist in exactly this spelling (some predefined roles have a capital letter behind the dot), on names that could be two roles, on names listed under `knownRoles`, and on values that are not fully known.",
  refs: ["https://cloud.google.com/iam/docs/roles-permissions"],
  options: {},
  on: "binding",
  applies: (binding, context) => strayRole(binding, context) !== undefined,
  *check(binding, context) {
    const { role } = binding;
    const text = strayRole(binding, context);
    if (role === undefined || text === undefined) return;
    const meant = roleByCase(text, context.catalog);
    if (meant === undefined) return;
    yield {
      span: role.span,
      message: `\`${text}\` differs in letter case from \`${meant.name}\`, and role names are case-sensitive.`,
      fixes: [
        {
          title: `Replace with \`${meant.name}\` (${meant.title})`,
          safety: "safe",
          changes: [{ kind: "replace", value: role, with: [literal(meant.name)] }],
        },
      ],
    };
  },
});
