import { attributeCalls, MODIFIED_GRANTS } from "../conditions/attributes.ts";
import { soundExpression } from "../conditions/expression.ts";
import { placeIn, repairFixes } from "../evidence/cond-place.ts";
import { defineRule } from "./rule.ts";

export const condDrgDefault = defineRule({
  id: "cond-drg-default",
  title: "Wrong default for the roles that a grant changes",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.1.0",
  why: "`api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', [])` gives the roles that a request would change. Its second argument is what it gives for all other requests, and only the empty list is taken there.",
  how: "Write `[]` as the second argument. The fix does.",
  silent: "Where the second argument comes from outside, and on all other attributes.",
  refs: [
    "https://cloud.google.com/iam/docs/setting-limits-on-granting-roles",
    "https://cloud.google.com/iam/docs/linting-policies",
  ],
  options: {},
  on: "binding",
  applies: ({ condition }) => condition !== undefined,
  *check({ condition }) {
    const expression = soundExpression(condition);
    if (expression === undefined) return;
    for (const { args } of attributeCalls(expression.tree, MODIFIED_GRANTS)) {
      const fallback = args[1];
      if (fallback === undefined || fallback.kind === "hole") continue;
      if (fallback.kind === "list" && fallback.items.length === 0) continue;
      const { start, end } = fallback;
      yield {
        span: placeIn(expression, fallback),
        message: "The default for `iam.googleapis.com/modifiedGrantsByRole` has to be the empty list `[]`.",
        fixes: repairFixes(expression, { title: "Replace with `[]`", edits: [{ start, end, text: "[]" }] }, "safe"),
      };
    }
  },
});
