import { perKey } from "../access/world.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { basicRole } from "../evidence/basic-roles.ts";
import { heldBy, holdingKey } from "../graph/same-grants.ts";
import type { Binding } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import { display, known, type Value } from "../model/value.ts";
import { nameOf } from "../model/value-name.ts";
import { defineRule } from "./rule.ts";

export const lpRedundantRole = defineRule({
  id: "lp-redundant-role",
  title: "Role that another one includes",
  severity: "hint",
  strict: "info",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "Where one role of a principal holds all that another one holds on the same resource, the second only looks as if it gave something.",
  how: "Keep the role that is needed: the smaller one, if its permissions are enough.",
  silent:
    "Under conditions, on basic roles and roles of service agents, on roles, members or resources that are not known, on statements that may not be there, and in documents. Google may change roles, so that one includes the other no more.",
  refs: ["https://cloud.google.com/iam/docs/using-iam-securely"],
  options: {},
  on: "binding",
  applies: ({ effect, condition }) => effect === "grant" && condition === undefined,
  *check(binding, world) {
    const role = known(binding.role);
    if (role === undefined || !isPlain(binding, world.catalog)) return;
    for (const member of binding.members) {
      const key = holdingKey(binding, member, world.graph);
      const outer = key === undefined ? undefined : outers(key, world).get(role);
      if (outer !== undefined) yield findingOf(binding, member, outer);
    }
  },
});

/** By role, the first grant of the same holding whose role includes it. */
const outers = perKey((key, { graph, catalog }): ReadonlyMap<string, Binding> => {
  const first = new Map<string, Binding>();
  const held = heldBy(key, graph);
  if (held.length < 2) return first;
  for (const binding of held.filter((one) => isPlain(one, catalog))) {
    const role = known(binding.role) ?? "";
    if (!first.has(role)) first.set(role, binding);
  }
  const roles = [...first.keys()];
  return new Map(
    roles.flatMap((narrow) => {
      const wide = roles.find((one) => isWider(one, narrow, catalog));
      const outer = wide === undefined ? undefined : first.get(wide);
      return outer === undefined ? [] : [[narrow, outer] as const];
    }),
  );
});

function isPlain({ effect, condition, role, isExample, conditional, resource }: Binding, catalog: Catalog): boolean {
  if (effect === "revoke" || condition !== undefined || isExample || conditional || resource.type === undefined)
    return false;
  const text = known(role);
  return text !== undefined && basicRole(text) === undefined && catalog.role(text)?.kind === "predefined";
}

/** Of two roles with the same permissions none is wider. */
const isWider = (wide: string, narrow: string, catalog: Catalog): boolean =>
  wide !== narrow && catalog.includes(wide, narrow) === true && catalog.includes(narrow, wide) !== true;

function findingOf(binding: Binding, member: Value, outer: Binding): Finding {
  const { role } = binding;
  const span = binding.members.length === 1 && role !== undefined ? role.span : member.span;
  const wide = outer.role === undefined ? "" : display(outer.role);
  return {
    span,
    message: `\`${nameOf(member)}\` holds \`${wide}\` on the same resource in this workspace, which includes \`${role === undefined ? "" : display(role)}\`.`,
    related: outer.role === undefined ? [] : [{ span: outer.role.span, message: "the role that includes it" }],
    ...(binding.authority === "member" && {
      fixes: [{ title: "Remove this grant", safety: "unsafe", changes: [{ kind: "remove-binding", binding }] }],
    }),
  };
}
