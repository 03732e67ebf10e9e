import type { World } from "../access/world.ts";
import { withRole } from "../evidence/role-fixes.ts";
import { judgedRole } from "../evidence/role-spelling.ts";
import { isSurelyHere } from "../evidence/surely-here.ts";
import { terraformTypeOf } from "../evidence/terraform-type.ts";
import type { Binding } from "../model/facts.ts";
import type { Change, Fix } from "../model/finding.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** How many members move together at most. */
const MOST_MOVED = 5;
const FUNCTIONS = "cloudfunctions.functions";
const RUN_INVOKER = "roles/run.invoker";
const FUNCTION_INVOKER = "roles/cloudfunctions.invoker";
/** Roles for calling Cloud Run services, which no function accepts. */
const OF_RUN: ReadonlySet<string> = new Set([RUN_INVOKER, "roles/run.servicesInvoker"]);

/** Whether a binding is one that this rule speaks of, so that none other need do so. */
export const concernsInvocation = ({ resource }: Binding, role: string): boolean =>
  resource.type === FUNCTIONS && (OF_RUN.has(role) || role === FUNCTION_INVOKER);

const isOfSecond = (binding: Binding): boolean => isOfType(binding, "google_cloudfunctions2_function_iam_");
const isOfFirst = (binding: Binding): boolean => isOfType(binding, "google_cloudfunctions_function_iam_");
const isOfType = (binding: Binding, start: string): boolean => terraformTypeOf(binding)?.startsWith(start) === true;

/** Grants the right on the Cloud Run service that a function of the second generation is. */
function onService(binding: Binding): readonly Fix[] {
  const { members, complete, resource, condition } = binding;
  const { name, location, project } = resource.fields;
  if (members.length === 0 || members.length > MOST_MOVED || !complete || condition !== undefined) return [];
  if (name === undefined || location === undefined) return [];
  const fields = { name, location, ...(project && { project }) };
  const onRun = { type: "run.services", fields };
  const isOnly = members.length === 1;
  return [
    {
      title: `Grant \`${RUN_INVOKER}\` on the function's Cloud Run service instead`,
      safety: "unsafe",
      changes: [
        ...members.map((member, i): Change => {
          const who = /^all/.test(known(member) ?? "") ? "public" : "caller";
          const named = [who, "invoker", ...(isOnly ? [] : [String(i + 1)])];
          return {
            kind: "add-binding",
            after: binding,
            grant: { role: RUN_INVOKER, member, resource: onRun, name: named },
          };
        }),
        { kind: "remove-binding", binding },
      ],
    },
  ];
}

/** Whether all members may call Cloud Run by a grant beside this one, which the message would ask for. */
const mayCallBeside = ({ members, scope }: Binding, { graph }: Pick<World, "graph">): boolean =>
  members.length > 0 &&
  members.every((member) => {
    const principal = graph.principalOf(member, scope);
    const grants = principal === undefined ? [] : graph.grantsTo(principal);
    return grants.some(({ role, effect, scope: other }) => {
      return effect === "grant" && other === scope && OF_RUN.has(known(role) ?? "");
    });
  });

export const functionV2Invoker = defineRule({
  id: "function-v2-invoker",
  title: "Invoker role that does not let anyone call the function",
  severity: "error",
  fix: "unsafe",
  tier: 2,
  since: "0.1.0",
  why: `A function of the second generation is called through the Cloud Run service behind it, so the right to call it is \`run.routes.invoke\` on that service.
\`${FUNCTION_INVOKER}\` on the function is accepted and gives nobody that right; \`${RUN_INVOKER}\` on the function is refused, since functions do not support the role.`,
  how: `Grant \`${RUN_INVOKER}\` on the Cloud Run service, which has the function's name: \`google_cloud_run_v2_service_iam_member\` in Terraform,
\`gcloud functions add-invoker-policy-binding\` on the command line. A function of the first generation takes \`${FUNCTION_INVOKER}\`.`,
  silent: `On \`${FUNCTION_INVOKER}\` when the generation of a function is not known, or when its members are granted \`${RUN_INVOKER}\` beside it; on roles that do more than invoking; on taking roles away.
A role that is accepted without effect is only a warning.`,
  refs: [
    "https://cloud.google.com/functions/docs/securing/authenticating",
    "https://github.com/hashicorp/terraform-provider-google/issues/12562",
  ],
  options: {},
  on: "binding",
  applies: ({ resource, effect }) => resource.type === FUNCTIONS && effect !== "revoke",
  *check(binding, context) {
    const { catalog } = context;
    const { role } = binding;
    const text = judgedRole(binding);
    if (role === undefined || text === undefined || !isSurelyHere(binding, role)) return;
    if (OF_RUN.has(text)) {
      const own = isOfFirst(binding) ? [withRole(role, FUNCTION_INVOKER, catalog, "unsafe")] : onService(binding);
      yield { span: role.span, message: `\`${text}\` cannot be granted on a function, only on Cloud Run.`, fixes: own };
    } else if (text === FUNCTION_INVOKER && isOfSecond(binding) && !mayCallBeside(binding, context)) {
      yield {
        span: role.span,
        message: `\`${text}\` does not let anyone call a function of the second generation: that takes \`${RUN_INVOKER}\` on its Cloud Run service.`,
        severity: "warning",
        fixes: onService(binding),
      };
    }
  },
});
