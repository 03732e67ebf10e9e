import { accountEmail } from "../evidence/account-kinds.ts";
import { basicRole } from "../evidence/basic-roles.ts";
import { heldPermissions } from "../evidence/held-permissions.ts";
import { containerName } from "../evidence/hierarchy.ts";
import { impersonatingVerb } from "../evidence/impersonation.ts";
import { onAccounts } from "../evidence/narrower-fixes.ts";
import { display, known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Predefined roles that are about more than service accounts are of use on a project or above only. */
const isElsewhere = (role: string | undefined): boolean =>
  role?.startsWith("roles/") === true && !/^roles\/(?:iam\.(?:serviceAccount|workloadIdentity)|composer\.)/.test(role);

export const lpImpersonationScope = defineRule({
  id: "lp-impersonation-scope",
  title: "Right to act as every service account",
  severity: "warning",
  fix: "unsafe",
  tier: 2,
  since: "0.2.0",
  why: "A role such as Service Account User or Service Account Token Creator on a project, a folder or an organization holds on every service account in it, also on those that are made later and on those with more rights than the holder has. It is the usual step from a small role to all of a project.",
  how: "Grant the role on the service account that is to be used, with a policy of its own.",
  silent:
    "On grants on service accounts themselves, on basic roles and roles of service agents, which have rules of their own, on Google's own accounts, on roles that are not known and on taking roles away. Under a condition, and in documents, it is an info.",
  refs: ["https://cloud.google.com/iam/docs/best-practices-service-accounts"],
  options: {},
  on: "binding",
  applies: (binding, context) =>
    binding.effect === "grant" &&
    containerName(binding.resource.type) !== undefined &&
    impersonatingVerb(heldPermissions(binding, context) ?? []) !== undefined,
  *check(binding, context) {
    const { role, members, resource, condition, isExample } = binding;
    const place = containerName(resource.type);
    const text = known(role);
    if (role === undefined || place === undefined || basicRole(text) !== undefined) return;
    if (text !== undefined && context.catalog.role(text)?.kind === "serviceAgent") return;
    const verb = impersonatingVerb(heldPermissions(binding, context) ?? []);
    const isOurs = ({ email }: { readonly email: string | undefined }) => !context.catalog.isGoogleManaged(email ?? "");
    if (verb === undefined || !members.map((member) => ({ email: accountEmail(member) })).some(isOurs)) return;
    const advice = isElsewhere(text) ? "" : ": grant it on the service account itself";
    yield {
      span: role.span,
      severity: condition !== undefined || isExample ? "info" : "warning",
      message: `\`${display(role)}\` on ${place} lets its holder ${verb} every service account in it, also those to come${advice}.`,
      fixes: isElsewhere(text) ? [] : onAccounts(binding, context.graph),
    };
  },
});
