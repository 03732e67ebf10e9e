import { mayBeOne } from "../graph/likeness.ts";
import type { Binding } from "../model/facts.ts";
import { isAssumed } from "./assumed.ts";
import { covers } from "./covers.ts";
import { denialOf } from "./deny.ts";
import { grantsFor } from "./grant-index.ts";
import { type Doubt, type Holding, MISSING } from "./holding.ts";
import type { Place } from "./place.ts";
import {
  COLLECTIVE,
  DEFAULT_PRINCIPAL,
  EVERYBODY,
  isDefaultAccount,
  isServiceAccount,
  isUnclear,
} from "./principals.ts";
import { roleHolds } from "./role-holds.ts";
import { areJoined } from "./scopes.ts";
import type { World } from "./world.ts";

/**
 * Whether a principal holds a permission on a resource, by what the workspace grants on it, on its project and above. What is not
 * known near the place leaves the answer open; elsewhere only a member that may well be the principal does.
 */
export function holds(principal: string, permission: string, place: Place, world: World): Holding {
  const granted = grantedTo(principal, permission, place, world);
  if (granted.state === "missing") return granted;
  const denial = denialOf(principal, permission, place, world);
  if (denial === undefined) return granted;
  const grants = granted.state === "unknown" || granted.state === "granted" ? granted.grants : [];
  return denial.sure
    ? { state: "denied", grants, policy: denial.policy }
    : { state: "unknown", grants, doubts: ["deny"] };
}

/** Whether {@link holds} would say "missing" of each of some permissions. */
export function lacks(principal: string, permissions: readonly string[], place: Place, world: World): boolean {
  if (permissions.some((permission) => isAssumed(principal, permission, place, world) !== undefined)) return false;
  const mayGive = (grant: Binding) =>
    reach(grant, principal, place, world) !== false && covers(grant, place, world.graph) !== false;
  for (const grants of grantsFor(principal, permissions, place, world)) if (grants.some(mayGive)) return false;
  return true;
}

function grantedTo(principal: string, permission: string, place: Place, world: World): Holding {
  const assumed = isAssumed(principal, permission, place, world);
  if (assumed !== undefined) return { state: "granted", grants: [], assumed };
  const giving: Binding[] = [];
  const perhaps: Binding[] = [];
  const doubts = new Set<Doubt>();
  for (const grant of new Set([...grantsFor(principal, [permission], place, world)].flat())) {
    const reached = reach(grant, principal, place, world);
    if (reached === false) continue;
    const covered = covers(grant, place, world.graph);
    if (covered === false) continue;
    const doubt = doubtOf(grant, [reached, covered], roleHolds(grant, permission, world) === true);
    if (doubt === undefined) giving.push(grant);
    else {
      perhaps.push(grant);
      doubts.add(doubt);
    }
  }
  if (giving.length > 0) return { state: "granted", grants: giving };
  return perhaps.length > 0 ? { state: "unknown", grants: perhaps, doubts: [...doubts] } : MISSING;
}

function doubtOf(grant: Binding, answers: readonly (boolean | Doubt)[], isSure: boolean): Doubt | undefined {
  const open = answers.find((answer) => typeof answer === "string");
  if (open !== undefined) return open as Doubt;
  if (!isSure) return "role";
  if (grant.condition !== undefined) return "condition";
  return grant.conditional === true ? "branch" : undefined;
}

/** Whether a grant names the principal; a doubt where it may. */
function reach(grant: Binding, principal: string, place: Place, { graph }: World): boolean | Doubt {
  const isNear = areJoined(grant.scope, place.scope);
  let open: Doubt | undefined = isNear && !grant.complete ? "member" : undefined;
  for (const member of grant.members) {
    const key = graph.principalOf(member, grant.scope);
    if (key === principal || (key !== undefined && EVERYBODY.test(key))) return true;
    if (principal === DEFAULT_PRINCIPAL && isDefaultAccount(member, key, graph)) return true;
    if (key === undefined || isUnclear(key)) {
      if (isNear) open ??= "member";
    } else if (COLLECTIVE.test(key)) {
      if (isNear || !isServiceAccount(principal)) open ??= "group";
    } else if (mayBeOne(key, principal)) open ??= "member";
  }
  return open ?? false;
}
