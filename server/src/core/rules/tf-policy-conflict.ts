import { namesOf } from "../evidence/name-list.ts";
import { terraformTypeOf } from "../evidence/terraform-type.ts";
import type { Graph } from "../graph/graph.ts";
import type { Lookup } from "../graph/lookup.ts";
import { heldBy, holdingKey } from "../graph/same-grants.ts";
import type { Binding } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import { defineRule } from "./rule.ts";

const POLICY = /^(?:data\.google_iam_policy|google_\w+_iam_policy)$/;
const PART = /^google_\w+_iam_(?:member|binding)$/;

const isOf = (pattern: RegExp, binding: Binding): boolean => pattern.test(terraformTypeOf(binding) ?? "");

export const tfPolicyConflict = defineRule({
  id: "tf-policy-conflict",
  title: "Whole policy beside single grants",
  severity: "warning",
  fix: "none",
  tier: 3,
  since: "0.2.0",
  why: `A \`_iam_policy\` sets the whole allow policy of its resource: each apply takes away what it does not list. A \`_iam_member\` or
\`_iam_binding\` on the same resource therefore loses its grant again, and each plan shows the same changes. In the same way
\`google_project_iam_member_remove\` and a grant of the same role to the same principal undo one another.`,
  how: "Put all bindings into the policy, or leave the policy out and grant each role with a `_iam_member` or `_iam_binding`.",
  silent:
    "When the two may be about different resources, for all that the code tells; on statements that stand for several instances; when they are in different modules.",
  refs: ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_iam"],
  options: {},
  on: "binding",
  *check(binding, { graph }) {
    if (isOf(POLICY, binding)) yield* overruled(binding, graph);
    if (binding.effect === "revoke") yield* undone(binding, graph);
  },
});

const isSingle = ({ repeated, conditional }: Binding): boolean => repeated !== true && conditional !== true;

/** What Terraform's statements grant on one resource. */
const ON_RESOURCES: Lookup<Binding> = {
  finds: (fact): fact is Binding =>
    fact.kind === "binding" && isSingle(fact) && (isOf(POLICY, fact) || isOf(PART, fact)),
  keysOf: (binding, graph) => [graph.resourceKeyOf(binding) ?? []].flat(),
};

function* overruled(policy: Binding, graph: Graph): Generator<Finding> {
  const key = graph.resourceKeyOf(policy);
  const group = key === undefined ? [] : graph.find(ON_RESOURCES, key);
  const listed = group.filter((binding) => isOf(POLICY, binding));
  const parts = group.filter((binding) => isOf(PART, binding) && binding.effect === "grant");
  if (listed[0] !== policy || parts.length === 0) return;
  const lost = parts.filter((part) => !isListed(part, listed, graph));
  const sets = `\`${policy.source}\` sets the whole allow policy here`;
  yield {
    span: policy.head,
    ...(lost.length === 0 && { severity: "info" }),
    message:
      lost.length === 0
        ? `${sets} and lists what ${namesOf(parts)} grants again: a change in one place alone is undone from the other.`
        : `${sets}, so every apply removes what ${namesOf(lost)} grants.`,
    related: parts.map(({ head }) => ({ span: head, message: "grants on the same resource" })),
  };
}

/** Whether a policy gives all of a grant too. */
function isListed(part: Binding, policy: readonly Binding[], graph: Graph): boolean {
  const key = graph.grantKeyOf(part);
  const same = policy.filter((binding) => key !== undefined && graph.grantKeyOf(binding) === key);
  const listed = new Set(same.flatMap(({ members, scope }) => members.map((one) => graph.principalOf(one, scope))));
  listed.delete(undefined);
  return part.complete && part.members.every((member) => listed.has(graph.principalOf(member, part.scope)));
}

function* undone(removal: Binding, graph: Graph): Generator<Finding> {
  const [member] = removal.members;
  const key = removal.repeated || !removal.source.includes("google_") ? undefined : graph.grantKeyOf(removal);
  const held = key === undefined || member === undefined ? undefined : holdingKey(removal, member, graph);
  if (held === undefined) return;
  const grants = heldBy(held, graph).filter(
    (grant) => isOf(PART, grant) && !grant.repeated && graph.grantKeyOf(grant) === key,
  );
  if (grants.length === 0) return;
  yield {
    span: removal.head,
    message: `\`${removal.source}\` takes away what ${namesOf(grants)} grants, so each apply undoes one of them.`,
    related: grants.map(({ head }) => ({ span: head, message: "grants the same" })),
  };
}
