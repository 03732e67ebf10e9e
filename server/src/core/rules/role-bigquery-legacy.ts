import { withRole } from "../evidence/role-fixes.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Roles of a dataset's own access list, and what IAM calls them. Source: the provider's page of google_bigquery_dataset_iam. */
const IN_IAM: Readonly<Record<string, string>> = {
  OWNER: "roles/bigquery.dataOwner",
  WRITER: "roles/bigquery.dataEditor",
  READER: "roles/bigquery.dataViewer",
};

export const roleBigqueryLegacy = defineRule({
  id: "role-bigquery-legacy",
  title: "Dataset's own role name in a role binding",
  severity: "error",
  fix: "safe",
  tier: 2,
  since: "0.2.0",
  why: "`OWNER`, `WRITER` and `READER` are words of a dataset's access list. A role binding takes names of roles only.",
  how: "Write the role that IAM has for it.",
  silent: "In access lists of datasets, where the words are right, and on other resources.",
  refs: ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigquery_dataset_iam"],
  options: {},
  on: "binding",
  applies: ({ resource }) => resource.type === "bigquery.datasets",
  *check({ role }, { catalog }) {
    const text = known(role);
    const better = text !== undefined && Object.hasOwn(IN_IAM, text) ? IN_IAM[text] : undefined;
    if (role === undefined || better === undefined) return;
    yield {
      span: role.span,
      message: `\`${text}\` is a word of a dataset's access list; a role binding takes \`${better}\`.`,
      fixes: [withRole(role, better, catalog, "safe")],
    };
  },
});
