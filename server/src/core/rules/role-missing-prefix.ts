import { mayNeedPrefix } from "../evidence/first-look.ts";
import { judgedRole, roleByCase, roleExists } from "../evidence/role-spelling.ts";
import { literal } from "../model/value.ts";
import { defineRule, type RuleContext } from "./rule.ts";

/** What people write in front of a role's id instead of `roles/`. */
const STRAY = /^(?:\/+roles?\/|role\/|roles?:)/i;
/** Names without a dot that mean a basic role wherever a role is expected. */
const BARE = new Set(["owner", "editor", "viewer", "browser"]);

/** The whole name of the role that a text without its prefix means, and that role's title. */
function wholeName(text: string, context: RuleContext<Record<never, never>>, resourceType: string | undefined) {
  const id = text.replace(STRAY, "");
  const isBare = id === text && !id.includes(".");
  if (isBare && (!BARE.has(id) || resourceType?.startsWith("bigquery."))) return undefined;
  const name = `roles/${id}`;
  if (roleExists(name, context)) return { name, title: context.catalog.role(name)?.title };
  return roleByCase(name, context.catalog);
}

export const roleMissingPrefix = defineRule({
  id: "role-missing-prefix",
  title: "Role without roles/",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.1.0",
  why: "The API knows predefined and basic roles by their whole name, `roles/run.invoker`. The short form that people say, or one with another prefix such as `role/`, is refused when the policy is written.",
  how: "Put `roles/` in front of the role's id. The fix does.",
  silent:
    "On words without a dot that mean something else in places (`reader`, `writer`, `admin`, and all of them on BigQuery, which has its own `READER`, `WRITER` and `OWNER`), on titles and permissions, on what names no known role even with the prefix, and on values that are not fully known.",
  refs: ["https://cloud.google.com/iam/docs/roles-overview"],
  options: {},
  on: "binding",
  applies: ({ role }) => mayNeedPrefix(role),
  *check(binding, context) {
    const { role, resource } = binding;
    const text = judgedRole(binding);
    if (role === undefined || text === undefined || /^roles\/|\s/i.test(text) || context.knownRoles.has(text)) return;
    const meant = wholeName(text, context, role.resourceType ?? resource.type);
    if (meant === undefined) return;
    const title = meant.title === undefined ? "" : ` (${meant.title})`;
    yield {
      span: role.span,
      message: `\`${text}\` is not the whole name of a role, which is \`${meant.name}\`.`,
      fixes: [
        {
          title: `Replace with \`${meant.name}\`${title}`,
          safety: "safe",
          changes: [{ kind: "replace", value: role, with: [literal(meant.name)] }],
        },
      ],
    };
  },
});
