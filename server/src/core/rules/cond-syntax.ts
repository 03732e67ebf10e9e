import { expressionOf } from "../conditions/expression.ts";
import { placeIn, repairFixes } from "../evidence/cond-place.ts";
import { defineRule } from "./rule.ts";

export const condSyntax = defineRule({
  id: "cond-syntax",
  title: "Condition that does not compile",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.1.0",
  why: "A condition is an expression of the Common Expression Language, and the API compiles it when the policy is written: one operator of another language, a time compared with a text, or a quote that the shell took away, and the whole change is refused. A time that does not exist compiles, and the condition is never true.",
  how: 'Correct the place that is marked. Operators are `&&`, `||`, `!`, `==`; texts stand in quotes; a time is `timestamp("2030-01-01T00:00:00Z")`.',
  silent:
    "Where a part of the expression that is no text in quotes comes from outside. A name or function that is unlike every known one is only a warning, since it may be newer; functions of objects other than `resource` are not judged.",
  refs: [
    "https://cloud.google.com/iam/docs/conditions-attribute-reference",
    "https://cloud.google.com/iam/docs/linting-policies",
    "https://github.com/gamedevpl/www.gamedev.pl/pull/532",
    "https://github.com/lanes-sh/link/pull/93",
    "https://github.com/google/cel-spec/blob/master/doc/langdef.md",
  ],
  options: {},
  on: "binding",
  applies: ({ condition }) => condition !== undefined,
  *check({ condition }) {
    const expression = expressionOf(condition);
    if (expression === undefined) return;
    for (const { message, sure, repair, ...range } of expression.problems) {
      yield {
        span: placeIn(expression, range),
        message,
        severity: sure ? "error" : "warning",
        fixes: repair === undefined ? [] : repairFixes(expression, repair, "safe"),
      };
    }
  },
});
