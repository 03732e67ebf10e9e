import { withItems } from "../evidence/item-fixes.ts";
import { companionsOf, companionsToDeploy } from "../evidence/permission-companions.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const customRoleMissingCompanion = defineRule({
  id: "custom-role-missing-companion",
  title: "Permission without the one that goes with it",
  severity: "info",
  fix: "unsafe",
  tier: 1,
  since: "0.1.0",
  why: "Some permissions are needed in pairs. Tools change an allow policy by reading it, altering it and writing it back, so `setIamPolicy` without `getIamPolicy` fails at the first step. Executing a Cloud Run job reads it first, and making a virtual machine makes its disk.",
  how: "Add the permission that is missing. When the holders have it from another role, nothing needs to be done.",
  silent:
    "When the list of permissions may hold more than is seen, on what `run-custom-role-deploy` tells, and on pairs whose second half is not in the catalog. It is never more than a piece of information, since the holders may have other roles.",
  refs: [
    "https://cloud.google.com/iam/docs/roles-overview#permission-dependencies",
    "https://cloud.google.com/run/docs/reference/iam/roles",
  ],
  options: {},
  on: "custom-role",
  *check({ permissions, complete }, { catalog }) {
    const held = new Set(permissions.map(known));
    if (!complete || held.has(undefined)) return;
    const told = new Set(permissions.flatMap((permission) => companionsToDeploy(known(permission) ?? "")));
    for (const permission of permissions) {
      const text = known(permission) ?? "";
      const missing = companionsOf(text).filter(
        (name) => !held.has(name) && !told.has(name) && catalog.permission(name) !== undefined,
      );
      if (missing.length === 0) continue;
      for (const name of missing) told.add(name);
      const names = missing.map((name) => `\`${name}\``).join(" and ");
      yield {
        span: permission.span,
        message: `\`${text}\` is of little use without ${names}, which this role does not hold.`,
        fixes: [withItems(permission, missing, "unsafe")],
      };
    }
  },
});
