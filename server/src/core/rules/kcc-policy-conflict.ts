import type { Lookup } from "../graph/lookup.ts";
import type { Binding } from "../model/facts.ts";
import { display } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** The kind that owns the policy, and those that add to it. */
const OWNER = /^IAMPolicy /;
const ADDING = /^IAM(?:PolicyMember|PartialPolicy) /;

export const kccPolicyConflict = defineRule({
  id: "kcc-policy-conflict",
  title: "Whole policy beside single grants",
  severity: "warning",
  fix: "none",
  tier: 3,
  since: "0.2.0",
  why: "An `IAMPolicy` owns the whole allow policy of a resource. An `IAMPolicyMember` or `IAMPartialPolicy` on the same resource is undone each time that the policy is applied, and comes back each time that it is applied itself.",
  how: "List all grants in the `IAMPolicy`, or turn it into an `IAMPartialPolicy`.",
  silent: "When the two name different resources, or one whose name is not known, or lie in different folders.",
  refs: ["https://cloud.google.com/config-connector/docs/reference/resource-docs/iam/iampolicy"],
  options: {},
  on: "binding",
  applies: ({ source }) => ADDING.test(source),
  *check(binding, { graph }) {
    const { source, head } = binding;
    const [key] = keysOf(binding);
    const [owner] = key === undefined ? [] : graph.find(OWNERS, key);
    if (key === undefined || owner === undefined || graph.find(ADDED, `${source}\n${key}`)[0] !== binding) return;
    yield {
      span: head,
      message: `\`${owner.source}\` owns the whole policy of this resource in this workspace and undoes what \`${source}\` grants.`,
      related: [{ span: owner.head, message: "owns the policy" }],
    };
  },
});

/** Role bindings of whole policies, by resource. */
const OWNERS: Lookup<Binding> = {
  finds: (fact): fact is Binding => fact.kind === "binding" && OWNER.test(fact.source),
  keysOf: (binding) => keysOf(binding),
};

/** Role bindings that add to a policy, by statement and resource. */
const ADDED: Lookup<Binding> = {
  finds: (fact): fact is Binding => fact.kind === "binding" && ADDING.test(fact.source),
  keysOf: (binding) => keysOf(binding).map((key) => `${binding.source}\n${key}`),
};

/** One key, equal for bindings on one resource; none for a binding on an unknown one. */
function keysOf({ resource: { type, fields }, scope }: Binding): readonly string[] {
  const { name } = fields;
  const isKnown = name?.parts.every((part) => part.kind === "literal" || part.target !== undefined);
  if (type === undefined || name === undefined || isKnown !== true) return [];
  const address = name.parts.map((part) => (part.kind === "reference" ? part.target?.address : part.text)).join("");
  const project = fields.project === undefined ? "" : display(fields.project);
  return [[scope, type, address.replace(/^projects\//, ""), project].join("\n")];
}
