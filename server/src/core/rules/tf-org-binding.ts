import { terraformTypeOf } from "../evidence/terraform-type.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Roles that a new organization grants by itself, and whom a binding takes them from. */
const HELD: Readonly<Record<string, string>> = {
  "roles/billing.creator": "everybody in the domain",
  "roles/owner": "the owners of the organization",
  "roles/resourcemanager.organizationAdmin": "the administrators of the organization",
  "roles/resourcemanager.projectCreator": "everybody in the domain",
};

export const tfOrgBinding = defineRule({
  id: "tf-org-binding",
  title: "Owner of a role that the organization relies on",
  severity: "warning",
  fix: "unsafe",
  tier: 1,
  since: "0.2.0",
  why: "`google_organization_iam_binding` owns all members of its role. For a role by which the organization is administered, or which everybody in the domain holds from the start, the apply takes it from all who are not listed, and nobody may be left who can grant it again.",
  how: "Add members with `google_organization_iam_member`.",
  silent: "On other roles, on bindings with a condition, and on roles that are not known.",
  refs: ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_organization_iam"],
  options: {},
  on: "binding",
  applies: ({ authority, condition, role }) =>
    authority === "role" && condition === undefined && Object.hasOwn(HELD, known(role) ?? ""),
  *check(binding) {
    const text = known(binding.role) ?? "";
    const holders = Object.hasOwn(HELD, text) ? HELD[text] : undefined;
    if (holders === undefined || terraformTypeOf(binding) !== "google_organization_iam_binding") return;
    yield {
      span: binding.head,
      message: `\`${binding.source}\` takes \`${text}\` from ${holders}, except for those whom it lists.`,
      fixes: [
        {
          title: `Make \`${binding.source}\` add its members one by one`,
          safety: "unsafe",
          changes: [{ kind: "make-additive", binding }],
        },
      ],
    };
  },
});
