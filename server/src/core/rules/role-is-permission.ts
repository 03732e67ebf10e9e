import type { Catalog, Role } from "../catalog/catalog.ts";
import { permissionByCase } from "../evidence/permission-spelling.ts";
import { withRole } from "../evidence/role-fixes.ts";
import { roleByCase, roleExists, strayRole } from "../evidence/role-spelling.ts";
import { defineRule, type RuleContext } from "./rule.ts";

/** The permission that stands where a role is expected. */
export function permissionInPlaceOf(text: string, context: RuleContext<Record<never, never>>): string | undefined {
  if (roleExists(text, context) || roleByCase(text, context.catalog) !== undefined) return undefined;
  const id = text.replace(/^roles\//, "");
  const isRole = id === text && roleExists(`roles/${text}`, context);
  return isRole || !id.includes(".") ? undefined : permissionByCase(id, context.catalog);
}

/** The smallest roles that hold a permission, as far as they can be granted on the resource. */
function smallestFor(permission: string, type: string | undefined, catalog: Catalog): readonly Role[] {
  const fits = ({ name }: Role) => type === undefined || catalog.fit(name, type).fits !== false;
  return catalog.smallestHolding([permission], 12).filter(fits).slice(0, 3);
}

const holders = (roles: readonly Role[]): string =>
  roles.length === 0
    ? "."
    : `; ${roles.map(({ name }) => `\`${name}\``).join(", ")} hold${roles.length === 1 ? "s" : ""} it.`;

export const roleIsPermission = defineRule({
  id: "role-is-permission",
  title: "Permission in the place of a role",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.1.0",
  why: "Permissions are granted in roles and never by themselves. A permission in the place of a role, with or without `roles/`, is refused when the policy is written.",
  how: "Grant a role that holds the permission. The fixes offer the smallest ones.",
  silent:
    "On names that are a role as well, on text that only looks like a permission, and on values that are not fully known.",
  refs: [
    "https://cloud.google.com/iam/docs/permissions-reference",
    "https://github.com/hashicorp/terraform-provider-google/issues/19803",
  ],
  options: {},
  on: "binding",
  applies: (binding, context) => strayRole(binding, context) !== undefined,
  *check(binding, context) {
    const { role } = binding;
    const text = strayRole(binding, context);
    const permission = text === undefined ? undefined : permissionInPlaceOf(text, context);
    if (role === undefined || text === undefined || permission === undefined) return;
    if (context.catalog.removed(text) !== undefined) return;
    const smallest = smallestFor(permission, binding.resource.type, context.catalog);
    const what = text.endsWith(permission) ? "" : `, \`${permission}\``;
    yield {
      span: role.span,
      message: `\`${text}\` is a permission${what}, and only roles can be granted${holders(smallest)}`,
      fixes: smallest.map(({ name }) => withRole(role, name, context.catalog, "unsafe")),
    };
  },
});
