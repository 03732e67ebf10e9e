import { expressionOf } from "../conditions/expression.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const PUBLIC = new Set(["allUsers", "allAuthenticatedUsers"]);

export const condPublicMember = defineRule({
  id: "cond-public-member",
  title: "Condition on a grant to everybody",
  severity: "error",
  fix: "none",
  tier: 2,
  since: "0.1.0",
  why: "A role cannot be granted to `allUsers` or `allAuthenticatedUsers` under a condition: the API refuses the policy.",
  how: "Grant the role to named principals, or without the condition where everybody may have it at any time.",
  silent: "Where the condition's expression is not known, since there may be none, and on all other members.",
  refs: ["https://cloud.google.com/iam/docs/conditions-overview"],
  options: {},
  on: "binding",
  applies: ({ condition }) => condition !== undefined,
  *check({ members, condition, effect }) {
    if (condition === undefined || effect === "revoke" || expressionOf(condition) === undefined) return;
    for (const member of members) {
      const text = known(member) ?? "";
      if (!PUBLIC.has(text)) continue;
      yield {
        span: member.span,
        message: `A grant to \`${text}\` cannot have a condition.`,
        related: [{ span: condition.span, message: "the condition" }],
      };
    }
  },
});
