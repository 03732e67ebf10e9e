import type { Catalog } from "../catalog/catalog.ts";
import type { Graph } from "../graph/graph.ts";
import { isOpaqueKey } from "../graph/likeness.ts";
import type { Binding } from "../model/facts.ts";
import { known } from "../model/value.ts";
import { concerns, PROJECTS } from "./covers.ts";
import { grantsNaming, grantsNear, grantsToSets, keysNaming, openGrantsNear } from "./grant-lookups.ts";
import type { Place } from "./place.ts";
import { isServiceAccount } from "./principals.ts";
import { roleHolds } from "./role-holds.ts";
import { perCatalog, perKey, type World } from "./world.ts";

/** Of some bindings, the grants that hold one of some permissions, or may do so, and can reach a place of a type at all. */
export function mayGive(
  bindings: readonly Binding[],
  permissions: readonly string[],
  type: string,
  world: World,
): readonly Binding[] {
  const answers = answersAbout(permissions.join(), world.catalog);
  return bindings.filter(
    (grant) =>
      grant.effect === "grant" && concerns(grant.resource.type, type) && mayHold(grant, permissions, answers, world),
  );
}

/** Asked once for each role of the catalog: there are few of them in many grants. */
function mayHold(grant: Binding, permissions: readonly string[], answers: Map<string, boolean>, world: World): boolean {
  const name = known(grant.role) ?? "";
  const before = answers.get(name);
  if (before !== undefined) return before;
  const answer = permissions.some((permission) => roleHolds(grant, permission, world) !== false);
  if (name.startsWith("roles/")) answers.set(name, answer);
  return answer;
}

const byPermissions = perCatalog(() => new Map<string, Map<string, boolean>>());

function answersAbout(permissions: string, catalog: Catalog): Map<string, boolean> {
  const kept = byPermissions(catalog);
  const answers = kept.get(permissions) ?? new Map<string, boolean>();
  kept.set(permissions, answers);
  return answers;
}

/**
 * Grants that may give one of some permissions to a principal on a place, those near the place first: those that may name the
 * principal, and near the place also those that do not tell all whom they name. A grant may be in several of the lists.
 */
export function* grantsFor(
  principal: string,
  permissions: readonly string[],
  { scope, project, type, name }: Place,
  world: World,
): Generator<readonly Binding[]> {
  const about = `${permissions.join()}\n${type}\n`;
  yield (isOpaqueKey(principal) ? nearGrants : openGrants)(about + scope, world);
  for (const key of keysNaming(principal)) yield namedGrants(about + key, world);
  if (isServiceAccount(principal)) return;
  yield setGrants(about + (known(type === PROJECTS ? name : project) ?? ""), world);
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
