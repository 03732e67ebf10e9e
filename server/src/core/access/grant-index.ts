import { groupBy } from "../graph/group-by.ts";
import { isOpaqueKey, nameInKey } from "../graph/likeness.ts";
import type { Binding } from "../model/facts.ts";
import { known, soleReference } from "../model/value.ts";
import { mayConcern, PROJECTS } from "./covers.ts";
import { lastWord, type Place } from "./place.ts";
import {
  COLLECTIVE,
  DEFAULT_PRINCIPAL,
  EVERYBODY,
  isDefaultAccount,
  isServiceAccount,
  isUnclear,
} from "./principals.ts";
import { roleHolds } from "./role-holds.ts";
import { byScope } from "./scopes.ts";
import { perWorld, type World } from "./world.ts";

/** Grants of one role, which therefore all hold the same permissions. */
interface RoleGroup {
  readonly sample: Binding;
  readonly grants: readonly Binding[];
}

/** Grants that hold a permission, or may do so. */
export interface HoldingGrants {
  readonly all: readonly Binding[];
  /** Whether the role surely holds it. */
  isSure(grant: Binding): boolean;
  /**
   * Those that may give it to the principal on the place: those that may name the principal, and near the place also those
   * that do not tell all whom they name.
   */
  mayName(principal: string, place: Place): readonly Binding[];
}

const roleGroups = perWorld((world: World): readonly RoleGroup[] => {
  const { graph } = world;
  const grants = graph.bindings.filter(({ effect }) => effect === "grant");
  const groups = groupBy(grants, ({ role }) => {
    if (role === undefined) return "";
    return known(role) ?? soleReference(role)?.target?.address ?? "";
  });
  return [...groups].flatMap(([key, all]) =>
    key === ""
      ? all.map((grant) => ({ sample: grant, grants: [grant] }))
      : all[0] === undefined
        ? []
        : [{ sample: all[0], grants: all }],
  );
});

/** Which permissions of a list each role that is granted surely holds. */
export function grantsHoldingAny(permissions: readonly string[], world: World): readonly Binding[] {
  return roleGroups(world).flatMap(({ sample, grants }) =>
    permissions.some((permission) => roleHolds(sample, permission, world) === true) ? grants : [],
  );
}

const indexes = perWorld(() => new Map<string, HoldingGrants>());

/** Indexed once for a permission and a type of resource. */
export function grantsHolding(permission: string, type: string, world: World): HoldingGrants {
  const kept = indexes(world);
  const key = `${permission} ${type}`;
  const found = kept.get(key) ?? index(permission, type, world);
  kept.set(key, found);
  return found;
}

function index(permission: string, type: string, world: World): HoldingGrants {
  const sure = new Set<Binding>();
  const all: Binding[] = [];
  for (const { sample, grants } of roleGroups(world)) {
    const holds = roleHolds(sample, permission, world);
    if (holds === false) continue;
    for (const grant of grants) {
      if (!mayConcern(grant.resource.type, type)) continue;
      all.push(grant);
      if (holds) sure.add(grant);
    }
  }
  const named = byNames(all, world);
  const near = nearGrants(all, world);
  const collective = all.filter((grant) => hasSet(grant, world));
  const byProject = groupBy(collective, projectOf);
  const ofProject = (home: string) => [...(byProject.get(lastWord(home)) ?? []), ...(byProject.get(undefined) ?? [])];
  return {
    all,
    isSure: (grant) => sure.has(grant),
    mayName(principal, { scope, project, type: asked, name }) {
      const home = known(asked === PROJECTS ? name : project);
      const sets = isServiceAccount(principal) ? [] : home === undefined ? collective : ofProject(home);
      const byName = [...named(principal), ...named(EVERYONE)];
      return [...new Set([...near(scope, principal, byName), ...byName, ...sets])];
    },
  };
}

/** How keys name everybody. */
const EVERYONE = "allusers";

/** The project that a grant on one names, where it is told; `undefined` may be any. */
const projectOf = ({ resource }: Binding): string | undefined => {
  const text = resource.type === PROJECTS ? known(resource.fields.name) : known(resource.fields.project);
  return text === undefined ? undefined : lastWord(text);
};

/** Whether a member is a set of principals, such as a group. */
const hasSet = (grant: Binding, { graph }: World): boolean =>
  grant.members.some((member) => COLLECTIVE.test(graph.principalOf(member, grant.scope) ?? ""));

/** Grants near a scope, by their order, and those of them that may mean anyone. */
interface Near {
  readonly ranks: ReadonlyMap<Binding, number>;
  readonly open: readonly Binding[];
}

/** Finds the grants near a scope that may mean a principal, in their order, given those that name it anywhere. */
function nearGrants(grants: readonly Binding[], world: World) {
  const scoped = byScope(grants, ({ scope }) => scope);
  const kept = new Map<string, Near>();
  return (scope: string, principal: string, byName: readonly Binding[]): Iterable<Binding> => {
    const near = kept.get(scope) ?? nearOf(scoped.near(scope), world);
    kept.set(scope, near);
    if (isOpaqueKey(principal)) return near.ranks.keys();
    const own = byName.filter((grant) => near.ranks.has(grant));
    const rank = (grant: Binding) => near.ranks.get(grant) ?? 0;
    return own.length === 0 ? near.open : [...near.open, ...own].sort((a, b) => rank(a) - rank(b));
  };
}

const nearOf = (grants: readonly Binding[], world: World): Near => ({
  ranks: new Map(grants.map((grant, rank) => [grant, rank])),
  open: grants.filter((grant) => isOpen(grant, world)),
});

/** Whether a grant may name others than those that it tells. */
const isOpen = (grant: Binding, { graph }: World): boolean =>
  !grant.complete ||
  grant.members.some((member) => {
    const key = graph.principalOf(member, grant.scope);
    return key === undefined || isUnclear(key) || COLLECTIVE.test(key);
  });

/** Finds grants by the key of a member, or by its name where the project of one of the two is not known. */
function byNames(grants: readonly Binding[], { graph }: World): (principal: string) => readonly Binding[] {
  const exact = new Map<string, Binding[]>();
  const alike = new Map<string, Binding[]>();
  const unsure = new Map<string, Binding[]>();
  for (const grant of grants) {
    for (const member of grant.members) {
      const key = graph.principalOf(member, grant.scope);
      if (isDefaultAccount(member, key, graph)) add(exact, DEFAULT_PRINCIPAL, grant);
      if (key === undefined || isOpaqueKey(key)) continue;
      add(exact, EVERYBODY.test(key) ? EVERYONE : key, grant);
      add(alike, nameInKey(key), grant);
      if (key.includes("${")) add(unsure, nameInKey(key), grant);
    }
  }
  return (principal) =>
    principal.includes("${")
      ? (alike.get(nameInKey(principal)) ?? [])
      : [...(exact.get(principal) ?? []), ...(unsure.get(nameInKey(principal)) ?? [])];
}

function add(map: Map<string, Binding[]>, key: string, grant: Binding): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [grant]);
  else if (list.at(-1) !== grant) list.push(grant);
}
