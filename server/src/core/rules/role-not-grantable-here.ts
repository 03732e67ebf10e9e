import { judgedRole } from "../evidence/role-spelling.ts";
import { isSurelyHere } from "../evidence/surely-here.ts";
import { known } from "../model/value.ts";
import { concernsInvocation } from "./function-v2-invoker.ts";
import { defineRule } from "./rule.ts";
import { isInvokerOnPool } from "./run-invoker-on-worker-pool.ts";
import { isAboutAccount } from "./tf-sa-resource-vs-identity.ts";

export const roleNotGrantableHere = defineRule({
  id: "role-not-grantable-here",
  title: "Role does not apply to the resource",
  severity: "error",
  fix: "none",
  tier: 2,
  since: "0.1.0",
  why: "A role can be granted on the kinds of resources that its permissions are about, and on what contains them. On others the API refuses it (`Role … is not supported for this resource`), or takes it without any effect. Some roles, such as those for folders, exist above projects only.",
  how: "Grant the role on a resource that it applies to: its page and `gcp-iam-lint role NAME` tell which. Or grant a role that is made for this resource.",
  silent:
    "On custom roles, on roles whose permissions are not known, on kinds of resources that the table does not know, on statements that may stand for none or several of which not all is known, on taking roles away, and on grants that are there only under a condition that is not known. An error only where the table was checked by hand, otherwise a piece of information. Roles on service accounts and invokers of functions have rules of their own.",
  refs: [
    "https://cloud.google.com/iam/docs/resource-types-with-policies",
    "https://github.com/hashicorp/terraform-provider-google/issues/21674",
  ],
  options: {},
  on: "binding",
  applies: ({ role, resource, effect }, { catalog }) =>
    effect !== "revoke" && catalog.fit(known(role) ?? "", resource.type ?? "").fits === false,
  *check(binding, { catalog }) {
    const { role, resource } = binding;
    const text = known(role);
    const { type } = resource;
    if (role === undefined || text === undefined || type === undefined) return;
    const { fits, strict, why } = catalog.fit(text, type);
    if (fits !== false || why === undefined || judgedRole(binding) === undefined) return;
    if (!isSurelyHere(binding, role) || isAboutAccount(binding)) return;
    if (concernsInvocation(binding, text) || isInvokerOnPool(type, text)) return;
    yield { span: role.span, message: why.replace(text, `\`${text}\``), severity: strict ? "error" : "info" };
  },
});
