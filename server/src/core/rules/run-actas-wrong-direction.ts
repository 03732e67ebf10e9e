import { lacks } from "../access/access.ts";
import { type Deployer, deployersByWorkload } from "../access/deployers.ts";
import { identityOf, principalOfIdentity } from "../access/identity-of.ts";
import { identityNeed, isUnmet } from "../access/needs.ts";
import { isRun, productOfType, productTypes } from "../access/products.ts";
import { perKey, perWorld, type World } from "../access/world.ts";
import { calledAs, who } from "../evidence/workload-words.ts";
import { groupBy } from "../graph/group-by.ts";
import type { Binding, Workload } from "../model/facts.ts";
import { known, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const USER_ROLE = "roles/iam.serviceAccountUser";

interface Lacking {
  readonly workload: Workload;
  readonly deployer: Deployer;
}

/** Cloud Run workloads by the principal that they are. */
const running = perWorld((world) =>
  groupBy(world.graph.workloads.filter(isRun), (workload) => {
    const identity = identityOf(workload, world);
    return identity === undefined ? undefined : principalOfIdentity(identity);
  }),
);

/** A workload that runs as a principal and that someone deploys without the right to act as it. */
const lacking = perKey((principal, world): Lacking | undefined => {
  for (const workload of running(world).get(principal) ?? []) {
    const need = identityNeed(workload, world);
    const all = need === undefined ? [] : (deployersByWorkload(world).get(workload) ?? []);
    const deployer = all.find((one) => one.principal !== principal && need && isUnmet(one.principal, need, world));
    if (deployer !== undefined) return { workload, deployer };
  }
  return undefined;
});

/** What starts work under its own name needs to act as itself: whoever enqueues tasks or creates jobs. */
const STARTS_WORK = ["cloudtasks.tasks.create", ...productTypes.flatMap((type) => productOfType(type)?.deploys ?? [])];

const startsWork = (principal: string, { scope, project }: Workload, world: World): boolean =>
  !lacks(principal, STARTS_WORK, { type: "resourcemanager.projects", name: project, scope }, world);

export const runActasWrongDirection = defineRule({
  id: "run-actas-wrong-direction",
  title: "Right to act as an account is granted to the account itself",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: `\`${USER_ROLE}\` lets its member act as a service account. It belongs to whoever deploys, on the account that the workload runs
as. Granted to that account it changes nothing: the workload runs as it anyway, and the deployer still may not attach it.`,
  how: "Grant the role on the service account to the deployer instead.",
  silent: `When everybody who deploys the workload may act as its identity; when the account starts work under its own name, such as tasks,
jobs or workflows, for which it does act as itself; when a role, member or resource is not known.`,
  refs: [
    "https://cloud.google.com/iam/docs/attach-service-accounts",
    "https://cloud.google.com/iam/docs/service-account-permissions",
  ],
  options: {},
  on: "binding",
  applies: ({ effect, role }) => effect === "grant" && known(role) === USER_ROLE,
  *check(binding, world) {
    for (const member of binding.members) {
      const principal = world.graph.principalOf(member, binding.scope);
      const found = principal === undefined ? undefined : lacking(principal, world);
      if (principal === undefined || found === undefined || startsWork(principal, found.workload, world)) continue;
      const { workload, deployer } = found;
      const isItself = isOnItself(binding, principal, world);
      if (!isItself && binding.resource.type !== "resourcemanager.projects") continue;
      yield {
        span: member.span,
        message: `${who(member)} is what ${calledAs(workload)} runs as; to deploy it, ${who(deployer.member)} needs \`${USER_ROLE}\` on it, and nothing in this workspace grants that.`,
        related: [{ span: deployer.at, message: "deploys it" }],
        fixes: isItself && deployer.may ? [swap(member, deployer.member)] : [],
      };
    }
  },
});

function isOnItself({ resource, scope }: Binding, principal: string, { graph }: World): boolean {
  const { name } = resource.fields;
  return (
    resource.type === "iam.serviceAccounts" &&
    name !== undefined &&
    `serviceAccount:${graph.accountOf(name, scope)}` === principal
  );
}

const swap = (member: Value, deployer: Value) =>
  ({
    title: `Grant it to ${who(deployer)} instead`,
    safety: "unsafe",
    changes: [{ kind: "replace", value: member, with: deployer.parts }],
  }) as const;
