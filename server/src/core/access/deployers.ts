import { isOpaqueKey } from "../graph/likeness.ts";
import type { Binding, Workload } from "../model/facts.ts";
import { known, type Value } from "../model/value.ts";
import type { Span } from "../text/span.ts";
import { grantsHoldingAny } from "./grant-index.ts";
import { isHandedOver } from "./handed-over.ts";
import { pipelines } from "./pipelines.ts";
import { NOT_A_DEPLOYER } from "./principals.ts";
import { isRun, productOfType, productTypes } from "./products.ts";
import { workloadsReached } from "./reached.ts";
import { roleHolds } from "./role-holds.ts";
import { perWorld, type World } from "./world.ts";

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

/** A grant of the right to create or update workloads of some types. */
export interface DeployingGrant {
  readonly grant: Binding;
  readonly types: readonly string[];
}

/** The grants that surely give, without condition, the right to create or update workloads. */
export const deployingGrants = perWorld((world: World): readonly DeployingGrant[] => {
  const all = productTypes.flatMap((type) => productOfType(type)?.deploys ?? []);
  const typesOf = new Map<string, readonly string[]>();
  return grantsHoldingAny(all, world).flatMap((grant) => {
    if (grant.condition !== undefined || grant.conditional) return [];
    const role = known(grant.role);
    const types = (role === undefined ? undefined : typesOf.get(role)) ?? deployedTypes(grant, world);
    if (role !== undefined) typesOf.set(role, types);
    return types.length === 0 ? [] : [{ grant, types }];
  });
});

const deployedTypes = (grant: Binding, world: World): readonly string[] =>
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
    const unclear = principal === undefined || isOpaqueKey(principal) || NOT_A_DEPLOYER.test(principal);
    if (unclear || runningPrincipals(world).has(principal) || isHandedOver(principal, world)) return [];
    return [{ principal, member }];
  });

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
export const deployers = perWorld((world: World): readonly Deployer[] => {
  const told = pipelines(world);
  const granted = deployingGrants(world).flatMap(({ grant, types }) => {
    const reached = workloadsReached(grant, types.filter(isTelling), world).filter((one) => creates(grant, one));
    return membersWhoDeploy(grant, world).flatMap(({ principal, member }) => {
      const deployed = (told.get(principal)?.workloads ?? []).filter(({ type }) => types.includes(type));
      const workloads = deployed.length === 0 ? reached : [...new Set([...reached, ...deployed])];
      if (workloads.length === 0) return [];
      return [{ principal, member, grant, may: true, at: placeOf(grant, member), workloads, deployed }];
    });
  });
  const done = new Set(granted.flatMap(({ principal, deployed }) => (deployed.length > 0 ? [principal] : [])));
  const others = [...told].flatMap(([principal, { member, workloads }]) => {
    if (done.has(principal) || isHandedOver(principal, world)) return [];
    const grant = world.graph.grantsTo(principal)[0];
    return [{ principal, member, grant, may: false, at: member.span, workloads, deployed: workloads }];
  });
  return [...granted, ...others];
});

/** Where a grant to one of its members is spoken of: the role, unless it has others. */
export const placeOf = (grant: Binding, member: Value): Span =>
  (grant.members.length === 1 ? (grant.role ?? member) : member).span;
