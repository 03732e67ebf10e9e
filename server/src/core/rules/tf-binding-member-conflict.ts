import { namesOf } from "../evidence/name-list.ts";
import type { Graph } from "../graph/graph.ts";
import { sameGrants } from "../graph/same-grants.ts";
import type { Binding } from "../model/facts.ts";
import type { Finding, Fix } from "../model/finding.ts";
import { display } from "../model/value.ts";
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
  on: "binding",
  applies: (binding) => isOwner(binding),
  *check(binding, { graph }) {
    const same = sameGrants(binding, graph);
    const owner = same.find(isOwner);
    if (owner === undefined) return;
    if (owner !== binding) return yield rival(binding, owner);
    const members = same.filter(({ authority, repeated }) => authority === "member" && !repeated);
    if (members.length > 0) yield overlap(owner, members, graph);
  },
});

/** Whether a statement owns a role's members; one that stands for several that cannot be told apart is left out. */
const isOwner = ({ authority, effect, repeated }: Binding): boolean =>
  authority === "role" && effect === "grant" && !repeated;

const roleOf = ({ role }: Binding): string => (role === undefined ? "the role" : `\`${display(role)}\``);

function overlap(owner: Binding, members: readonly Binding[], graph: Graph): Finding {
  const keysOf = (binding: Binding) => binding.members.map((member) => graph.principalOf(member, binding.scope));
  const listed = keysOf(owner);
  const isSure = owner.complete && !listed.includes(undefined);
  const doubled = members.filter((member) => keysOf(member).every((key) => key !== undefined && listed.includes(key)));
  const lost = members.filter((member) => !doubled.includes(member));
  const related = members.map(({ head }) => ({ span: head, message: "grants the same role" }));
  const owns = `\`${owner.source}\` owns all members of ${roleOf(owner)} here`;
  if (lost.length === 0) {
    return {
      span: owner.head,
      severity: "info",
      message: `${owns} and lists what ${namesOf(doubled)} grants again; removing either takes the access away.`,
      related,
      fixes: removed(doubled, graph),
    };
  }
  return {
    span: owner.head,
    message: `${owns}, so every apply removes what ${namesOf(lost)} adds${isSure ? "" : ", unless it lists the same members"}.`,
    related,
    fixes: [...(doubled.length === 0 ? moveInto(owner, members, graph) : []), additive(owner)],
  };
}

const rival = (second: Binding, first: Binding): Finding => ({
  span: second.head,
  message: `\`${second.source}\` and \`${first.source}\` both own all members of ${roleOf(second)} here, so each apply undoes one of them.`,
  related: [{ span: first.head, message: "owns the same role" }],
});

/** Whether a statement is one grant: a loop's statement stands for others too. */
const isSingle = (binding: Binding, graph: Graph): boolean => graph.statementsAt(binding.span).length === 1;

function moveInto(owner: Binding, members: readonly Binding[], graph: Graph): readonly Fix[] {
  if (!owner.complete || ![owner, ...members].every((binding) => isSingle(binding, graph))) return [];
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

function removed(doubled: readonly Binding[], graph: Graph): readonly Fix[] {
  if (!doubled.every((binding) => isSingle(binding, graph))) return [];
  const changes = doubled.map((binding) => ({ kind: "remove-binding" as const, binding }));
  return [{ title: `Remove ${namesOf(doubled)}`, safety: "unsafe", changes }];
}

const additive = (owner: Binding): Fix => ({
  title: `Make \`${owner.source}\` add its members one by one`,
  safety: "unsafe",
  changes: [{ kind: "make-additive", binding: owner }],
});
