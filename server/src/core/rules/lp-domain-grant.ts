import { basicRole } from "../evidence/basic-roles.ts";
import { writingOn } from "../evidence/deeds.ts";
import { heldPermissions } from "../evidence/held-permissions.ts";
import { display, known, leading } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const lpDomainGrant = defineRule({
  id: "lp-domain-grant",
  title: "Role that writes for a whole domain",
  severity: "info",
  strict: "warning",
  fix: "none",
  tier: 2,
  since: "0.2.0",
  why: "A domain is everybody in the organization, also those who come tomorrow.",
  how: "Grant roles that write to a group.",
  silent: "On roles that only read or call, on roles that are not known, and on taking roles away.",
  refs: ["https://cloud.google.com/iam/docs/using-iam-securely"],
  options: {},
  on: "binding",
  applies: ({ effect, members }) =>
    effect === "grant" && members.some((member) => leading(member).startsWith("domain:")),
  *check(binding, context) {
    const { role, members, resource } = binding;
    const basic = basicRole(known(role));
    if (role === undefined || basic === "read") return;
    const held = heldPermissions(binding, context) ?? [];
    const worst = writingOn(resource.type, held);
    if (worst === undefined && basic !== "write") return;
    for (const member of members) {
      if (!leading(member).startsWith("domain:")) continue;
      yield {
        span: member.span,
        message: `\`${display(role)}\` goes to everybody in \`${display(member).slice("domain:".length)}\`${worst === undefined ? "" : `, and holds \`${worst}\``}.`,
      };
    }
  },
});
