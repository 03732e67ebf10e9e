import { constantTime, decide, tellingTimes } from "../conditions/decide.ts";
import { soundExpression } from "../conditions/expression.ts";
import { type Node, nodesIn } from "../conditions/tree.ts";
import { placeIn } from "../evidence/cond-place.ts";
import { defineRule } from "./rule.ts";

/** Whether the condition could be true before `now` and surely never is from then on. */
function isOver(tree: Node, now: number): boolean {
  const times = tellingTimes(tree);
  if (times.length === 0) return false;
  const later = [now, ...times.filter((time) => time > now)];
  return (
    later.every((time) => decide(tree, { time }) === false) && times.some((time) => decide(tree, { time }) !== false)
  );
}

/** The last constant time in the expression. */
const lastTime = (tree: Node): Node | undefined =>
  [...nodesIn(tree)]
    .filter((node) => constantTime(node) !== undefined)
    .sort((a, b) => (constantTime(a) ?? 0) - (constantTime(b) ?? 0))
    .at(-1);

export const condExpired = defineRule({
  id: "cond-expired",
  title: "Grant that has ended",
  severity: "warning",
  fix: "unsafe",
  tier: 2,
  since: "0.1.0",
  why: "Every way to fulfil the condition needs a time that is over, so the grant gives nothing any more. It still counts as a role binding of the policy, and readers take it for access that somebody has.",
  how: "Remove the grant, or give it a new end.",
  silent:
    "In examples of documentation, whose dates go by. Where a time is not known, or where some way to fulfil the condition has no end. The day that the configuration or the clock calls today counts as not over.",
  refs: [
    "https://cloud.google.com/iam/docs/configuring-temporary-access",
    "https://cloud.google.com/iam/docs/linting-policies",
  ],
  options: {},
  on: "binding",
  applies: ({ condition }) => condition !== undefined,
  *check(binding, { today }) {
    const { condition, effect, isExample } = binding;
    const expression = effect === "grant" && !isExample ? soundExpression(condition) : undefined;
    const now = Date.parse(today);
    if (expression === undefined || Number.isNaN(now) || !isOver(expression.tree, now)) return;
    const last = lastTime(expression.tree);
    const end = last && constantTime(last);
    const until = end === undefined ? "" : `: it ended by ${new Date(end).toISOString().slice(0, 10)}`;
    yield {
      span: last === undefined ? expression.value.span : placeIn(expression, last),
      message: `The condition is never true again${until}, so the grant gives nothing.`,
      fixes: [
        {
          title: "Remove the grant that has ended",
          safety: "unsafe",
          changes: [{ kind: "remove-binding", binding }],
        },
      ],
    };
  },
});
