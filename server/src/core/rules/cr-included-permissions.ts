import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const crIncludedPermissions = defineRule({
  id: "cr-included-permissions",
  title: "Permissions under another key",
  severity: "warning",
  fix: "safe",
  tier: 2,
  since: "0.2.0",
  why: "The file of `gcloud iam roles create --file` has its permissions under `includedPermissions`. Under `permissions`, which is how the flag is called, gcloud does not find them.",
  how: "Rename the key to `includedPermissions`.",
  silent: "On files with keys that no custom role has, without title or stage, or with items that are no permissions.",
  refs: ["https://cloud.google.com/iam/docs/creating-custom-roles#creating"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "role-permissions-key",
  *check(flaw) {
    yield {
      span: flaw.at,
      message: "The file of a custom role has its permissions under `includedPermissions`.",
      fixes: flawFixes(flaw, "safe"),
    };
  },
});
