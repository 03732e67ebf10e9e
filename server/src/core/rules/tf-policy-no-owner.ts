import { isLocked, SET_POLICY } from "../evidence/locked-policy.ts";
import { projectPolicyFrom } from "../evidence/policies.ts";
import { terraformTypeOf } from "../evidence/terraform-type.ts";
import { defineRule } from "./rule.ts";

const POLICY = /^(?:data\.google_iam_policy|google_project_iam_policy)$/;

export const tfPolicyNoOwner = defineRule({
  id: "tf-policy-no-owner",
  title: "Project policy that nobody may change",
  severity: "warning",
  fix: "none",
  tier: 2,
  since: "0.2.0",
  why: "`google_project_iam_policy` sets the whole allow policy of a project. One in which no role holds `resourcemanager.projects.setIamPolicy` locks everybody out: only who inherits the right from the folder or organization can change the policy again.",
  how: "Grant `roles/owner` or `roles/resourcemanager.projectIamAdmin` in the policy to the account that runs Terraform, or use `google_project_iam_member`.",
  silent: "When not all bindings of the policy and their roles are known.",
  refs: [
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_iam",
    "https://cloud.google.com/iam/docs/roles-permissions/resourcemanager",
  ],
  options: {},
  on: "binding",
  *check(binding, { graph, catalog }) {
    const policy = projectPolicyFrom(binding, graph);
    if (policy.length === 0 || !POLICY.test(terraformTypeOf(binding) ?? "") || !isLocked(policy, { catalog, graph }))
      return;
    yield {
      span: binding.head,
      message: `No role in \`${binding.source}\` holds \`${SET_POLICY}\`, so nobody in the project may change its policy again.`,
    };
  },
});
