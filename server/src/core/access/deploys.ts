import { isOpaqueKey } from "../graph/likeness.ts";
import type { Binding, Workload } from "../model/facts.ts";
import { known, soleReference, type Value } from "../model/value.ts";
import { roleHolds, type World } from "./role-holds.ts";

/** Who is granted the right to create or update workloads. */
export interface Deployer {
  readonly principal: string;
  readonly member: Value;
  readonly grant: Binding;
}

/** Types of Cloud Run workloads whose creation attaches a service identity. */
export const RUN_TYPES = ["run.services", "run.jobs", "run.workerpools"] as const;

/** Principals that cannot be a deployer: everybody, convenience values, Google's own agents. */
const NOT_A_DEPLOYER =
  /^all(?:Authenticated)?Users$|^project(?:Owner|Editor|Viewer):|@cloudservices\.gserviceaccount\.com$|^serviceAccount:service-[^@]*@/;

/** A grant of the right to create or update workloads of some types. */
export interface DeployingGrant {
  readonly grant: Binding;
  readonly types: readonly string[];
}

/** The grants that surely give, without condition, the right to create or update workloads. */
export function deployingGrants(world: World): readonly DeployingGrant[] {
  const typesOf = new Map<string, readonly string[]>();
  return world.graph.bindings.flatMap((grant) => {
    if (grant.effect !== "grant" || grant.condition !== undefined || grant.conditional) return [];
    const role = known(grant.role);
    const types = (role === undefined ? undefined : typesOf.get(role)) ?? deployedTypes(grant, world);
    if (role !== undefined) typesOf.set(role, types);
    return types.length === 0 ? [] : [{ grant, types }];
  });
}

const deployedTypes = (grant: Binding, world: World): readonly string[] =>
  RUN_TYPES.filter((type) => DEPLOYING.some((verb) => roleHolds(grant, `${type}.${verb}`, world) === true));

const DEPLOYING = ["create", "update"];

/** Deployers among the members of a binding that can deploy. */
export const deployersIn = (grant: Binding, { graph }: World): readonly Deployer[] =>
  grant.members.flatMap((member) => {
    const principal = graph.principalOf(member, grant.scope);
    const unclear = principal === undefined || isOpaqueKey(principal) || NOT_A_DEPLOYER.test(principal);
    return unclear ? [] : [{ principal, member, grant }];
  });

/** Workloads that deploy others; what else runs as an account uses a deploying role to run or watch them. */
const PIPELINES = new Set(["cloudbuild.builds"]);

/** Accounts that something runs or calls as, pipelines apart: they are no deployers, whatever role they hold. */
export const runningPrincipals = ({ graph }: World): ReadonlySet<string> =>
  new Set(
    [...graph.workloads, ...graph.of("caller")].flatMap(({ type, identity, scope }) => {
      const account = identity === undefined || PIPELINES.has(type) ? undefined : graph.accountOf(identity, scope);
      return account === undefined ? [] : [`serviceAccount:${account}`];
    }),
  );

/** Whether a grant of the same scope surely reaches the workload: on its project, or on the workload itself. */
export function reaches(grant: Binding, workload: Workload, { graph }: World): boolean {
  if (grant.scope !== workload.scope) return false;
  const { type, fields } = grant.resource;
  if (type === "resourcemanager.projects")
    return graph.sameProject(fields.name, workload.project, grant.scope) === true;
  return type === workload.type && namesWorkload(fields.name, workload);
}

function namesWorkload(name: Value | undefined, workload: Workload): boolean {
  if (name === undefined) return false;
  const address = soleReference(name)?.target?.address;
  if (address !== undefined && address === workload.address) return true;
  const text = known(name);
  return text !== undefined && text === known(workload.name);
}
