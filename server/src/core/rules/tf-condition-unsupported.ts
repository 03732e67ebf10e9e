import { terraformTypeOf } from "../evidence/terraform-type.ts";
import { leading } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/**
 * Services, by the first part of their permissions, of which no resource takes a condition in its own allow policy.
 * Source: cloud.google.com/iam/docs/resource-types-with-conditional-roles, from which they are missing.
 */
const WITHOUT: ReadonlySet<string> = new Set([
  "cloudfunctions",
  "cloudtasks",
  "datacatalog",
  "dataplex",
  "healthcare",
  "notebooks",
  "pubsub",
  "servicedirectory",
  "source",
]);

export const tfConditionUnsupported = defineRule({
  id: "tf-condition-unsupported",
  title: "Condition where the resource takes none",
  severity: "warning",
  fix: "unsafe",
  tier: 2,
  since: "0.2.0",
  why: "Every `_iam_member` and `_iam_binding` has a block `condition`, but only some services take conditions in the allow policies of their resources. For others the API refuses the policy, or the grant does not do what the condition says.",
  how: "Grant the role with its condition on the project, and name the resource in the condition; or leave the condition out.",
  silent: "On services that take conditions on some of their resources, and on conditions that may not be there.",
  refs: ["https://cloud.google.com/iam/docs/resource-types-with-conditional-roles"],
  options: {},
  on: "binding",
  applies: ({ condition }) => condition !== undefined,
  *check(binding) {
    const { condition, resource } = binding;
    const service = resource.type?.split(".")[0] ?? "";
    const isGrant = /^google_\w+_iam_(?:member|binding)$/.test(terraformTypeOf(binding) ?? "");
    const isWritten = [condition?.title, condition?.expression].some((value) => value && leading(value) !== "");
    if (condition === undefined || !WITHOUT.has(service) || !isGrant || !isWritten) return;
    yield {
      span: condition.span,
      message: `Allow policies of \`${resource.type}\` take no conditions.`,
      fixes: [{ title: "Remove the condition", safety: "unsafe", changes: [{ kind: "remove-condition", binding }] }],
    };
  },
});
