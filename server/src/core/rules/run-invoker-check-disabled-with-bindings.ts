import { EVERYBODY } from "../access/principals.ts";
import { roleHolds } from "../access/role-holds.ts";
import { workloadOn } from "../access/workloads-on.ts";
import { isOn, settingPlace } from "../evidence/workload-settings.ts";
import { calledAs } from "../evidence/workload-words.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Roles that give nothing on a service but the right to call it. */
const ONLY_INVOKE: ReadonlySet<string> = new Set(["roles/run.invoker", "roles/run.servicesInvoker"]);

export const runInvokerCheckDisabledWithBindings = defineRule({
  id: "run-invoker-check-disabled-with-bindings",
  title: "Invoker granted on a service that does not check",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "With the invoker check switched off, Cloud Run lets everyone call the service and does not look at who holds `run.routes.invoke`. A grant of that right to someone in particular says that the service is meant to be private, and has no effect.",
  how: "Switch the invoker check on where only some may call the service; take the grant away where everyone may.",
  silent:
    "On roles that do more than calling, on members and roles that are not known, and where the setting comes from outside the code.",
  refs: ["https://cloud.google.com/run/docs/authenticating/public"],
  options: {},
  on: "binding",
  applies: ({ effect, resource, role }) =>
    effect === "grant" && resource.type === "run.services" && ONLY_INVOKE.has(known(role) ?? ""),
  *check(binding, world) {
    const workload = workloadOn(binding, world);
    if (workload === undefined || !isOn(workload, "invoker-check-disabled")) return;
    if (roleHolds(binding, "run.routes.invoke", world) !== true || binding.role === undefined) return;
    if (binding.members.some((member) => EVERYBODY.test(known(member) ?? ""))) return;
    const isOwn = binding.authority !== "policy" && !binding.repeated;
    yield {
      span: binding.role.span,
      message: `In this workspace ${calledAs(workload)} does not check who calls it, so this grant has no effect.`,
      related: [{ span: settingPlace(workload, "invoker-check-disabled"), message: "the check is switched off here" }],
      fixes: isOwn
        ? [{ title: "Remove the grant", safety: "unsafe", changes: [{ kind: "remove-binding", binding }] }]
        : [],
    };
  },
});
