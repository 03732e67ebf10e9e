import { type Deployer, deployersIn } from "../access/deployers.ts";
import { isHandedOver } from "../access/handed-over.ts";
import type { Identity } from "../access/identity-of.ts";
import { identityNeed, isUnmet, type Need } from "../access/needs.ts";
import type { World } from "../access/world.ts";
import type { Workload } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import { needFixes } from "./need-fixes.ts";
import { accountName, calledAll, runsAs, who } from "./workload-words.ts";

/** Workloads that lack the same thing for the same deployer. */
interface Gap {
  readonly need: Need;
  readonly workloads: Set<Workload>;
}

/**
 * What the deployers of a scope lack for workloads, one finding for each gap of each. A pipeline to whose account the workspace grants nothing
 * gets its roles elsewhere.
 */
export function* gaps(
  scope: string,
  world: World,
  isMeant: (workload: Workload, deployer: Deployer) => boolean,
  needsIn: (workload: Workload) => readonly { readonly key: string; readonly need: Need }[],
  tell: (deployer: Deployer, need: Need, workloads: readonly Workload[]) => string,
): Generator<Finding> {
  const told = new Set<string>();
  const needsOnce = remembered(needsIn);
  for (const deployer of deployersIn(scope, world)) {
    const { grant, principal } = deployer;
    if (grant === undefined) continue;
    const found = new Map<string, Gap>();
    for (const workload of deployer.workloads) {
      if (!isMeant(workload, deployer)) continue;
      for (const { key, need } of needsOnce(workload)) {
        if (told.has(`${principal} ${key} ${grant.scope}`) || !isUnmet(principal, need, world)) continue;
        const gap = found.get(key) ?? { need, workloads: new Set() };
        gap.workloads.add(workload);
        found.set(key, gap);
      }
    }
    for (const [key, gap] of found) {
      const { need } = gap;
      const workloads = [...gap.workloads];
      told.add(`${principal} ${key} ${grant.scope}`);
      yield {
        span: deployer.at,
        message: tell(deployer, need, workloads),
        related: workloads.map((workload) => ({ span: workload.head, message: relation(need) })),
        fixes: needFixes(deployer, need, workloads, world),
      };
    }
  }
}

/** Asked once for each workload. */
function remembered<T>(ask: (workload: Workload) => T): (workload: Workload) => T {
  const kept = new Map<Workload, T>();
  return (workload) => {
    const answer = kept.get(workload) ?? ask(workload);
    kept.set(workload, answer);
    return answer;
  };
}

const relation = ({ identity }: Need): string => (identity === undefined ? "runs this image" : runsAs(identity));

/** What those lack who deploy by a grant of a scope without the right to act as the identity. */
export const missingActAs = (
  scope: string,
  world: World,
  isMeant: (workload: Workload, deployer: Deployer) => boolean,
): Generator<Finding> =>
  gaps(
    scope,
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
