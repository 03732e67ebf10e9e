import type { Graph } from "../graph/graph.ts";
import type { Binding } from "../model/facts.ts";
import type { Finding, Fix } from "../model/finding.ts";
import { display } from "../model/value.ts";
import { sameSpan } from "../text/span.ts";
import { defineRule } from "./rule.ts";

export const tfBindingMemberConflict = defineRule({
  id: "tf-binding-member-conflict",
  title: "Two owners of one role's members",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.1.0",
  why: `A \`_iam_binding\` owns all members of its role on its resource: on every apply it takes the role away from everybody whom it
does not list. A \`_iam_member\`, or a second \`_iam_binding\`, for the same role on the same resource therefore loses its members again, and
each plan shows the same changes.`,
  how: "List all members in one binding, or grant each with a `_iam_member` of its own.",
  silent: `When role, resource or condition of the two differ or are not known; when one of them stands for several instances that cannot be
told apart; when they are in different modules.`,
  refs: ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_iam"],
  options: {},
  on: "workspace",
  *check(graph) {
    for (const group of groups(graph)) {
      const owners = group.filter(({ authority }) => authority === "role");
      const [owner] = owners;
      if (owner === undefined) continue;
      const members = group.filter(({ authority }) => authority === "member");
      if (members.length > 0) yield overwritten(owner, members, graph);
      for (const second of owners.slice(1)) yield rival(second, owner);
    }
  },
});

/** Grants of one role on one resource under one condition, in one module; those that cannot be told apart are left out. */
function groups(graph: Graph): Iterable<readonly Binding[]> {
  const byKey = new Map<string, Binding[]>();
  for (const binding of graph.bindings) {
    if (binding.effect !== "grant" || binding.authority === "policy" || binding.repeated) continue;
    const key = graph.grantKeyOf(binding);
    if (key === undefined) continue;
    const group = byKey.get(key);
    if (group === undefined) byKey.set(key, [binding]);
    else group.push(binding);
  }
  return [...byKey.values()].filter((group) => group.length > 1);
}

const roleOf = ({ role }: Binding): string => (role === undefined ? "the role" : `\`${display(role)}\``);

function overwritten(owner: Binding, members: readonly Binding[], graph: Graph): Finding {
  const names = [...new Set(members.map(({ source }) => `\`${source}\``))];
  const listed = names.length === 1 ? names[0] : `${names[0]} and ${names.length - 1} more`;
  return {
    span: owner.head,
    message: `\`${owner.source}\` owns all members of ${roleOf(owner)} here, so every apply removes what ${listed} adds.`,
    related: members.map((member) => ({ span: member.head, message: "adds a member to the same role" })),
    fixes: [...moveInto(owner, members, graph), additive(owner)],
  };
}

const rival = (second: Binding, first: Binding): Finding => ({
  span: second.head,
  message: `\`${second.source}\` and \`${first.source}\` both own all members of ${roleOf(second)} here, so each apply undoes one of them.`,
  related: [{ span: first.head, message: "owns the same role" }],
});

/** Only where each statement is one grant: a loop's statement stands for others too. */
function moveInto(owner: Binding, members: readonly Binding[], graph: Graph): readonly Fix[] {
  const single = (binding: Binding) => graph.bindings.filter(({ span }) => sameSpan(span, binding.span)).length === 1;
  if (!owner.complete || !single(owner) || !members.every(single)) return [];
  return [
    {
      title: `Move the member${members.length > 1 ? "s" : ""} into \`${owner.source}\``,
      safety: "unsafe",
      changes: members.flatMap((binding) => [
        ...binding.members.map((member) => ({ kind: "add-member" as const, binding: owner, member })),
        { kind: "remove-binding" as const, binding },
      ]),
    },
  ];
}

const additive = (owner: Binding): Fix => ({
  title: `Make \`${owner.source}\` add its members one by one`,
  safety: "unsafe",
  changes: [{ kind: "make-additive", binding: owner }],
});
