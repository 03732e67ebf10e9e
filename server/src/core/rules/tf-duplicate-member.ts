import { terraformTypeOf } from "../evidence/terraform-type.ts";
import type { Graph } from "../graph/graph.ts";
import { heldBy, holdingKey } from "../graph/same-grants.ts";
import type { Binding } from "../model/facts.ts";
import { sameSpan } from "../text/span.ts";
import { defineRule } from "./rule.ts";

const MEMBER = /^google_\w+_iam_member$/;

const isMember = (binding: Binding): boolean =>
  binding.effect === "grant" &&
  !binding.repeated &&
  !binding.conditional &&
  MEMBER.test(terraformTypeOf(binding) ?? "");

/** The first of the grants of the same role on the same resource to the same principal, the grant itself among them. */
function firstOf(binding: Binding, graph: Graph): Binding | undefined {
  const key = graph.grantKeyOf(binding);
  const [member, ...others] = binding.members;
  if (key === undefined || member === undefined || others.length > 0) return undefined;
  const held = holdingKey(binding, member, graph);
  return held === undefined
    ? undefined
    : heldBy(held, graph).find((one) => one.members.length === 1 && isMember(one) && graph.grantKeyOf(one) === key);
}

export const tfDuplicateMember = defineRule({
  id: "tf-duplicate-member",
  title: "Same grant in two resources",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "Two `_iam_member` resources for the same role, principal, resource and condition are one grant. As soon as one of them is removed from the code, the apply takes the grant away, although the other one still stands there.",
  how: "Remove one of the two, in the state as well (`terraform state rm`), so that the apply does not take the grant away.",
  silent: "When role, principal, resource or condition differ or are not known; when they are in different modules.",
  refs: ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_iam"],
  options: {},
  on: "binding",
  applies: (binding) => isMember(binding),
  *check(other, { graph }) {
    const first = firstOf(other, graph);
    if (first === undefined || first === other || sameSpan(first.span, other.span)) return;
    yield {
      span: other.head,
      message: `\`${other.source}\` grants what \`${first.source}\` grants; removing either of them takes the access away.`,
      related: [{ span: first.head, message: "grants the same" }],
      fixes: [
        {
          title: `Remove \`${other.source}\``,
          safety: "unsafe",
          changes: [{ kind: "remove-binding", binding: other }],
        },
      ],
    };
  },
});
