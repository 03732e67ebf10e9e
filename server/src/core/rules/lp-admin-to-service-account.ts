import { identityOf, principalOfIdentity } from "../access/identity-of.ts";
import { perWorld, type World } from "../access/world.ts";
import { basicRole } from "../evidence/basic-roles.ts";
import { heldPermissions } from "../evidence/held-permissions.ts";
import { containerName } from "../evidence/hierarchy.ts";
import { calledAs, who } from "../evidence/workload-words.ts";
import type { Workload } from "../model/facts.ts";
import { display, known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const SETTING = /\.setIamPolicy$/;
/** The right to write the access lists of objects, which comes with writing objects. */
const OF_OBJECTS = "storage.objects.setIamPolicy";
/** Those that decide on a container itself are told by the rule of ways to more rights. */
const ABOVE = /^resourcemanager\.(?:projects|folders|organizations)\.setIamPolicy$/;
/** The first right to change access among some permissions that does not decide on a container itself. */
function settingAmong(permissions: readonly string[]): string | undefined {
  const known = settings.get(permissions);
  if (known !== undefined) return known.setting;
  const all = permissions.filter((name) => SETTING.test(name) && name !== OF_OBJECTS);
  const setting = all.some((name) => ABOVE.test(name)) ? undefined : all[0];
  settings.set(permissions, { setting });
  return setting;
}

/** By list: that of a role is one and the same. */
const settings = new WeakMap<readonly string[], { readonly setting: string | undefined }>();

/** Roles without which a product does not run. Source: cloud.google.com/composer/docs/composer-2/access-control */
const NEEDED: ReadonlySet<string> = new Set(["roles/composer.worker"]);

/** What runs as an account of its own, by its principal; builds, which deploy by their nature, are left out. */
const running = perWorld((world: World): ReadonlyMap<string, Workload> => {
  const found = new Map<string, Workload>();
  for (const workload of world.graph.workloads) {
    const isBuild = workload.purpose === "build" || workload.type.startsWith("cloudbuild.");
    const identity = isBuild ? undefined : identityOf(workload, world);
    if (identity !== undefined && identity.key !== "default") found.set(principalOfIdentity(identity), workload);
  }
  return found;
});

export const lpAdminToServiceAccount = defineRule({
  id: "lp-admin-to-service-account",
  title: "Running code that changes access",
  severity: "info",
  fix: "none",
  tier: 3,
  since: "0.2.0",
  why: "A service account whose role may set the allow policies of resources in a project can grant itself more on them. Where something runs as that account, whoever takes over what runs has that too.",
  how: "Grant a role without `setIamPolicy`, and let few pipelines change access.",
  silent:
    "On accounts as which nothing in the workspace runs, such as those of pipelines, and on those of Cloud Build; on resources below a project, on Google's own accounts, on basic roles, which have a rule of their own, on `roles/composer.worker`, which its environment needs, on access lists of objects, and on roles that set the allow policy of the project itself, of which `lp-privilege-escalation` tells.",
  refs: ["https://cloud.google.com/iam/docs/best-practices-service-accounts"],
  options: {},
  on: "binding",
  applies: ({ resource, effect }) => effect === "grant" && containerName(resource.type) !== undefined,
  *check(binding, context) {
    const { role, members, resource, scope } = binding;
    const place = containerName(resource.type);
    if (role === undefined || basicRole(known(role)) !== undefined) return;
    if (NEEDED.has(known(role) ?? "")) return;
    const setting = settingAmong(heldPermissions(binding, context) ?? []);
    if (setting === undefined) return;
    for (const member of members) {
      const workload = running(context).get(context.graph.principalOf(member, scope) ?? "");
      if (workload === undefined) continue;
      yield {
        span: role.span,
        message: `\`${display(role)}\` on ${place} lets ${calledAs(workload)} change access, which in this workspace runs as ${who(member)}: it holds \`${setting}\`.`,
        related: [{ span: workload.head, message: "runs as the service account" }],
      };
      return;
    }
  },
});
