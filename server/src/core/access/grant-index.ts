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
  mayName(principal: string, place: Place): ReadonlySet<Binding>;
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

/** Indexed once for a permission, or several any of which will do, and a type of resource. */
export function grantsHolding(permissions: string | readonly string[], type: string, world: World): HoldingGrants {
  const kept = indexes(world);
  const key = `${permissions} ${type}`;
  const found = kept.get(key) ?? index([permissions].flat(), type, world);
  kept.set(key, found);
  return found;
}

function index(permissions: readonly string[], type: string, world: World): HoldingGrants {
  const sure = new Set<Binding>();
  const all: Binding[] = [];
  for (const { sample, grants } of roleGroups(world)) {
    const holds = holdsAny(sample, permissions, world);
    if (holds === false) continue;
    for (const grant of grants) {
      if (!mayConcern(grant.resource.type, type)) continue;
      all.push(grant);
      if (holds) sure.add(grant);
    }
  }
  const { named, open, sets } = byNames(all, world);
  const near = nearGrants(all, open);
  const byProject = groupBy(sets, projectOf);
  const ofProject = (home: string) => [...(byProject.get(lastWord(home)) ?? []), ...(byProject.get(undefined) ?? [])];
  return {
    all,
    isSure: (grant) => sure.has(grant),
    mayName(principal, { scope, project, type: asked, name }) {
      const home = known(asked === PROJECTS ? name : project);
      const found = isServiceAccount(principal) ? [] : home === undefined ? sets : ofProject(home);
      const byName = [...named(principal), ...named(EVERYONE)];
      return new Set([...near(scope, principal, byName), ...byName, ...found]);
    },
  };
}

function holdsAny(grant: Binding, permissions: readonly string[], world: World): boolean | undefined {
  let isOpen = false;
  for (const permission of permissions) {
    const holds = roleHolds(grant, permission, world);
    if (holds === true) return true;
    isOpen ||= holds === undefined;
  }
  return isOpen ? undefined : false;
}

/** How keys name everybody. */
const EVERYONE = "allusers";

/** The project that a grant on one names, where it is told; `undefined` may be any. */
const projectOf = ({ resource }: Binding): string | undefined => {
  const text = resource.type === PROJECTS ? known(resource.fields.name) : known(resource.fields.project);
  return text === undefined ? undefined : lastWord(text);
};

/** Grants near a scope, by their order, and those of them that may mean anyone. */
interface Near {
  readonly ranks: ReadonlyMap<Binding, number>;
  readonly open: readonly Binding[];
}

/** Finds the grants near a scope that may mean a principal, in their order, given those that name it anywhere. */
function nearGrants(grants: readonly Binding[], open: ReadonlySet<Binding>) {
  const scoped = byScope(grants, ({ scope }) => scope);
  const kept = new Map<string, Near>();
  return (scope: string, principal: string, byName: readonly Binding[]): Iterable<Binding> => {
    const near = kept.get(scope) ?? nearOf(scoped.near(scope), open);
    kept.set(scope, near);
    if (isOpaqueKey(principal)) return near.ranks.keys();
    const own = byName.filter((grant) => near.ranks.has(grant));
    const rank = (grant: Binding) => near.ranks.get(grant) ?? 0;
    return own.length === 0 ? near.open : [...near.open, ...own].sort((a, b) => rank(a) - rank(b));
  };
}

const nearOf = (grants: readonly Binding[], open: ReadonlySet<Binding>): Near => ({
  ranks: new Map(grants.map((grant, rank) => [grant, rank])),
  open: grants.filter((grant) => open.has(grant)),
});

interface ByNames {
  /** Finds grants by the key of a member, or by its name where the project of one of the two is not known. */
  readonly named: (principal: string) => readonly Binding[];
  /** Grants that may name others than those that they tell. */
  readonly open: ReadonlySet<Binding>;
  /** Grants to a set of principals, such as a group. */
  readonly sets: readonly Binding[];
}

function byNames(grants: readonly Binding[], { graph }: World): ByNames {
  const exact = new Map<string, Binding[]>();
  const alike = new Map<string, Binding[]>();
  const unsure = new Map<string, Binding[]>();
  const open = new Set<Binding>();
  const sets = new Set<Binding>();
  for (const grant of grants) {
    if (!grant.complete) open.add(grant);
    for (const member of grant.members) {
      const key = graph.principalOf(member, grant.scope);
      if (isDefaultAccount(member, key, graph)) add(exact, DEFAULT_PRINCIPAL, grant);
      if (key === undefined || isUnclear(key)) open.add(grant);
      if (key === undefined || isOpaqueKey(key)) continue;
      if (COLLECTIVE.test(key)) sets.add(grant);
      add(exact, EVERYBODY.test(key) ? EVERYONE : key, grant);
      add(alike, nameInKey(key), grant);
      if (key.includes("${")) add(unsure, nameInKey(key), grant);
    }
  }
  for (const grant of sets) open.add(grant);
  const named = (principal: string) =>
    principal.includes("${")
      ? (alike.get(nameInKey(principal)) ?? [])
      : [...(exact.get(principal) ?? []), ...(unsure.get(nameInKey(principal)) ?? [])];
  return { named, open, sets: [...sets] };
}

function add(map: Map<string, Binding[]>, key: string, grant: Binding): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [grant]);
  else if (list.at(-1) !== grant) list.push(grant);
}
