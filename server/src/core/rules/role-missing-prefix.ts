import { mayNeedPrefix } from "../evidence/first-look.ts";
import { rolesLike, withRole } from "../evidence/role-fixes.ts";
import { judgedRole, roleByCase, roleExists } from "../evidence/role-spelling.ts";
import { isRolePlaceholder } from "../model/role-name.ts";
import { defineRule, type RuleContext } from "./rule.ts";

/** What people write in front of a role's id instead of `roles/`: another word, or another character than the slash. */
const STRAY = /^\/*roles?[^\w\s$]+/i;
/** The same without anything between, as a shell makes it of a backslash. */
const GLUED = /^roles(?=[a-z])/;
/** Names without a dot that mean a basic role wherever a role is expected. */
const BARE = new Set(["owner", "editor", "viewer", "browser"]);
/** What stands behind the prefix of a predefined role, as far as its form goes. */
const IDENTIFIER = /^[a-z]\w*\.\w+$/i;

interface Meant {
  readonly name: string;
  /** Whether there is a role of that name. */
  readonly exists: boolean;
}

/** The whole name that a text without its prefix means; one that no role has, where the text shows that a role is meant. */
function meantBy(
  text: string,
  context: RuleContext<Record<never, never>>,
  resourceType: string | undefined,
): Meant | undefined {
  const role = wholeName(text, context, resourceType);
  if (role !== undefined) return { name: role, exists: true };
  const id = text.replace(STRAY, "");
  return id === text || !IDENTIFIER.test(id) || isRolePlaceholder(id)
    ? undefined
    : { name: `roles/${id}`, exists: false };
}

/** The whole name of the role that a text without its prefix means. */
function wholeName(
  text: string,
  context: RuleContext<Record<never, never>>,
  resourceType: string | undefined,
): string | undefined {
  const id = text.replace(STRAY, "").replace(GLUED, "");
  const isBare = id === text && !id.includes(".");
  if (isBare && (!BARE.has(id) || resourceType?.startsWith("bigquery."))) return undefined;
  const name = `roles/${id}`;
  return roleExists(name, context) ? name : roleByCase(name, context.catalog)?.name;
}

export const roleMissingPrefix = defineRule({
  id: "role-missing-prefix",
  title: "Role without roles/",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.1.0",
  why: "The API knows predefined and basic roles by their whole name, `roles/run.invoker`. The short form that people say, or one with another prefix such as `role/` or `roles.`, is refused when the policy is written.",
  how: "Put `roles/` in front of the role's id. The fix does; where no role has that name, the fixes offer those that are like it.",
  silent:
    "On words without a dot that mean something else in places (`reader`, `writer`, `admin`, and all of them on BigQuery, which has its own `READER`, `WRITER` and `OWNER`), on titles and permissions, on what names no known role even with the prefix unless it begins with something like one (`roles.`, `role/`), and on values that are not fully known.",
  refs: ["https://cloud.google.com/iam/docs/roles-overview"],
  options: {},
  on: "binding",
  applies: ({ role }) => mayNeedPrefix(role),
  *check(binding, context) {
    const { role, resource } = binding;
    const text = judgedRole(binding);
    if (role === undefined || text === undefined || /^roles\/|\s/i.test(text) || context.knownRoles.has(text)) return;
    const meant = meantBy(text, context, role.resourceType ?? resource.type);
    if (meant === undefined) return;
    if (meant.exists) {
      const message = `\`${text}\` is not the whole name of a role, which is \`${meant.name}\`.`;
      yield { span: role.span, message, fixes: [withRole(role, meant.name, context.catalog, "safe")] };
      return;
    }
    const message = `\`${text}\` is not the name of a role, which begins with \`roles/\`.`;
    const fixes = rolesLike(meant.name, role, context.catalog).map((like) =>
      withRole(role, like.role.name, context.catalog, "unsafe"),
    );
    yield { span: role.span, message, fixes };
  },
});
