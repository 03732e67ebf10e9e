import { EVERYBODY } from "../access/principals.ts";
import { roleHolds } from "../access/role-holds.ts";
import { workloadOn } from "../access/workloads-on.ts";
import type { World } from "../access/world.ts";
import { isInternal, isOn, settingPlace } from "../evidence/workload-settings.ts";
import { calledAs } from "../evidence/workload-words.ts";
import type { Binding, Workload } from "../model/facts.ts";
import type { Change, Finding, Fix } from "../model/finding.ts";
import { display, known, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const INVOKE = "run.routes.invoke";
/** Lets its holder change the service, which nobody means to give to everyone. */
const CHANGE = "run.services.update";
const SERVICES = "run.services";

export const runPublicService = defineRule({
  id: "run-public-service",
  title: "Cloud Run service is open to everyone",
  severity: "warning",
  fix: "unsafe",
  tier: 2,
  since: "0.2.0",
  why: `A grant to \`allUsers\` lets anyone on the internet call the service. Organizations with domain-restricted sharing refuse it ("One or
more users named in the policy do not belong to a permitted customer"); for public services Google now recommends to switch off the
invoker check instead, which needs no grant.`,
  how: "Where it is meant to be public, say so with `invoker_iam_disabled = true` in Terraform, `--no-invoker-iam-check` on the command line or the annotation `run.googleapis.com/invoker-iam-disabled`. Where it is not, grant `roles/run.invoker` to those who call it.",
  silent:
    "On roles and members that are not known, and on services that the configuration names as public on purpose. For a service that only internal networks reach it is a hint; a role that lets everyone change the service is a warning, all else a piece of information.",
  refs: [
    "https://cloud.google.com/run/docs/authenticating/public",
    "https://cloud.google.com/run/docs/securing/managing-access",
  ],
  options: {},
  on: ["binding", "workload"],
  *check(fact, context) {
    if (fact.kind === "binding") yield* opened(fact, context, context.isPublicOnPurpose);
    else yield* switchedOn(fact, context.isPublicOnPurpose);
  },
});

type OnPurpose = (name: string) => boolean;

function* opened(binding: Binding, world: World, isOnPurpose: OnPurpose): Generator<Finding> {
  if (binding.effect !== "grant" || binding.resource.type !== SERVICES) return;
  const member = binding.members.find((one) => EVERYBODY.test(known(one) ?? ""));
  if (member === undefined || roleHolds(binding, INVOKE, world) !== true) return;
  const workload = workloadOn(binding, world);
  const name = workload === undefined ? "this Cloud Run service" : calledAs(workload);
  const isWide = roleHolds(binding, CHANGE, world) === true;
  if (!isWide && isOnPurpose(known(workload?.name ?? binding.resource.fields.name) ?? "")) return;
  const internal = workload !== undefined && isInternal(workload);
  const isIdle = workload !== undefined && isOn(workload, "invoker-check-disabled");
  yield {
    span: member.span,
    severity: isWide ? "warning" : internal ? "hint" : "info",
    message: isWide
      ? `\`${display(member)}\` may change ${name}, not only call it.`
      : known(member) !== "allUsers"
        ? `Anyone with a Google account may call ${name}: \`allAuthenticatedUsers\` is not only one's own people.`
        : isIdle
          ? `\`${display(member)}\` may call ${name}, whose invoker check is switched off: everyone may, with or without this grant.`
          : `\`${display(member)}\` may call ${name}. For a public service, switching off the invoker check needs no grant and works under domain-restricted sharing.`,
    ...(workload !== undefined && !isWide && { fixes: withoutGrant(binding, member, workload) }),
  };
}

/** Switches the check off, and takes the grant away that is then not needed; whoever must be signed in would be let in without. */
function withoutGrant(binding: Binding, member: Value, workload: Workload): readonly Fix[] {
  const isForAll = known(member) === "allUsers";
  if (!isForAll || binding.repeated === true || binding.authority === "policy") return [];
  const gone: Change =
    binding.members.length === 1 ? { kind: "remove-binding", binding } : { kind: "remove-item", value: member };
  if (isOn(workload, "invoker-check-disabled"))
    return [{ title: "Remove the grant to everyone", safety: "unsafe", changes: [gone] }];
  return [{ title: CLOSING, safety: "unsafe", changes: [{ kind: "skip-invoker-check", workload }, gone] }];
}

const CLOSING = "Switch the invoker check off instead of granting to everyone";

/** The flag that grants to everyone, replaced by the one that needs no grant. */
const withoutFlag = (workload: Workload): readonly Fix[] => [
  { title: CLOSING, safety: "unsafe", changes: [{ kind: "skip-invoker-check", workload }] },
];

function* switchedOn(workload: Workload, isOnPurpose: OnPurpose): Generator<Finding> {
  if (workload.type !== SERVICES) return;
  const setting = isOn(workload, "public")
    ? "public"
    : isOn(workload, "invoker-check-disabled")
      ? "invoker-check-disabled"
      : undefined;
  if (setting === undefined || isOnPurpose(known(workload.name) ?? "")) return;
  yield {
    span: settingPlace(workload, setting),
    severity: isInternal(workload) ? "hint" : "info",
    message:
      setting === "public"
        ? `${calledAs(workload)} is open to everyone. For a public service, switching off the invoker check needs no grant and works under domain-restricted sharing.`
        : `${calledAs(workload)} is open to everyone: its invoker check is switched off.`,
    fixes: setting === "public" ? withoutFlag(workload) : [],
  };
}
