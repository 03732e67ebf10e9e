import type { Graph } from "../graph/graph.ts";
import { isOpaqueKey } from "../graph/likeness.ts";
import type { Binding } from "../model/facts.ts";
import { known } from "../model/value.ts";
import { concerns, PROJECTS } from "./covers.ts";
import { grantsNaming, grantsNear, grantsToSets, keysNaming, openGrantsNear } from "./grant-lookups.ts";
import type { Place } from "./place.ts";
import { isServiceAccount } from "./principals.ts";
import { roleHolds } from "./role-holds.ts";
import { perKey, type World } from "./world.ts";

/** Of some bindings, the grants that hold one of some permissions, or may do so, and can reach a place of a type at all. */
export function mayGive(
  bindings: readonly Binding[],
  permissions: readonly string[],
  type: string,
  world: World,
): readonly Binding[] {
  return bindings.filter(
    (grant) =>
      grant.effect === "grant" &&
      concerns(grant.resource.type, type) &&
      permissions.some((permission) => roleHolds(grant, permission, world) !== false),
  );
}

/**
 * Grants that may give one of some permissions to a principal on a place, one after the other and those near the place first:
 * those that may name the principal, and near the place also those that do not tell all whom they name.
 */
export function* grantsFor(
  principal: string,
  permissions: readonly string[],
  { scope, project, type, name }: Place,
  world: World,
): Generator<Binding> {
  const about = `${permissions.join()}\n${type}\n`;
  const seen = new Set<Binding>();
  function* unseen(grants: readonly Binding[]): Generator<Binding> {
    for (const grant of grants) {
      if (seen.has(grant)) continue;
      seen.add(grant);
      yield grant;
    }
  }
  yield* unseen((isOpaqueKey(principal) ? nearGrants : openGrants)(about + scope, world));
  for (const key of keysNaming(principal)) yield* unseen(namedGrants(about + key, world));
  if (isServiceAccount(principal)) return;
  yield* unseen(setGrants(about + (known(type === PROJECTS ? name : project) ?? ""), world));
}

/** Asked once for some permissions, a type of resource, and what the grants are found by. */
const foundBy = (find: (key: string, type: string, graph: Graph) => readonly Binding[]) =>
  perKey((about: string, world: World): readonly Binding[] => {
    const [permissions = "", type = ""] = about.split("\n", 2);
    const key = about.slice(permissions.length + type.length + 2);
    return mayGive(find(key, type, world.graph), permissions.split(","), type, world);
  });

const namedGrants = foundBy((key, _, graph) => grantsNaming(key, graph));
const openGrants = foundBy(openGrantsNear);
const nearGrants = foundBy(grantsNear);
const setGrants = foundBy((home, _, graph) => grantsToSets(home === "" ? undefined : home, graph));

/** Whether a grant near a scope gives a permission on a type of resource, or may do so. */
export const isGrantedNear = (scope: string, permission: string, type: string, world: World): boolean =>
  nearGrants(`${permission}\n${type}\n${scope}`, world).length > 0;
