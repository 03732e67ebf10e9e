import { accountEmail } from "../evidence/account-kinds.ts";
import { basicRole } from "../evidence/basic-roles.ts";
import { isToNobody } from "../evidence/first-look.ts";
import { containerName } from "../evidence/hierarchy.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const lpBasicRole = defineRule({
  id: "lp-basic-role",
  title: "Basic role on a project or above",
  severity: "warning",
  strict: "error",
  fix: "none",
  tier: 2,
  since: "0.2.0",
  why: "Owner, Editor and Viewer, and their successors Admin, Writer and Reader, hold thousands of permissions in all services, those included that do not exist yet. An Editor deploys, reads data, and acts as every service account of the project.",
  how: "Grant predefined roles of the services that are really used, on the narrowest resource. The Policy Analyzer and the recommendations of IAM tell what a principal has used.",
  silent:
    "On resources below a project, on statements that list nobody, on Google's own accounts (the Google APIs service agent is an Editor by design), and on taking roles away. Roles that only read are an info; so is every finding in documents.",
  refs: ["https://cloud.google.com/iam/docs/roles-overview#basic"],
  options: {},
  on: "binding",
  applies: (binding) =>
    basicRole(known(binding.role)) !== undefined &&
    binding.effect === "grant" &&
    containerName(binding.resource.type) !== undefined &&
    !isToNobody(binding),
  *check({ role, members, resource, isExample }, { catalog }) {
    const text = known(role);
    const power = basicRole(text);
    const place = containerName(resource.type);
    if (role === undefined || text === undefined || power === undefined || place === undefined) return;
    if (members.length > 0 && members.every((member) => catalog.isGoogleManaged(accountEmail(member) ?? ""))) return;
    yield {
      span: role.span,
      severity: power === "read" || isExample ? "info" : "warning",
      message: `\`${text}\` on ${place} gives thousands of permissions in all services: a predefined role gives what is needed.`,
    };
  },
});
