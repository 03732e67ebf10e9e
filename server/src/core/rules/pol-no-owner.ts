import { isLocked, SET_POLICY } from "../evidence/locked-policy.ts";
import { policyFrom } from "../evidence/policies.ts";
import { terraformTypeOf } from "../evidence/terraform-type.ts";
import type { Binding } from "../model/facts.ts";
import { defineRule } from "./rule.ts";

export const polNoOwner = defineRule({
  id: "pol-no-owner",
  title: "Policy file that locks a project",
  severity: "warning",
  fix: "none",
  tier: 2,
  since: "0.2.0",
  why: "`gcloud projects set-iam-policy` and an `IAMPolicy` replace the whole allow policy of a project. One in which no role holds `resourcemanager.projects.setIamPolicy` locks everybody out: only who inherits the right from the folder or organization can change the policy again.",
  how: "Grant `roles/owner` or `roles/resourcemanager.projectIamAdmin` in the policy, or add single grants with `add-iam-policy-binding`.",
  silent:
    "On files that no command is seen to set on a project, as others may add to them, and when not all bindings of the policy and their roles are known.",
  refs: [
    "https://cloud.google.com/sdk/gcloud/reference/projects/set-iam-policy",
    "https://cloud.google.com/iam/docs/roles-permissions/resourcemanager",
  ],
  options: {},
  on: "binding",
  *check(binding, { graph, catalog }) {
    const policy = policyFrom(binding, graph);
    if (policy.length === 0 || !isOfProject(binding) || !isLocked(policy, { catalog, graph })) return;
    yield {
      span: binding.head,
      message: `No role in this policy of a project holds \`${SET_POLICY}\`, so nobody in the project may change it again.`,
    };
  },
});

/** Terraform's policies have a rule of their own; a command names the file that holds its bindings. */
const isOfProject = (binding: Binding): boolean =>
  binding.resource.type === "resourcemanager.projects" &&
  binding.policyFile === undefined &&
  terraformTypeOf(binding) === undefined;
