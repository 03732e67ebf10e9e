import { isAssumed } from "../access/assumed.ts";
import { deployedTypes, deployers, membersWhoDeploy, placeOf } from "../access/deployers.ts";
import { mayGive } from "../access/grant-index.ts";
import { ACT_AS } from "../access/needs.ts";
import { isRun, RUN_TYPES } from "../access/products.ts";
import { roleHolds } from "../access/role-holds.ts";
import { perCatalog, perWorld, type World } from "../access/world.ts";
import { mayTell, missingActAs, TELLING } from "../evidence/deploys-without.ts";
import { who } from "../evidence/workload-words.ts";
import type { Graph } from "../graph/graph.ts";
import type { Lookup } from "../graph/lookup.ts";
import { recalled } from "../graph/recall.ts";
import type { Binding } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import { defineRule } from "./rule.ts";

const USER_ROLE = "roles/iam.serviceAccountUser";

export const runDeployerMissingActas = defineRule({
  id: "run-deployer-missing-actas",
  title: "Deployer may not act as the service identity",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.1.0",
  why: `Whoever creates or updates a Cloud Run service, job or worker pool attaches a service account to it, its service identity.
That needs \`${ACT_AS}\` on that account, besides the right to deploy. Without it every deploy ends with
"Permission 'iam.serviceaccounts.actAs' denied".`,
  how: `Grant \`${USER_ROLE}\` on the service account itself to the deployer. A grant on the whole project works too, but it
lets the deployer become every service account of the project.`,
  silent: `When the deployer holds any role with \`${ACT_AS}\` on the account, its project or above; when a grant with an unknown
role, member or resource, or to a group, may give it; when the deployer or the account is handed to a module that is not read; when the
deployer is itself the identity of something that runs, such as a Scheduler job; when the identity comes from outside the code; when the
deploying grant has a condition.`,
  refs: [
    "https://cloud.google.com/run/docs/reference/iam/roles",
    "https://cloud.google.com/iam/docs/attach-service-accounts",
  ],
  options: {},
  on: TELLING,
  applies: mayTell,
  *check(fact, world) {
    yield* missing(fact, world);
    if (fact.kind === "binding") yield* reminders(fact, world);
  },
});

const missing = missingActAs(isRun);

/** No workload in sight and not a word about service accounts: a reminder, not a warning. */
function* reminders(grant: Binding, world: World): Generator<Finding> {
  const types = deployedTypes(grant, world);
  if (types.length === 0 || !types.every((type) => RUN_TYPES.includes(type))) return;
  if (roleHolds(grant, ACT_AS, world) !== false || isSpokenOf(grant.scope, world.graph) || isActAsGranted(world))
    return;
  for (const { member, principal } of membersWhoDeploy(grant, world)) {
    if (deployingPrincipals(world).has(principal) || isAssumedAnywhere(principal, world)) continue;
    yield {
      span: placeOf(grant, member),
      severity: "info",
      message: `If ${who(member)} deploys with this role, it also needs \`${USER_ROLE}\` on the service identity; nothing in this workspace grants it.`,
      lacks: [{ role: USER_ROLE, member, resource: { fields: {} }, scope: grant.scope }],
    };
  }
}

const deployingPrincipals = perWorld((world) => new Set(deployers(world).map(({ principal }) => principal)));

const isActAsGranted = perWorld(({ graph, catalog }) => graph.find(actAsGrants(catalog), ACT_AS).length > 0);

/** Grants that may let somebody act as an account. */
const actAsGrants = perCatalog(
  (catalog): Lookup<Binding> => ({
    finds: (fact): fact is Binding => fact.kind === "binding",
    keysOf: (grant, graph) =>
      mayGive([grant], [ACT_AS], "iam.serviceAccounts", { catalog, graph }).length === 0 ? [] : [ACT_AS],
  }),
);

const isSpokenOf = recalled(
  (scope: string, graph: Graph): boolean =>
    graph.within(scope, "service-account").length > 0 ||
    graph.within(scope, "workload").some(isRun) ||
    graph.within(scope, "binding").some(({ resource }) => resource.type === "iam.serviceAccounts"),
);

/** Whether the configuration says that the deployer may act as some account. */
const isAssumedAnywhere = (principal: string, world: World): boolean =>
  isAssumed(principal, ACT_AS, { type: "iam.serviceAccounts", scope: "" }, world) !== undefined;
