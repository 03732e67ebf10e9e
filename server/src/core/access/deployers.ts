import { isOpaqueKey } from "../graph/likeness.ts";
import type { Lookup } from "../graph/lookup.ts";
import type { Applier, Binding, Workload } from "../model/facts.ts";
import { known, type Value } from "../model/value.ts";
import type { Span } from "../text/span.ts";
import { isHandedOver } from "./handed-over.ts";
import { pipelineMember, pipelinePrincipal, pipelines } from "./pipelines.ts";
import { NOT_A_DEPLOYER } from "./principals.ts";
import { isRun, productOfType, productTypes } from "./products.ts";
import { workloadsReached } from "./reached.ts";
import { roleHolds } from "./role-holds.ts";
import { perCatalog, perFact, perKey, perWorld, type World } from "./world.ts";

/** Who deploys workloads: by a grant that lets them, or because a pipeline says so. */
export interface Deployer {
  readonly principal: string;
  readonly member: Value;
  /** The grant that lets it deploy, or, of a pipeline without one, another grant to it: new grants go behind it. */
  readonly grant: Binding | undefined;
  /** Whether that grant surely lets it deploy. */
  readonly may: boolean;
  /** Where a finding about it stands. */
  readonly at: Span;
  /** What it can or does deploy. */
  readonly workloads: readonly Workload[];
  /** The workloads that a pipeline deploys as it. */
  readonly deployed: readonly Workload[];
}

/** The types of workloads that a grant surely lets one create or update, without condition. */
export function deployedTypes(grant: Binding, world: World): readonly string[] {
  const { effect, condition, conditional, role } = grant;
  if (effect !== "grant" || condition !== undefined || conditional || role === undefined) return NONE;
  const name = known(role);
  if (name?.startsWith("roles/") !== true) return typesHeld(grant, world);
  const kept = ofRoles(world.catalog);
  const types = kept.get(name) ?? typesHeld(grant, world);
  kept.set(name, types);
  return types;
}

const NONE: readonly never[] = [];

const ofRoles = perCatalog(() => new Map<string, readonly string[]>());

const typesHeld = (grant: Binding, world: World): readonly string[] =>
  productTypes.filter((type) =>
    productOfType(type)?.deploys.some((permission) => roleHolds(grant, permission, world) === true),
  );

/** Members of a deploying grant that may well deploy: no sets that nobody can name, no accounts of running things. */
export const membersWhoDeploy = (
  grant: Binding,
  world: World,
): readonly { readonly principal: string; readonly member: Value }[] =>
  grant.members.flatMap((member) => {
    const principal = world.graph.principalOf(member, grant.scope);
    return principal === undefined || !mayDeploy(principal, world) ? [] : [{ principal, member }];
  });

const mayDeploy = (principal: string, world: World): boolean =>
  !isOpaqueKey(principal) &&
  !NOT_A_DEPLOYER.test(principal) &&
  !runningPrincipals(world).has(principal) &&
  !isHandedOver(principal, world);

const isTelling = (type: string): boolean => productOfType(type)?.telling === true;

/** A role on the thing itself lets its holder change, watch or try it; only for Cloud Run is that how deployers get theirs. */
const creates = ({ resource }: Binding, workload: Workload): boolean =>
  resource.type !== workload.type || isRun(workload);

/** Workloads that deploy others; what else runs as an account uses a deploying role to run or watch them. */
const PIPELINES = new Set(["cloudbuild.triggers", "cloudbuild.builds", "clouddeploy.targets"]);

/** Accounts that something runs as, pipelines apart: they are no deployers, whatever role they hold. */
const runningPrincipals = perWorld(
  ({ graph }: World): ReadonlySet<string> =>
    new Set(
      [...graph.workloads, ...graph.of("caller")].flatMap((one) => {
        const { type, identity, scope } = one;
        const isBuild = one.kind === "workload" && one.purpose === "build";
        const account =
          identity === undefined || isBuild || PIPELINES.has(type) ? undefined : graph.accountOf(identity, scope);
        return account === undefined ? [] : [`serviceAccount:${account}`];
      }),
    ),
);

/** Everybody who deploys something that the workspace shows, first by grants, then by pipelines. */
export const deployers = perWorld((world: World): readonly Deployer[] => [
  ...world.graph.scopes.flatMap((scope) => grantedDeployers(scope, world)),
  ...[...pipelines(world).keys()].flatMap((principal) => pipelineDeployer(principal, world) ?? []),
]);

/** Grants that surely let one deploy, by scope. */
const deployingGrants = perCatalog(
  (catalog): Lookup<Binding> => ({
    finds: (fact): fact is Binding => fact.kind === "binding",
    keysOf: (grant, graph) => (deployedTypes(grant, { catalog, graph }).length === 0 ? NONE : [grant.scope]),
  }),
);

const grantedDeployers = perKey((scope, world): readonly Deployer[] =>
  world.graph.find(deployingGrants(world.catalog), scope).flatMap((grant) => grantedBy(grant, world)),
);

/** Those of them of whom a fact tells: by a grant, or as whom a pipeline deploys. */
export function deployersTold(fact: Binding | Workload | Applier, world: World): readonly Deployer[] {
  if (fact.kind === "binding") return deployersBy(fact, world);
  const principal = pipelinePrincipal(fact, world);
  const deployer = principal === undefined ? undefined : pipelineDeployer(principal, world);
  return deployer === undefined || deployer.member !== pipelineMember(fact) ? [] : [deployer];
}

/** A principal where it deploys by grants of a scope, or by a pipeline whose first grant is there. */
export const deployersAs = (principal: string, scope: string, world: World): readonly Deployer[] => [
  ...world.graph
    .grantsTo(principal)
    .filter((grant) => grant.scope === scope)
    .flatMap((grant) => deployersBy(grant, world))
    .filter((deployer) => deployer.principal === principal),
  ...[pipelineDeployer(principal, world) ?? []].flat().filter(({ grant }) => grant?.scope === scope),
];

/** By workload, who can or does deploy it. */
export const deployersByWorkload = perWorld((world: World): ReadonlyMap<Workload, readonly Deployer[]> => {
  const found = new Map<Workload, Deployer[]>();
  for (const deployer of deployers(world)) {
    for (const workload of deployer.workloads) {
      const list = found.get(workload);
      if (list === undefined) found.set(workload, [deployer]);
      else list.push(deployer);
    }
  }
  return found;
});

/** Who can deploy by a grant. */
function deployersBy(grant: Binding, world: World): readonly Deployer[] {
  return deployedTypes(grant, world).length === 0 ? NONE : grantedBy(grant, world);
}

const grantedBy = perFact((grant: Binding, world): readonly Deployer[] => {
  const types = deployedTypes(grant, world);
  const reached = workloadsReached(grant, types.filter(isTelling), world).filter((one) => creates(grant, one));
  return membersWhoDeploy(grant, world).flatMap(({ principal, member }) => {
    const deployed = deployedAs(principal, types, world);
    const workloads = deployed.length === 0 ? reached : [...new Set([...reached, ...deployed])];
    if (workloads.length === 0) return [];
    return [{ principal, member, grant, may: true, at: placeOf(grant, member), workloads, deployed }];
  });
});

const deployedAs = (principal: string, types: readonly string[], world: World): readonly Workload[] =>
  (pipelines(world).get(principal)?.workloads ?? NONE).filter(({ type }) => types.includes(type));

/** As whom a pipeline deploys, where no grant lets it deploy what it does. */
const pipelineDeployer = perKey((principal, world): Deployer | undefined => {
  const pipeline = pipelines(world).get(principal);
  if (pipeline === undefined) return undefined;
  const { member, workloads } = pipeline;
  const grants = world.graph.grantsTo(principal);
  const isTold =
    mayDeploy(principal, world) &&
    grants.some((grant) => deployedAs(principal, deployedTypes(grant, world), world).length > 0);
  if (isTold || isHandedOver(principal, world)) return undefined;
  return { principal, member, grant: grants[0], may: false, at: member.span, workloads, deployed: workloads };
});

/** Where a grant to one of its members is spoken of: the role, unless it has others. */
export const placeOf = (grant: Binding, member: Value): Span =>
  (grant.members.length === 1 ? (grant.role ?? member) : member).span;
