import { policyKeyOf } from "../evidence/policies.ts";
import { groupBy } from "../graph/group-by.ts";
import type { Binding } from "../model/facts.ts";
import { known } from "../model/value.ts";
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
  on: "scope",
  *check(scope, { graph }) {
    const conditional = scope
      .of("binding")
      .filter(({ condition, effect }) => condition !== undefined && effect === "grant");
    if (conditional.length <= MOST) return;
    const grants = conditional.flatMap((binding) => binding.members.map((member) => ({ binding, member })));
    const groups = groupBy(grants, ({ binding, member }) => {
      const place = graph.bareGrantKeyOf(binding) ?? inPolicy(binding);
      const principal = graph.principalOf(member, binding.scope);
      return place === undefined || principal === undefined ? "" : `${place}\n${principal}`;
    });
    for (const [key, same] of groups) {
      const last = same.at(-1);
      const role = last?.binding.role;
      if (key === "" || last === undefined || role === undefined) continue;
      const conditions = new Set(same.map(({ binding }) => known(binding.condition?.expression)));
      if (conditions.size <= MOST || conditions.has(undefined)) continue;
      yield {
        span: last.member.span,
        message: `\`${nameOf(last.member)}\` is given \`${known(role) ?? ""}\` under ${conditions.size} conditions in this workspace, and a policy holds at most ${MOST}.`,
      };
    }
  },
});
