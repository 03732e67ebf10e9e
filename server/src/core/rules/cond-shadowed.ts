import type { Graph } from "../graph/graph.ts";
import { isOpaqueKey } from "../graph/likeness.ts";
import { perhapsSameGrants } from "../graph/same-grants.ts";
import type { Binding } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import { display, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Keys of what is granted to whom, without the condition. */
function* keysOf(binding: Binding, graph: Graph): Generator<readonly [string, Value]> {
  const grant = graph.bareGrantKeyOf(binding);
  if (grant === undefined) return;
  for (const member of binding.members) {
    const principal = graph.principalOf(member, binding.scope);
    if (principal !== undefined && !isOpaqueKey(principal)) yield [`${grant}\n${principal}`, member];
  }
}

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
  on: "scope",
  *check(scope, { graph }) {
    for (const group of perhapsSameGrants(scope)) {
      const limited = group.filter(({ condition }) => condition !== undefined);
      if (limited.length > 0 && limited.length < group.length) yield* shadowed(limited, group, graph);
    }
  },
});

function* shadowed(limited: readonly Binding[], group: readonly Binding[], graph: Graph): Generator<Finding> {
  const open = new Map<string, Value>();
  for (const binding of group)
    if (binding.condition === undefined) for (const [key, member] of keysOf(binding, graph)) open.set(key, member);
  for (const binding of limited) {
    for (const [key, member] of keysOf(binding, graph)) {
      const other = open.get(key);
      if (other === undefined) continue;
      yield {
        span: member.span,
        message: `\`${display(member)}\` has the same role here without the condition too, in this workspace, so the condition limits nothing.`,
        related: [{ span: other.span, message: "granted without a condition" }],
      };
    }
  }
}
