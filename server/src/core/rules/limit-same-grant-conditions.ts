import { policyKeyOf } from "../evidence/policies.ts";
import type { Graph } from "../graph/graph.ts";
import type { Lookup } from "../graph/lookup.ts";
import type { Binding } from "../model/facts.ts";
import { known, type Value } from "../model/value.ts";
import { nameOf } from "../model/value-name.ts";
import { defineRule } from "./rule.ts";

/** Source: cloud.google.com/iam/docs/conditions-overview. */
const MOST = 20;

/** A role in a policy that does not say what it is of: the policy is one all the same. */
const inPolicy = (binding: Binding): string | undefined =>
  binding.authority === "policy" && known(binding.role) !== undefined
    ? `${policyKeyOf(binding)}\n${known(binding.role)}`
    : undefined;

export const limitSameGrantConditions = defineRule({
  id: "limit-same-grant-conditions",
  title: "One role, one principal, too many conditions",
  severity: "warning",
  fix: "none",
  tier: 3,
  since: "0.2.0",
  why: `A policy holds at most ${MOST} role bindings that give one role to one principal and differ in their conditions only.`,
  how: "Join the conditions with `||`, up to twelve operators in one, or grant the role on a resource further down.",
  silent: "On roles, principals and resources that are not known.",
  refs: ["https://cloud.google.com/iam/docs/conditions-overview"],
  options: {},
  on: "binding",
  applies: ({ condition, effect }) => condition !== undefined && effect === "grant",
  *check(binding, { graph }) {
    for (const member of binding.members) {
      const key = keyOf(binding, member, graph);
      const same = key === undefined ? [] : graph.find(LIMITED, key);
      if (same.length <= MOST || same.at(-1) !== binding) continue;
      const conditions = new Set(same.map(({ condition }) => known(condition?.expression)));
      if (conditions.size <= MOST || conditions.has(undefined)) continue;
      yield {
        span: member.span,
        message: `\`${nameOf(member)}\` is given \`${known(binding.role) ?? ""}\` under ${conditions.size} conditions in this workspace, and a policy holds at most ${MOST}.`,
      };
    }
  },
});

/** Grants under a condition, by role, resource and principal. */
const LIMITED: Lookup<Binding> = {
  finds: (fact): fact is Binding =>
    fact.kind === "binding" && fact.effect === "grant" && fact.condition !== undefined && fact.role !== undefined,
  keysOf: (binding, graph) => [...new Set(binding.members.flatMap((member) => keyOf(binding, member, graph) ?? []))],
};

function keyOf(binding: Binding, member: Value, graph: Graph): string | undefined {
  const place = graph.bareGrantKeyOf(binding) ?? inPolicy(binding);
  const principal = place === undefined ? undefined : graph.principalOf(member, binding.scope);
  return principal === undefined ? undefined : `${place}\n${principal}`;
}
