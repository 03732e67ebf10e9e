import { type Deployer, deployedTypes, deployersAs, deployersTold } from "../access/deployers.ts";
import { isHandedOver } from "../access/handed-over.ts";
import type { Identity } from "../access/identity-of.ts";
import { identityNeed, isUnmet, type Need } from "../access/needs.ts";
import { perKey, type World } from "../access/world.ts";
import type { Workload } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import { needFixes } from "./need-fixes.ts";
import { accountName, calledAll, runsAs, who } from "./workload-words.ts";

/** Workloads that lack the same thing for the same deployer. */
interface Gap {
  readonly deployer: Deployer;
  readonly need: Need;
  readonly workloads: Set<Workload>;
}

/** The kinds of facts that tell of deployers: what {@link Gaps} are looked for in. */
export const TELLING = ["binding", "workload", "applier"] as const;

type Telling = Parameters<typeof deployersTold>[0];

/** Whether a fact may tell of a deployer at all: most grants let nobody deploy. */
export const mayTell = (fact: Telling, world: World): boolean =>
  fact.kind !== "binding" || deployedTypes(fact, world).length > 0;

/** What the deployers lack of whom a fact tells, one finding for each gap of each. */
export type Gaps = (fact: Telling, world: World) => Generator<Finding>;

/**
 * Finds what deployers lack for workloads. A pipeline to whose account the workspace grants nothing gets its roles elsewhere; what
 * one grant of a scope was found to leave open is not told again of the next to the same principal.
 */
export function gaps(
  isMeant: (workload: Workload, deployer: Deployer) => boolean,
  needsIn: (workload: Workload, world: World) => readonly { readonly key: string; readonly need: Need }[],
  tell: (deployer: Deployer, need: Need, workloads: readonly Workload[]) => string,
): Gaps {
  const gapsOf = perKey((holder, world): readonly Gap[] => {
    const [principal = "", scope = ""] = holder.split("\n");
    const told = new Set<string>();
    return deployersAs(principal, scope, world).flatMap((deployer) => {
      const found = new Map<string, Gap>();
      for (const workload of deployer.workloads.filter((one) => isMeant(one, deployer))) {
        for (const { key, need } of needsIn(workload, world)) {
          if (told.has(key) || !isUnmet(principal, need, world)) continue;
          const gap = found.get(key) ?? { deployer, need, workloads: new Set() };
          gap.workloads.add(workload);
          found.set(key, gap);
        }
      }
      for (const key of found.keys()) told.add(key);
      return [...found.values()];
    });
  });
  return function* (fact, world) {
    for (const told of deployersTold(fact, world)) {
      const { grant, principal } = told;
      if (grant === undefined) continue;
      for (const { deployer, need, workloads } of gapsOf(`${principal}\n${grant.scope}`, world))
        if (deployer === told) yield findingOf(deployer, need, [...workloads], tell, world);
    }
  };
}

const findingOf = (
  deployer: Deployer,
  need: Need,
  workloads: readonly Workload[],
  tell: Parameters<typeof gaps>[2],
  world: World,
): Finding => ({
  span: deployer.at,
  message: tell(deployer, need, workloads),
  related: workloads.map((workload) => ({ span: workload.head, message: relation(need) })),
  fixes: needFixes(deployer, need, workloads, world),
});

const relation = ({ identity }: Need): string => (identity === undefined ? "runs this image" : runsAs(identity));

/** What those lack who deploy without the right to act as the identity. */
export const missingActAs = (isMeant: (workload: Workload, deployer: Deployer) => boolean): Gaps =>
  gaps(
    isMeant,
    (workload, world) => {
      const need = identityNeed(workload, world);
      if (need?.identity === undefined || isHandedOver(need.identity.key, world)) return [];
      return [{ key: need.identity.key, need }];
    },
    (deployer, { identity }, workloads) =>
      `${who(deployer.member)} ${verb(deployer)} ${calledAll(workloads)}, but nothing in this workspace lets it act as the ${identity === undefined ? "" : as(identity)}: deploys fail with "Permission 'iam.serviceaccounts.actAs' denied".`,
  );

export const verb = ({ may }: Pick<Deployer, "may">): string => (may ? "can deploy" : "deploys");

const as = (identity: Identity): string => `service identity ${accountName(identity)}`;
