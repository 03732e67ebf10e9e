import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Documented as Preview, in no public catalog. Source: cloud.google.com/iam/docs/roles-overview, 2026-05-30. */
const PREVIEW: ReadonlySet<string> = new Set(["roles/admin", "roles/writer", "roles/reader"]);

export const rolePrerelease = defineRule({
  id: "role-prerelease",
  title: "Role that is not generally available",
  severity: "hint",
  isOff: true,
  fix: "none",
  tier: 1,
  since: "0.2.0",
  why: "Roles in an early stage may change or go without the notice that others get.",
  how: "Use a role that is generally available where one is enough.",
  silent:
    "Unless the configuration or the preset `strict` asks for it, on deprecated roles, which have a rule of their own, and on taking roles away.",
  refs: ["https://cloud.google.com/iam/docs/roles-overview#launch-stages"],
  options: {},
  on: "binding",
  *check({ role, effect }, { catalog }) {
    const text = known(role);
    if (role === undefined || text === undefined || effect === "revoke") return;
    const stage = PREVIEW.has(text) ? "preview" : catalog.role(text)?.stage.toLowerCase();
    if (stage === undefined || stage === "ga" || stage === "deprecated") return;
    yield { span: role.span, message: `\`${text}\` is in ${stage}, not generally available.` };
  },
});
