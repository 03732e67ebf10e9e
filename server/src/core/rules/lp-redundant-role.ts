import type { Catalog } from "../catalog/catalog.ts";
import { basicRole } from "../evidence/basic-roles.ts";
import { groupBy, inCompany } from "../graph/group-by.ts";
import { toldResource } from "../graph/same-grants.ts";
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
  on: "scope",
  *check(scope, { graph, catalog }) {
    const plain = scope.of("binding").filter((binding) => isPlain(binding, catalog));
    const several = inCompany(
      plain.flatMap((binding) => binding.members.map((member) => ({ binding, member }))),
      ({ binding, member }) => {
        const principal = graph.principalOf(member, binding.scope);
        return principal === undefined ? undefined : `${toldResource(binding.resource)} ${principal}`;
      },
    );
    const byHolder = groupBy(several, ({ binding, member }) => {
      const place = graph.resourceKeyOf(binding);
      return place === undefined ? "" : `${place}\n${graph.principalOf(member, binding.scope)}`;
    });
    for (const [holder, grants] of byHolder) {
      if (holder === "" || grants.length < 2) continue;
      const byRole = groupBy(grants, ({ binding }) => known(binding.role) ?? "");
      for (const [narrow, inner] of byRole) {
        const [outer] = [...byRole].find(([wide]) => isWider(wide, narrow, catalog))?.[1] ?? [];
        if (outer !== undefined) for (const one of inner) yield findingOf(one, outer.binding);
      }
    }
  },
});

interface Grant {
  readonly binding: Binding;
  readonly member: Value;
}

function isPlain({ effect, condition, role, isExample, conditional, resource }: Binding, catalog: Catalog): boolean {
  if (effect === "revoke" || condition !== undefined || isExample || conditional || resource.type === undefined)
    return false;
  const text = known(role);
  return text !== undefined && basicRole(text) === undefined && catalog.role(text)?.kind === "predefined";
}

/** Of two roles with the same permissions none is wider. */
const isWider = (wide: string, narrow: string, catalog: Catalog): boolean =>
  wide !== narrow && catalog.includes(wide, narrow) === true && catalog.includes(narrow, wide) !== true;

function findingOf({ binding, member }: Grant, outer: Binding): Finding {
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
