import { isHandedOver } from "../access/handed-over.ts";
import type { World } from "../access/world.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { anchorFor } from "../evidence/anchor.ts";
import { grantFix } from "../evidence/need-fixes.ts";
import type { ServiceAgent } from "../model/facts.ts";
import { display, known, literal, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const serviceIdentityRoleMissing = defineRule({
  id: "service-identity-role-missing",
  title: "Service agent made on request has no role",
  severity: "info",
  isOff: true,
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "A service agent that is asked for by name, before its service made it, is not granted the role that it would have got otherwise. What it is to do then fails.",
  how: "Grant the agent the role that Google lists for it on the project.",
  silent:
    "When the agent is granted one of its roles, or a role or member near it is not known; when it is handed to a module that is not read; for agents without a role of their own. Off by default, since an agent that its service made before has its role already.",
  refs: ["https://cloud.google.com/iam/docs/create-service-agents", "https://cloud.google.com/iam/docs/service-agents"],
  options: {},
  on: "service-agent",
  *check(agent, world) {
    const service = known(agent.service);
    const own = service === undefined ? undefined : primaryOf(service, world.catalog);
    const [role] = own?.roles ?? [];
    if (own === undefined || role === undefined || agent.address === undefined) return;
    if (isHandedOver(agent.address, world) || isGranted(agent, own, world)) return;
    const after = anchorFor(undefined, agent, world);
    const home = agent.project ?? (after?.resource.type === PROJECTS ? after.resource.fields.name : undefined);
    const member = memberOf(agent);
    yield {
      span: agent.head,
      message: `The service agent of \`${service}\` is made here, but nothing in this workspace grants it \`${role}\`, which agents made on request do not get by themselves.`,
      fixes:
        after === undefined || member === undefined || home === undefined
          ? []
          : [
              grantFix(after, {
                role,
                member,
                resource: { type: PROJECTS, fields: { name: home } },
                on: "the project",
                name: [service?.split(".")[0] ?? "agent", "agent"],
              }),
            ],
    };
  },
});

const PROJECTS = "resourcemanager.projects";

interface Agent {
  readonly emails: readonly string[];
  readonly roles: readonly string[];
}

/** The agent of a service, where it has one with a role. */
function primaryOf(service: string, catalog: Catalog): Agent | undefined {
  const all = catalog.serviceAgents().filter(({ services, roles }) => services.includes(service) && roles.length > 0);
  return all.length === 1 ? all[0] : undefined;
}

/** Whether one of its roles is granted to it, or to somebody who is not told. */
function isGranted({ address, scope }: ServiceAgent, { emails, roles }: Agent, { graph }: World): boolean {
  const domains = emails.map((email) => email.slice(email.indexOf("@")));
  return graph.bindings.some((binding) => {
    if (binding.effect !== "grant") return false;
    const role = known(binding.role);
    if (role !== undefined && !roles.includes(role)) return false;
    if (!binding.complete && binding.scope === scope) return true;
    return binding.members.some((member) => {
      const refers = member.parts.some((part) => part.kind === "reference" && part.target?.address === address);
      return refers || domains.some((domain) => display(member).endsWith(domain));
    });
  });
}

function memberOf({ address, scope, head }: ServiceAgent): Value | undefined {
  if (address?.startsWith(`${scope}#google_`) !== true || address.includes("[")) return undefined;
  const text = `${address.slice(scope.length + 1)}.email`;
  const reference = { kind: "reference", text, span: head, target: { address, attribute: "email" } } as const;
  return { slot: "member", span: head, parts: [literal("serviceAccount:"), reference] };
}
