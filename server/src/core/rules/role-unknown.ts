import { isStale } from "../evidence/catalog-age.ts";
import { rolesLike, withRole } from "../evidence/role-fixes.ts";
import { roleByCase, strayRole } from "../evidence/role-spelling.ts";
import type { Fix, Severity } from "../model/finding.ts";
import { isConditionalView, isRolePlaceholder, roleId } from "../model/role-name.ts";
import { known, type Value } from "../model/value.ts";
import { permissionInPlaceOf } from "./role-is-permission.ts";
import { defineRule, type RuleContext } from "./rule.ts";

/** How sure a suggestion has to be to count as what was meant; below, the name may as well be a role not listed yet. */
const NEAR = 0.84;

interface Judgement {
  readonly message: string;
  readonly severity: Severity;
  readonly fixes: readonly Fix[];
}

type Context = RuleContext<Record<never, never>>;

function judge(role: Value, text: string, context: Context): Judgement {
  const severity = isStale(context.catalog, context.today) ? "warning" : "error";
  const similar = rolesLike(text, role, context.catalog);
  const fixes = similar.map((suggestion) => withRole(role, suggestion.role.name, context.catalog, "unsafe"));
  const [best] = similar;
  if (best === undefined || best.score < NEAR) {
    return { message: `\`${text}\` is in no list of predefined roles.`, severity: "warning", fixes };
  }
  const message = `\`${text}\` is not a predefined role; did you mean \`${best.role.name}\`?`;
  return { message, severity, fixes };
}

export const roleUnknown = defineRule({
  id: "role-unknown",
  title: "Unknown role",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.1.0",
  why: "A role that does not exist makes the API refuse the whole policy change, and only when it is applied: Terraform, gcloud and Config Connector do not check role names before.",
  how: "Use a role from the catalog; the fixes offer up to three that were probably meant. When the role does exist, because it is new or hidden, add its name to `knownRoles` in the configuration.",
  silent:
    "On real roles that no public catalog lists, on names under `knownRoles`, on ids of custom roles that the workspace declares, on removed roles and on permissions, which have rules of their own, on placeholders, on members of other universes than googleapis.com, and on values that are not fully known. A name with nothing much alike in the catalog is only a warning, since Google adds roles every week, and so is every finding when the catalog is older than 90 days.",
  refs: [
    "https://cloud.google.com/iam/docs/roles-permissions",
    "https://github.com/hashicorp/terraform-provider-google/issues/993",
  ],
  options: {},
  on: "binding",
  applies: (binding, context) => strayRole(binding, context) !== undefined,
  *check(binding, context) {
    const { role } = binding;
    const text = strayRole(binding, context);
    const id = text === undefined ? undefined : roleId(text);
    if (role === undefined || text === undefined || id === undefined) return;
    if (roleByCase(text, context.catalog) !== undefined) return;
    if (isRolePlaceholder(id) || isConditionalView(text)) return;
    if (context.graph.customRoles.some((custom) => known(custom.id) === id)) return;
    if (context.catalog.removed(text) !== undefined || permissionInPlaceOf(text, context) !== undefined) return;
    yield { span: role.span, ...judge(role, text, context) };
  },
});
