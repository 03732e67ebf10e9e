import { policyFrom } from "../evidence/policies.ts";
import type { Binding } from "../model/facts.ts";
import { known } from "../model/value.ts";
import { integer } from "./options.ts";
import { defineRule } from "./rule.ts";

/** Source: cloud.google.com/iam/quotas. */
const MOST = 250;

export const limitGroups = defineRule({
  id: "limit-groups",
  title: "Too many groups in one policy",
  severity: "warning",
  fix: "none",
  tier: 3,
  since: "0.2.0",
  why: `An allow policy holds at most ${MOST} groups and domains. A group counts once, a domain each time that it stands in a role binding.`,
  how: "Put groups into one group, or grant roles on resources further down, which have policies of their own.",
  silent:
    "On grants that are added one by one, as the policy that they go to is not seen, and below the number of the option `warnFrom`.",
  refs: ["https://cloud.google.com/iam/quotas"],
  options: { warnFrom: integer("The number of groups and domains from which there is a finding.", 201) },
  on: "binding",
  *check(binding, { options, graph }) {
    const policy = policyFrom(binding, graph);
    const count = countOf(policy);
    if (policy.length === 0 || count < options.warnFrom) return;
    const says = count > MOST ? `${count - MOST} more than a policy can hold` : `and a policy holds at most ${MOST}`;
    yield {
      span: binding.head,
      message: `The allow policy in this workspace names ${count} groups and domains, ${says}.`,
    };
  },
});

function countOf(policy: readonly Binding[]): number {
  const members = policy.flatMap((binding) => binding.members.map((member) => (known(member) ?? "").toLowerCase()));
  const groups = new Set(members.filter((member) => member.startsWith("group:")));
  return groups.size + members.filter((member) => member.startsWith("domain:")).length;
}
