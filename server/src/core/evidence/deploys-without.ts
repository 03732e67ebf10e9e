import { type Deployer, deployers } from "../access/deployers.ts";
import { isHandedOver } from "../access/handed-over.ts";
import type { Identity } from "../access/identity-of.ts";
import { identityNeed, met, type Need } from "../access/needs.ts";
import type { World } from "../access/world.ts";
import type { Workload } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import { needFixes } from "./need-fixes.ts";
import { accountName, calledAll, runsAs, who } from "./workload-words.ts";

/** Workloads that lack the same thing for the same deployer. */
interface Gap {
  readonly need: Need;
  readonly workloads: Workload[];
}

/**
 * What deployers lack for workloads, one finding for each gap of each. A pipeline to whose account the workspace grants nothing
 * gets its roles elsewhere.
 */
export function* gaps(
  world: World,
  isMeant: (workload: Workload, deployer: Deployer) => boolean,
  needsIn: (workload: Workload) => readonly { readonly key: string; readonly need: Need }[],
  tell: (deployer: Deployer, need: Need, workloads: readonly Workload[]) => string,
): Generator<Finding> {
  const told = new Set<string>();
  for (const deployer of deployers(world)) {
    if (deployer.grant === undefined) continue;
    const meant = deployer.workloads.filter((workload) => isMeant(workload, deployer));
    const found = new Map<string, Gap>();
    for (const workload of meant) {
      for (const { key, need } of needsIn(workload)) {
        if (met(deployer.principal, need, world).state !== "missing") continue;
        const gap = found.get(key) ?? { need, workloads: [] };
        if (!gap.workloads.includes(workload)) gap.workloads.push(workload);
        found.set(key, gap);
      }
    }
    for (const [key, { need, workloads }] of found) {
      const once = `${deployer.principal} ${key} ${deployer.grant.scope}`;
      if (told.has(once)) continue;
      told.add(once);
      yield {
        span: deployer.at,
        message: tell(deployer, need, workloads),
        related: workloads.map((workload) => ({ span: workload.head, message: relation(need) })),
        fixes: needFixes(deployer, need, workloads, world),
      };
    }
  }
}

const relation = ({ identity }: Need): string => (identity === undefined ? "runs this image" : runsAs(identity));

/** What those lack who deploy without the right to act as the identity. */
export const missingActAs = (
  world: World,
  isMeant: (workload: Workload, deployer: Deployer) => boolean,
): Generator<Finding> =>
  gaps(
    world,
    isMeant,
    (workload) => {
      const need = identityNeed(workload, world);
      if (need?.identity === undefined || isHandedOver(need.identity.key, world)) return [];
      return [{ key: need.identity.key, need }];
    },
    (deployer, { identity }, workloads) =>
      `${who(deployer.member)} ${verb(deployer)} ${calledAll(workloads)}, but nothing in this workspace lets it act as the ${identity === undefined ? "" : as(identity)}: deploys fail with "Permission 'iam.serviceaccounts.actAs' denied".`,
  );

export const verb = ({ may }: Pick<Deployer, "may">): string => (may ? "can deploy" : "deploys");

const as = (identity: Identity): string => `service identity ${accountName(identity)}`;
