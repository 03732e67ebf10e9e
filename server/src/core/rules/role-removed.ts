import { isStale } from "../evidence/catalog-age.ts";
import { withRole } from "../evidence/role-fixes.ts";
import { strayRole } from "../evidence/role-spelling.ts";
import { ordinaryHolder } from "./role-service-agent-to-user.ts";
import { defineRule } from "./rule.ts";

export const roleRemoved = defineRule({
  id: "role-removed",
  title: "Role that no longer exists",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.1.0",
  why: "Google removes roles when a product ends or its roles are made anew. A policy with such a role is refused, often years after the code was written, and only when it is applied again.",
  how: "Grant the role that took its place; the fix offers it where one is known. Delete the grant when the product is gone.",
  silent:
    "On taking the role away, on names under `knownRoles`, and on members of other universes than googleapis.com. A role whose end has no date is only a warning, and so is every finding when the catalog is older than 90 days.",
  refs: ["https://cloud.google.com/iam/docs/roles-permissions"],
  options: {},
  on: "binding",
  applies: (binding, context) => strayRole(binding, context) !== undefined,
  *check(binding, context) {
    const { role, effect } = binding;
    const text = strayRole(binding, context);
    const removed = text === undefined ? undefined : context.catalog.removed(text);
    if (role === undefined || text === undefined || removed === undefined) return;
    if (effect === "revoke") return;
    const isOrdinary = ordinaryHolder(binding, context.catalog, context.graph) !== undefined;
    const replacements = removed.replacements.filter(
      (name) => !isOrdinary || context.catalog.role(name)?.kind !== "serviceAgent",
    );
    const isSure = removed.removed !== undefined && !isStale(context.catalog, context.today);
    yield {
      span: role.span,
      message:
        removed.removed === undefined
          ? `\`${text}\` is in no list of predefined roles any more.`
          : `\`${text}\` no longer exists (gone since ${removed.removed}).`,
      severity: isSure ? "error" : "warning",
      fixes: replacements.map((name) => withRole(role, name, context.catalog, "unsafe")),
    };
  },
});
