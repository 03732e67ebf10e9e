import { policyFrom } from "../evidence/policies.ts";
import { integer } from "./options.ts";
import { defineRule } from "./rule.ts";

/** Source: cloud.google.com/iam/quotas. */
const MOST = 1500;

export const limitPrincipals = defineRule({
  id: "limit-principals",
  title: "Too many principals in one policy",
  severity: "warning",
  fix: "none",
  tier: 3,
  since: "0.2.0",
  why: `An allow policy holds at most ${MOST} principals. One that stands in several role bindings counts each time; beyond the limit the policy cannot be set.`,
  how: "Grant roles to groups, or on resources further down, which have policies of their own.",
  silent:
    "On grants that are added one by one, as the policy that they go to is not seen, and below the number of the option `warnFrom`.",
  refs: ["https://cloud.google.com/iam/quotas"],
  options: { warnFrom: integer("The number of principals from which there is a finding.", 1201) },
  on: "binding",
  *check(binding, { options, graph }) {
    const policy = policyFrom(binding, graph);
    const count = policy.reduce((sum, { members }) => sum + members.length, 0);
    if (policy.length === 0 || count < options.warnFrom) return;
    const says = count > MOST ? `${count - MOST} more than a policy can hold` : `and a policy holds at most ${MOST}`;
    yield { span: binding.head, message: `The allow policy in this workspace names ${count} principals, ${says}.` };
  },
});
