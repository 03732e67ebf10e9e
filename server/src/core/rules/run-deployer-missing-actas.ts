import {
  ACT_AS,
  type ActAsGrants,
  actAsGrants,
  handedOver,
  type Identity,
  identityOf,
  isHandedOver,
  mayActAs,
} from "../access/act-as.ts";
import {
  type Deployer,
  deployersIn,
  deployingGrants,
  RUN_TYPES,
  reaches,
  runningPrincipals,
} from "../access/deploys.ts";
import { roleHolds, type World } from "../access/role-holds.ts";
import { groupBy } from "../graph/group-by.ts";
import type { Workload } from "../model/facts.ts";
import type { Finding, Fix } from "../model/finding.ts";
import { display, type Value } from "../model/value.ts";
import { nameOf, shortName } from "../model/value-name.ts";
import { defineRule } from "./rule.ts";

const USER_ROLE = "roles/iam.serviceAccountUser";
const NOUNS: Readonly<Record<string, string>> = {
  "run.services": "service",
  "run.jobs": "job",
  "run.workerpools": "worker pool",
};

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
  on: "workspace",
  *check(graph, { catalog }) {
    const world = { graph, catalog };
    const deploying = deployingGrants(world);
    if (deploying.length === 0) return;
    const grants = actAsGrants(world);
    const handed = handedOver(world);
    const running = runningPrincipals(world);
    const workloads = groupBy(
      graph.workloads.filter(({ type }) => RUN_TYPES.some((known) => known === type)),
      ({ scope }) => scope,
    );
    const spokenOf = scopesWithAccounts(world);
    for (const { grant, types } of deploying) {
      const near = workloads.get(grant.scope) ?? [];
      const reached = near.filter((w) => types.some((type) => type === w.type) && reaches(grant, w, world));
      for (const deployer of deployersIn(grant, world)) {
        if (running.has(deployer.principal) || isHandedOver(deployer.principal, handed, world)) continue;
        const open = reached.filter((workload) => !isIdentityHandedOver(workload, handed, world));
        if (reached.length > 0) yield* missing(deployer, open, grants, world);
        else if (near.length === 0 && grants.isEmpty && !spokenOf.has(grant.scope)) yield* reminder(deployer, world);
      }
    }
  },
});

function isIdentityHandedOver(workload: Workload, handed: ReadonlySet<string>, world: World): boolean {
  const identity = identityOf(workload, world);
  return identity !== undefined && isHandedOver(identity.key, handed, world);
}

/** One finding for each identity that the deployer may not act as. */
function* missing(
  deployer: Deployer,
  workloads: readonly Workload[],
  grants: ActAsGrants,
  world: World,
): Generator<Finding> {
  const byIdentity = new Map<string, { readonly identity: Identity; readonly workloads: Workload[] }>();
  for (const workload of workloads) {
    const identity = identityOf(workload, world);
    if (identity === undefined) continue;
    if (mayActAs(deployer.principal, identity, workload, grants, world)) continue;
    const group = byIdentity.get(identity.key) ?? { identity, workloads: [] };
    group.workloads.push(workload);
    byIdentity.set(identity.key, group);
  }
  for (const { identity, workloads: attached } of byIdentity.values()) {
    yield {
      span: placeOf(deployer),
      message: `${who(deployer.member)} can deploy ${named(attached)}, but nothing in this workspace lets it act as the service identity ${accountName(identity)}: deploys fail with "Permission 'iam.serviceaccounts.actAs' denied".`,
      related: attached.map((workload) => ({ span: workload.head, message: runsAs(identity) })),
      fixes: [grantFix(deployer, identity)],
    };
  }
}

/** No workload in sight and not a word about service accounts: a reminder, not a warning. */
function* reminder({ grant, member }: Pick<Deployer, "grant" | "member">, world: World): Generator<Finding> {
  if (roleHolds(grant, ACT_AS, world) !== false) return;
  yield {
    span: placeOf({ grant, member }),
    severity: "info",
    message: `If ${who(member)} deploys with this role, it also needs \`${USER_ROLE}\` on the service identity; nothing in this workspace grants it.`,
  };
}

const scopesWithAccounts = ({ graph }: World): ReadonlySet<string> =>
  new Set([
    ...graph.accounts.map(({ scope }) => scope),
    ...graph.bindings.filter(({ resource }) => resource.type === "iam.serviceAccounts").map(({ scope }) => scope),
  ]);

const placeOf = ({ grant, member }: Pick<Deployer, "grant" | "member">) =>
  (grant.members.length === 1 ? (grant.role ?? member) : member).span;

const who = (member: Value): string => `\`${nameOf(member)}\``;

function named(workloads: readonly Workload[]): string {
  const [first] = workloads;
  if (first === undefined) return "";
  const name = first.name === undefined ? first.source : display(first.name);
  const others = workloads.length - 1;
  const more = others === 0 ? "" : ` and ${others} more`;
  return `Cloud Run ${NOUNS[first.type] ?? "workload"} \`${name}\`${more}`;
}

const accountName = ({ value }: Identity): string =>
  value === undefined ? "of the project, its default compute service account" : `\`${nameOf(value)}\``;

const runsAs = ({ value }: Identity): string =>
  value === undefined ? "runs as the default compute service account" : `runs as \`${nameOf(value)}\``;

function grantFix({ grant, member }: Deployer, { value }: Identity): Fix {
  return {
    title: `Grant \`${USER_ROLE}\` on ${value === undefined ? "the default compute service account" : `\`${nameOf(value)}\``}`,
    safety: "unsafe",
    changes: [
      {
        kind: "add-binding",
        after: grant,
        grant: {
          role: USER_ROLE,
          member,
          resource: { type: "iam.serviceAccounts", fields: value === undefined ? {} : { name: value } },
          name: [shortName(member), "actas", value === undefined ? "default" : shortName(value)],
        },
      },
    ],
  };
}
