import type { Catalog } from "../catalog/catalog.ts";
import { isStale } from "../evidence/catalog-age.ts";
import { withPermissionsOf } from "../evidence/permission-list.ts";
import { permissionByCase } from "../evidence/permission-spelling.ts";
import type { CustomRole } from "../model/facts.ts";
import type { Finding, Fix, Safety } from "../model/finding.ts";
import { known, literal, type Value } from "../model/value.ts";
import { isOneEditApart } from "../text/one-edit.ts";
import { defineRule, type RuleContext } from "./rule.ts";

const MOST_FIXES = 3;
const LONGEST = 200;
/** The form that deny policies have: `iam.googleapis.com/roles.delete`. */
const DENY_FORM = /^([a-z]+)\.googleapis\.com\/(.+)$/;
const LIKE_A_PERMISSION = /^[A-Za-z][\w-]*(?:\.googleapis\.com\/\w+)?(?:\.\w+)+$/;

const replacement = (value: Value, name: string, safety: Safety): Fix => ({
  title: `Replace with \`${name}\``,
  safety,
  changes: [{ kind: "replace", value, with: [literal(name)] }],
});

/** Permissions of the same service, or the same resource, that differ by a slip of the finger. */
function near(text: string, catalog: Catalog): readonly string[] {
  const dot = text.indexOf(".");
  const [service, rest] = [text.slice(0, dot), text.slice(dot)];
  return catalog
    .permissionNames()
    .filter((name) => (name.startsWith(`${service}.`) || name.endsWith(rest)) && isOneEditApart(name, text))
    .slice(0, MOST_FIXES);
}

function denyForm(text: string, catalog: Catalog): string | undefined {
  const [, host = "", rest = ""] = DENY_FORM.exec(text) ?? [];
  const service = host === "cloudresourcemanager" ? "resourcemanager" : host;
  return host === "" ? undefined : catalog.permission(`${service}.${rest}`)?.name;
}

/** What surely is no permission, whatever Google may have added since. */
function certain(value: Value, text: string, role: CustomRole, catalog: Catalog): Finding | undefined {
  const { span } = value;
  if (text.includes("*")) {
    const message = `\`${text}\` is a pattern, and a custom role names each of its permissions.`;
    return { span, message, fixes: withPermissionsOf(value, text, role, catalog) };
  }
  if (catalog.role(text) !== undefined) {
    const message = `\`${text}\` is a role, and a custom role is made of permissions.`;
    return { span, message, fixes: withPermissionsOf(value, text, role, catalog) };
  }
  const cased = permissionByCase(text, catalog);
  if (cased !== undefined) {
    const message = `\`${text}\` differs in letter case from \`${cased}\`, and permissions are case-sensitive.`;
    return { span, message, fixes: [replacement(value, cased, "safe")] };
  }
  const plain = denyForm(text, catalog);
  if (plain === undefined) return undefined;
  const message = `\`${text}\` is the form that deny policies have; in a custom role it is \`${plain}\`.`;
  return { span, message, fixes: [replacement(value, plain, "safe")] };
}

function judge(
  value: Value,
  text: string,
  role: CustomRole,
  { catalog, today }: RuleContext<Record<never, never>>,
): Finding | undefined {
  if (catalog.permission(text) !== undefined || text.length > LONGEST) return undefined;
  const sure = certain(value, text, role, catalog);
  if (sure !== undefined || !LIKE_A_PERMISSION.test(text)) return sure;
  const meant = near(text, catalog);
  const [first] = meant;
  const fixes = meant.map((name) => replacement(value, name, "unsafe"));
  const severity = first === undefined || isStale(catalog, today) ? "info" : "warning";
  const advice = first === undefined ? "." : `; did you mean \`${first}\`?`;
  return { span: value.span, message: `\`${text}\` is in no list of permissions${advice}`, severity, fixes };
}

export const customRolePermissionUnknown = defineRule({
  id: "custom-role-permission-unknown",
  title: "Unknown permission in a custom role",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.1.0",
  why: "A custom role lists permissions by their exact names. One that does not exist, in another letter case, in the form of deny policies or with a wildcard makes the API refuse the role.",
  how: "Write the name as the reference of permissions spells it; `gcp-iam-lint permission NAME` knows it as well. Instead of a pattern list what you need; the fix writes all that it stands for.",
  silent:
    "On values that are not fully known and on text that looks like no permission. A name that is in no list is only a warning, since not all permissions are listed, and a piece of information when nothing is much alike or the catalog is older than 90 days.",
  refs: [
    "https://cloud.google.com/iam/docs/permissions-reference",
    "https://github.com/hashicorp/terraform-provider-google/issues/3408",
  ],
  options: {},
  on: "custom-role",
  *check(role, context) {
    for (const permission of role.permissions) {
      const text = known(permission);
      const finding = text === undefined ? undefined : judge(permission, text, role, context);
      if (finding !== undefined) yield finding;
    }
  },
});
