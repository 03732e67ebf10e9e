import { terraformTypeOf } from "../evidence/terraform-type.ts";
import type { Graph } from "../graph/graph.ts";
import { groupBy, inCompany } from "../graph/group-by.ts";
import { perhapsSameGrants } from "../graph/same-grants.ts";
import type { Binding } from "../model/facts.ts";
import { sameSpan } from "../text/span.ts";
import { defineRule } from "./rule.ts";

const MEMBER = /^google_\w+_iam_member$/;

const isMember = (binding: Binding): boolean => !binding.conditional && MEMBER.test(terraformTypeOf(binding) ?? "");

/** The one principal that a grant is to. */
function principalOf({ members, scope }: Binding, graph: Graph): string | undefined {
  const [member, ...others] = members;
  return member === undefined || others.length > 0 ? undefined : graph.principalOf(member, scope);
}

/** Equal for grants of one role on one resource to one principal. */
function keyOf(binding: Binding, graph: Graph): string | undefined {
  const grant = graph.grantKeyOf(binding);
  return grant === undefined ? undefined : `${grant}\n${principalOf(binding, graph)}`;
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
  on: "scope",
  *check(scope, { graph }) {
    const members = perhapsSameGrants(scope).flatMap((group) =>
      inCompany(group.filter(isMember), (binding) => principalOf(binding, graph)),
    );
    for (const [key, [first, ...others]] of groupBy(members, (binding) => keyOf(binding, graph))) {
      if (key === undefined || first === undefined) continue;
      for (const other of others) {
        if (sameSpan(first.span, other.span)) continue;
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
      }
    }
  },
});
