import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const tfPolicyData = defineRule({
  id: "tf-policy-data",
  title: "Policy document in place of its text",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.2.0",
  why: "The argument `policy_data` takes the text of a policy. A `google_iam_policy` data source is an object, whose attribute `policy_data` holds that text.",
  how: "Write `data.google_iam_policy.NAME.policy_data`.",
  silent: "On all other expressions.",
  refs: ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/data-sources/iam_policy"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "tf-policy-data",
  *check(flaw) {
    yield {
      span: flaw.at,
      message: `\`${flaw.words.text}\` is an object, and \`policy_data\` takes the text in its attribute \`policy_data\`.`,
      fixes: flawFixes(flaw, "safe"),
    };
  },
});
