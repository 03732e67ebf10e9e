import { groupBy } from "../graph/group-by.ts";
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
  on: "scope",
  *check(facts) {
    const named = facts.of("binding").filter(({ source }) => OWNER.test(source) || ADDING.test(source));
    for (const group of groupBy(named, resourceKey).values()) {
      const owner = group.find(({ source }) => OWNER.test(source));
      if (owner === undefined) continue;
      const seen = new Set<string>();
      for (const { source, head } of group) {
        if (!ADDING.test(source) || seen.has(source)) continue;
        seen.add(source);
        yield {
          span: head,
          message: `\`${owner.source}\` owns the whole policy of this resource in this workspace and undoes what \`${source}\` grants.`,
          related: [{ span: owner.head, message: "owns the policy" }],
        };
      }
    }
  },
});

/** Equal for bindings on one resource; a binding on an unknown one is alone. */
function resourceKey({ resource: { type, fields }, scope, head }: Binding): string {
  const { name } = fields;
  const isKnown = name?.parts.every((part) => part.kind === "literal" || part.target !== undefined);
  if (type === undefined || name === undefined || isKnown !== true) return `${head.uri} ${head.start}`;
  const address = name.parts.map((part) => (part.kind === "reference" ? part.target?.address : part.text)).join("");
  const project = fields.project === undefined ? "" : display(fields.project);
  return [scope, type, address.replace(/^projects\//, ""), project].join("\n");
}
