import { aboveProjects } from "../evidence/above-projects.ts";
import { withoutItem } from "../evidence/item-fixes.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const customRoleOrgPermission = defineRule({
  id: "custom-role-org-permission",
  title: "Permission above the project in a project's custom role",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.1.0",
  why: "A custom role of a project can only be granted in that project, so it cannot hold permissions on organizations and folders; the API refuses it. `resourcemanager.projects.list`, which is about the organization or folder that contains the projects, is the one that people meet most often.",
  how: "Leave the permission out, or define the role in the organization and grant it there.",
  silent:
    "On roles of organizations, on roles of which the code does not tell whose they are, and on values that are not fully known. Only permissions on organizations and folders are errors, the others are warnings.",
  refs: [
    "https://cloud.google.com/iam/docs/roles-overview#custom",
    "https://github.com/terraform-google-modules/terraform-google-iam/issues/158",
  ],
  options: {},
  on: "custom-role",
  *check({ permissions, level }, { catalog }) {
    if (level !== "project") return;
    for (const permission of permissions) {
      const text = known(permission) ?? "";
      const severity = aboveProjects(text);
      const custom = catalog.permission(text)?.custom;
      if (severity === undefined || custom === undefined || custom === "N") continue;
      yield {
        span: permission.span,
        message: `\`${text}\` is about what lies above projects, and a custom role of a project cannot hold it.`,
        severity,
        fixes: [withoutItem(permission, "unsafe")],
      };
    }
  },
});
