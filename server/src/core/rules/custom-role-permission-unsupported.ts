import { withoutItem } from "../evidence/item-fixes.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const customRolePermissionUnsupported = defineRule({
  id: "custom-role-permission-unsupported",
  title: "Permission that custom roles cannot hold",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.1.0",
  why: "A few permissions exist in predefined roles only, and the API refuses a custom role that lists one. Others are still being tested in custom roles: they are accepted, and may change what they do.",
  how: "Leave the permission out, and grant a predefined role that holds it besides the custom one.",
  silent:
    "On permissions that the documentation says nothing about. One that is being tested is only a piece of information: most of these work.",
  refs: ["https://cloud.google.com/iam/docs/custom-roles-permissions-support"],
  options: {},
  on: "custom-role",
  *check({ permissions }, { catalog }) {
    for (const permission of permissions) {
      const text = known(permission);
      const custom = text === undefined ? undefined : catalog.permission(text)?.custom;
      if (custom === "N") {
        yield {
          span: permission.span,
          message: `\`${text}\` cannot be part of a custom role.`,
          fixes: [withoutItem(permission, "unsafe")],
        };
      }
      if (custom !== "T") continue;
      yield {
        span: permission.span,
        message: `\`${text}\` is only being tested in custom roles and may not work as expected.`,
        severity: "info",
      };
    }
  },
});
