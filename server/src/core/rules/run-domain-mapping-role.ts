import { deployers } from "../access/deployers.ts";
import { makersOf } from "../access/pipelines.ts";
import { COLLECTIVE } from "../access/principals.ts";
import { areJoined } from "../access/scopes.ts";
import type { World } from "../access/world.ts";
import { who } from "../evidence/workload-words.ts";
import { isOpaqueKey, mayBeOne } from "../graph/likeness.ts";
import type { Binding, DomainMapping } from "../model/facts.ts";
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
  on: "scope",
  *check(scope, world) {
    for (const mapping of scope.of("domain-mapping")) {
      if (mapping.isExample) continue;
      for (const { principal, member, severity, at } of makers(mapping, world)) {
        if (world.graph.grantsTo(principal).length === 0 || mayEdit(principal, mapping.scope, world)) continue;
        yield {
          span: at,
          ...(severity && { severity }),
          message: `${severity === undefined ? "" : "If "}${who(member)} makes domain mapping \`${mapping.name === undefined ? mapping.source : display(mapping.name)}\`, ${severity === undefined ? "for which " : ""}its roles are not enough: Cloud Run roles do not apply there, and nothing in this workspace grants it \`roles/editor\` on the project.`,
          related: [{ span: mapping.head, message: "the domain mapping" }],
        };
      }
    }
  },
});

/** Who makes a mapping, as far as the code tells; else those who deploy services where it is declared. */
function makers(mapping: DomainMapping, world: World) {
  const told = makersOf(mapping, world);
  if (told.length > 0)
    return told.map(({ principal, member }) => ({ principal, member, severity: undefined, at: mapping.head }));
  return deployers(world)
    .filter(({ workloads }) => workloads.some(({ type, scope }) => type === "run.services" && scope === mapping.scope))
    .map(({ principal, member, at }) => ({ principal, member, severity: "info" as const, at }));
}

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
