import type { World } from "../access/world.ts";
import { writingOn } from "../evidence/deeds.ts";
import { everybody } from "../evidence/everybody.ts";
import { heldPermissions } from "../evidence/held-permissions.ts";
import { containerName } from "../evidence/hierarchy.ts";
import { isSurelyHere } from "../evidence/surely-here.ts";
import type { Binding } from "../model/facts.ts";
import { display, known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Roles that are made for the public. */
const USUAL: ReadonlySet<string> = new Set(["roles/storage.objectViewer", "roles/storage.legacyObjectReader"]);

/** Whether the role gives nothing here, which is told elsewhere. */
function isVain({ role, resource: { type } }: Binding, { catalog }: World): boolean {
  const name = known(role);
  const fit = name === undefined || type === undefined ? undefined : catalog.fit(name, type);
  return fit?.fits === false && fit.strict;
}

export const lpPublic = defineRule({
  id: "lp-public",
  title: "Access for everybody",
  severity: "error",
  fix: "none",
  tier: 2,
  since: "0.2.0",
  why: "`allUsers` is everybody on the internet, and `allAuthenticatedUsers` is everybody with any Google account: both are strangers. Reading may be meant; a role that writes, deletes or changes access hands the resource over.",
  how: "Name the principals. Where the public is meant, grant a role that only reads or calls, such as `roles/storage.objectViewer` or `roles/run.invoker`.",
  silent:
    "On Cloud Run, which has a rule of its own, on projects and above, where it is not possible, on roles that are not known, on names in `publicServices`, and on taking access away. A role that only reads or calls is a warning, one made for public files on a bucket an info, and in documents everything is.",
  refs: ["https://cloud.google.com/iam/docs/principals-overview#all-users"],
  options: {},
  on: "binding",
  applies: ({ effect, members, resource }) =>
    effect === "grant" &&
    members.some((member) => everybody(member) !== undefined) &&
    containerName(resource.type) === undefined &&
    resource.type?.startsWith("run.") !== true,
  *check(binding, context) {
    const { role, members, resource, isExample } = binding;
    const name = known(resource.fields.name);
    if (role === undefined || (name !== undefined && context.isPublicOnPurpose(name.slice(name.lastIndexOf("/") + 1))))
      return;
    for (const member of members) {
      const who = everybody(member);
      const held = who === undefined ? undefined : heldPermissions(binding, context);
      if (held === undefined || held.length === 0 || !isSurelyHere(binding, member) || isVain(binding, context))
        continue;
      const worst = writingOn(resource.type, held);
      const usual = USUAL.has(known(role) ?? "") && known(member) === "allUsers";
      yield {
        span: member.span,
        severity: usual || isExample ? "info" : worst === undefined ? "warning" : "error",
        message:
          worst === undefined
            ? `\`${display(role)}\` lets in ${who}.`
            : `\`${display(role)}\` lets ${who} do more than read or call, since it holds \`${worst}\`.`,
      };
    }
  },
});
