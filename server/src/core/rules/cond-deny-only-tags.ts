import { soundExpression } from "../conditions/expression.ts";
import { type Node, pathOf } from "../conditions/tree.ts";
import { placeIn } from "../evidence/cond-place.ts";
import { defineRule } from "./rule.ts";

const OF_TAGS: ReadonlySet<string> = new Set(["matchTag", "matchTagId", "hasTagKey", "hasTagKeyId"]);

/** What a condition asks, between its logical operators. */
function asked(node: Node): readonly Node[] {
  if (node.kind === "unary" && node.op === "!") return asked(node.operand);
  if (node.kind === "binary" && (node.op === "&&" || node.op === "||"))
    return [...asked(node.left), ...asked(node.right)];
  return [node];
}

const isOfTags = (node: Node): boolean =>
  node.kind === "call" &&
  node.target !== undefined &&
  ["resource", undefined].includes(pathOf(node.target)) &&
  OF_TAGS.has(node.name);

export const condDenyOnlyTags = defineRule({
  id: "cond-deny-only-tags",
  title: "Condition that a deny policy does not take",
  severity: "error",
  fix: "none",
  tier: 1,
  since: "0.3.0",
  why: "The condition of a deny rule may ask for the tags of the resource only: `resource.matchTag`, `resource.matchTagId`, `resource.hasTagKey` and `resource.hasTagKeyId`. With anything else, such as a time or a name, the API refuses the policy.",
  how: "Tag the resources that are meant, or those that are to be left out, and ask for the tag. What depends on a time belongs into the condition of an allow policy.",
  silent: "On conditions of allow policies, and on parts that come from outside.",
  refs: ["https://cloud.google.com/iam/docs/deny-overview#deny-conditions"],
  options: {},
  on: "deny-policy",
  *check({ rules }) {
    for (const { condition } of rules) {
      const expression = soundExpression(condition);
      const other = expression && asked(expression.tree).find((node) => node.kind !== "hole" && !isOfTags(node));
      if (expression === undefined || other === undefined) continue;
      yield {
        span: placeIn(expression, other),
        message: "The condition of a deny rule asks for tags of the resource only, such as `resource.matchTag(…)`.",
      };
    }
  },
});
