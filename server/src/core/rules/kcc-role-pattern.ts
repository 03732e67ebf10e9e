import { defineRule } from "./rule.ts";

export const kccRolePattern = defineRule({
  id: "kcc-role-pattern",
  title: "Role that the schema refuses",
  severity: "error",
  fix: "none",
  tier: 1,
  since: "0.2.0",
  why: "Config Connector takes a role as `roles/ID`, `projects/PROJECT/roles/ID` or `organizations/NUMBER/roles/ID`, with letters, digits, underscores and dots in the id. The cluster refuses an object with anything else.",
  how: "Write the role's full name; custom roles have no hyphens in their ids.",
  silent: "On predefined roles, whose slips other rules tell, and on names with a part that is not known.",
  refs: ["https://cloud.google.com/config-connector/docs/reference/resource-docs/iam/iampolicymember#schema"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "kcc-role-pattern",
  *check({ at, words }) {
    yield {
      span: at,
      message: `\`${words.role}\` is no role to Config Connector, which takes \`projects/PROJECT/roles/ID\` and \`organizations/NUMBER/roles/ID\` without hyphens in the id.`,
    };
  },
});
