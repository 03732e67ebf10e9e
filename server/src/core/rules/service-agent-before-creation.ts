import type { Catalog } from "../catalog/catalog.ts";
import { isLooseGrant, originsOf, waitFixes, withoutKey } from "../evidence/made-before.ts";
import type { Lookup } from "../graph/lookup.ts";
import type { Binding } from "../model/facts.ts";
import { emailDomain } from "../model/principal.ts";
import { display, known, leading, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const serviceAgentBeforeCreation = defineRule({
  id: "service-agent-before-creation",
  title: "Grant to a service agent that may not be there yet",
  severity: "info",
  fix: "safe",
  tier: 3,
  since: "0.3.0",
  why: `A service agent comes with its API. Where the configuration enables the API and grants the agent a role, and nothing says which comes
first, Terraform does both at once: the first apply fails with "Service account service-… does not exist", a second one goes through.`,
  how: "Let the grant depend on the `google_project_service` that enables the API. For an agent that its service makes only later, ask for it with `google_project_service_identity` and use its `member`.",
  silent:
    "Unless the same module enables the agent's API, for one project only, and everything that the grant names is there before: variables, projects and service accounts. With any `depends_on`, or an agent that is asked for by name, nothing is said.",
  refs: [
    "https://cloud.google.com/iam/docs/create-service-agents",
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_service",
  ],
  options: {},
  on: "binding",
  applies: ({ members }) => members.some(isAgent),
  *check(grant, { graph, catalog }) {
    const { scope } = grant;
    const origins = originsOf("agents", scope, graph);
    if (origins.length === 0 || !isLooseGrant(grant) || numbersIn(graph.find(TO_AGENTS, scope)).size > 1) return;
    const asked = graph.within(scope, "service-agent").map(({ service }) => known(service));
    for (const member of grant.members.filter(isAgent)) {
      const services = servicesOf(member, catalog);
      const origin = origins.find(({ name }) => services.includes(known(name) ?? ""));
      if (origin === undefined || services.some((service) => asked.includes(service))) continue;
      yield {
        span: member.span,
        message: `\`${display(member)}\` comes with \`${known(origin.name)}\`, but nothing in this workspace makes this grant wait for \`${withoutKey(origin.source)}\`: a first apply may fail with "Service account … does not exist".`,
        related: [{ span: origin.head, message: "enables the API" }],
        fixes: waitFixes(grant, origin),
      };
      return;
    }
  },
});

/** An agent by its address, in which the number of the project comes from elsewhere: a written one is of a project that is there. */
const isAgent = (member: Value): boolean =>
  leading(member) === "serviceAccount:service-" && member.parts.length === 3 && emailDomain(member) !== undefined;

/** Grants to agents that nothing makes wait, by scope. */
const TO_AGENTS: Lookup<Binding> = {
  finds: (fact): fact is Binding => fact.kind === "binding" && fact.members.some(isAgent) && isLooseGrant(fact),
  keysOf: ({ scope }) => [scope],
};

/** The numbers of projects whose agents are named, as they are written. */
const numbersIn = (grants: readonly Binding[]): ReadonlySet<string> =>
  new Set(grants.flatMap(({ members }) => members.filter(isAgent).flatMap(({ parts }) => parts[1]?.text ?? [])));

/** The APIs whose agents have that domain. */
const servicesOf = (member: Value, catalog: Catalog): readonly string[] =>
  catalog
    .serviceAgents()
    .filter(({ emails }) => emails.some((email) => email === `service-PROJECT_NUMBER@${emailDomain(member)}`))
    .flatMap(({ services }) => services);
