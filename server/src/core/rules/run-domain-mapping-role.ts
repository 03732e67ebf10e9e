import { deployersTold } from "../access/deployers.ts";
import { makersOf } from "../access/pipelines.ts";
import { COLLECTIVE } from "../access/principals.ts";
import { areJoined } from "../access/scopes.ts";
import type { World } from "../access/world.ts";
import { mayTell, TELLING } from "../evidence/deploys-without.ts";
import { who } from "../evidence/workload-words.ts";
import { isOpaqueKey, mayBeOne } from "../graph/likeness.ts";
import type { Applier, Binding, DomainMapping, Workload } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import { display, known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const EDITORS: ReadonlySet<string> = new Set(["roles/owner", "roles/editor", "roles/admin", "roles/writer"]);

export const runDomainMappingRole = defineRule({
  id: "run-domain-mapping-role",
  title: "Cloud Run roles do not make domain mappings",
  severity: "warning",
  fix: "none",
  tier: 3,
  since: "0.2.0",
  why: "The roles of Cloud Run apply to services, jobs and worker pools, not to domain mappings: it takes Editor on the project to create or change one, and no other role holds the right.",
  how: "Lead the domain to the service by a load balancer, which takes roles of its own, or grant `roles/editor` to whoever makes the mapping, knowing that it may then change almost everything in the project.",
  silent:
    "When nothing here is granted to whoever makes the mapping, and when a grant of Editor, Owner, a custom role or a role that is not known may be to it. Of those who can only deploy services beside a mapping, it is a piece of information.",
  refs: [
    "https://cloud.google.com/run/docs/reference/iam/roles",
    "https://cloud.google.com/run/docs/mapping-custom-domains",
  ],
  options: {},
  on: ["domain-mapping", ...TELLING],
  applies: (fact, world) => fact.kind === "domain-mapping" || mayTell(fact, world),
  *check(fact, world) {
    if (fact.kind !== "domain-mapping") return yield* reminders(fact, world);
    for (const { principal, member } of fact.isExample ? [] : makersOf(fact, world)) {
      if (!lacksRoles(principal, fact, world)) continue;
      yield {
        span: fact.head,
        message: `${who(member)} makes ${called(fact)}, for which ${LACKING}`,
        related: [{ span: fact.head, message: "the domain mapping" }],
      };
    }
  },
});

const LACKING =
  "its roles are not enough: Cloud Run roles do not apply there, and nothing in this workspace grants it `roles/editor` on the project.";

const called = ({ name, source }: DomainMapping): string =>
  `domain mapping \`${name === undefined ? source : display(name)}\``;

/** Where the code does not tell who makes a mapping, those are reminded who deploy services where it is declared. */
function* reminders(fact: Binding | Workload | Applier, world: World): Generator<Finding> {
  for (const { principal, member, at, workloads } of deployersTold(fact, world)) {
    const scopes = new Set(workloads.flatMap(({ type, scope }) => (type === "run.services" ? [scope] : [])));
    for (const mapping of [...scopes].flatMap((scope) => world.graph.within(scope, "domain-mapping"))) {
      if (mapping.isExample || makersOf(mapping, world).length > 0 || !lacksRoles(principal, mapping, world)) continue;
      yield {
        span: at,
        severity: "info",
        message: `If ${who(member)} makes ${called(mapping)}, ${LACKING}`,
        related: [{ span: mapping.head, message: "the domain mapping" }],
      };
    }
  }
}

const lacksRoles = (principal: string, mapping: DomainMapping, world: World): boolean =>
  world.graph.grantsTo(principal).length > 0 && !mayEdit(principal, mapping.scope, world);

/** Whether a grant near the mapping, or one to the principal itself, may make it an editor. */
const mayEdit = (principal: string, scope: string, { graph }: World): boolean =>
  graph.bindings.some(
    (grant) =>
      grant.effect === "grant" && mayBeEditor(grant) && mayName(grant, principal, areJoined(grant.scope, scope), graph),
  );

function mayBeEditor({ role }: Binding): boolean {
  const name = known(role);
  return name === undefined || EDITORS.has(name) || !name.startsWith("roles/");
}

const mayName = (grant: Binding, principal: string, isNear: boolean, graph: World["graph"]): boolean =>
  (isNear && !grant.complete) ||
  grant.members.some((member) => {
    const key = graph.principalOf(member, grant.scope);
    if (key === undefined || isOpaqueKey(key) || COLLECTIVE.test(key)) return isNear;
    return mayBeOne(key, principal);
  });
