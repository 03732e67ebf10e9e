import type { Graph } from "../graph/graph.ts";
import { isOpaqueKey } from "../graph/likeness.ts";
import { heldBy, holdingKey } from "../graph/same-grants.ts";
import type { Binding } from "../model/facts.ts";
import { display, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const condShadowed = defineRule({
  id: "cond-shadowed",
  title: "Condition without effect beside the same grant without one",
  severity: "warning",
  fix: "none",
  tier: 3,
  since: "0.1.0",
  why: "The same principal has the same role on the same resource without a condition too. Grants add up, so the one with the condition changes nothing, although it looks like a limit.",
  how: "Remove the grant without the condition where the limit is meant, or the one with it.",
  silent:
    "When role, resource or principal of the two differ or are not known, and when one of them stands for several instances that cannot be told apart.",
  refs: ["https://cloud.google.com/iam/docs/conditions-overview"],
  options: {},
  on: "binding",
  applies: ({ condition, effect, repeated }) => condition !== undefined && effect === "grant" && !repeated,
  *check(binding, { graph }) {
    for (const member of binding.members) {
      const other = withoutCondition(binding, member, graph);
      if (other === undefined) continue;
      yield {
        span: member.span,
        message: `\`${display(member)}\` has the same role here without the condition too, in this workspace, so the condition limits nothing.`,
        related: [{ span: other.span, message: "granted without a condition" }],
      };
    }
  },
});

/** The member of the last grant of the same role on the same resource to the same principal that has no condition. */
function withoutCondition(binding: Binding, member: Value, graph: Graph): Value | undefined {
  const principal = graph.principalOf(member, binding.scope);
  const grant = graph.bareGrantKeyOf(binding);
  const held = grant === undefined ? undefined : holdingKey(binding, member, graph);
  if (principal === undefined || held === undefined || isOpaqueKey(principal)) return undefined;
  return heldBy(held, graph)
    .findLast((one) => one.condition === undefined && !one.repeated && graph.bareGrantKeyOf(one) === grant)
    ?.members.findLast((one) => graph.principalOf(one, binding.scope) === principal);
}
