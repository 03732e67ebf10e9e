import { withRole } from "../evidence/role-fixes.ts";
import { judgedRole } from "../evidence/role-spelling.ts";
import { isSurelyHere } from "../evidence/surely-here.ts";
import type { Condition } from "../model/facts.ts";
import { leading } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Basic roles, and those of the newer kind that are meant for the same and take conditions. */
const BASIC: Readonly<Record<string, string>> = {
  "roles/owner": "roles/admin",
  "roles/editor": "roles/writer",
  "roles/viewer": "roles/reader",
};

/** Whether there surely is a condition: of one that only some callers give, no text is known. */
const isWritten = ({ title, expression }: Condition): boolean =>
  [title, expression].some((value) => value !== undefined && leading(value) !== "");

export const condBasicRole = defineRule({
  id: "cond-basic-role",
  title: "Condition on a basic role",
  severity: "error",
  fix: "unsafe",
  tier: 2,
  since: "0.1.0",
  why: "The basic roles Owner, Editor and Viewer cannot be granted with a condition. gcloud refuses such a command, and the API such a policy.",
  how: "Leave out the condition, or grant a predefined role that holds what is needed. The newer basic roles `roles/admin`, `roles/writer` and `roles/reader` (in preview) take conditions.",
  silent: "When neither title nor expression of the condition is known, since there may be none; on all other roles.",
  refs: [
    "https://cloud.google.com/iam/docs/conditions-overview",
    "https://github.com/hashicorp/terraform-provider-google/issues/7833",
  ],
  options: {},
  on: "binding",
  applies: ({ condition }) => condition !== undefined,
  *check(binding, { catalog }) {
    const { role, condition } = binding;
    const text = judgedRole(binding) ?? "";
    const newer = Object.hasOwn(BASIC, text) ? BASIC[text] : undefined;
    if (role === undefined || newer === undefined || condition === undefined) return;
    if (!isWritten(condition) || !isSurelyHere(binding, role)) return;
    yield {
      span: role.span,
      message: `\`${text}\` is a basic role, which cannot be granted with a condition.`,
      related: [{ span: condition.span, message: "the condition" }],
      fixes: [
        withRole(role, newer, catalog, "unsafe"),
        { title: "Remove the condition", safety: "unsafe", changes: [{ kind: "remove-condition", binding }] },
      ],
    };
  },
});
