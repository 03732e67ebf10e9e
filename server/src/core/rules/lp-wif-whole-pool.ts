import { basicRole } from "../evidence/basic-roles.ts";
import { isReading } from "../evidence/deeds.ts";
import { heldPermissions } from "../evidence/held-permissions.ts";
import { impersonatingVerb } from "../evidence/impersonation.ts";
import { display, known, leading, trailing } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const POOL = /^principalSet:\/\/iam\.googleapis\.com\//;

export const lpWifWholePool = defineRule({
  id: "lp-wif-whole-pool",
  title: "Role for a whole identity pool",
  severity: "warning",
  fix: "none",
  tier: 2,
  since: "0.2.0",
  why: "Behind a pool for GitHub, GitLab or another shared provider stands everybody whom the provider's condition lets in. With a set of all identities of the pool, one workflow of one repository has what another was given.",
  how: "Name an attribute, such as `attribute.repository/OWNER/REPOSITORY`, or a single subject.",
  silent:
    "On pools whose set is narrowed by an attribute or a group, on roles that only read, on roles that are not known, and on taking roles away.",
  refs: ["https://cloud.google.com/iam/docs/best-practices-for-using-workload-identity-federation"],
  options: {},
  on: "binding",
  applies: ({ effect, members }) => effect === "grant" && members.some((member) => trailing(member).endsWith("/*")),
  *check(binding, context) {
    const { role, members, isExample } = binding;
    if (role === undefined) return;
    const held = heldPermissions(binding, context) ?? [];
    const isStrong =
      basicRole(known(role)) === "write" ||
      impersonatingVerb(held) !== undefined ||
      held.some((permission) => !isReading(permission));
    if (!isStrong) return;
    for (const member of members) {
      const isPool = POOL.test(leading(member)) && trailing(member).endsWith("/*");
      if (!isPool || trailing(member).includes("/attribute.")) continue;
      yield {
        span: member.span,
        severity: isExample ? "info" : "warning",
        message: `\`${display(role)}\` goes to every identity of the pool: name an attribute, such as \`attribute.repository\`, or a subject.`,
      };
    }
  },
});
