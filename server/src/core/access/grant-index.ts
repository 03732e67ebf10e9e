import { groupBy } from "../graph/group-by.ts";
import type { Binding } from "../model/facts.ts";
import { known, soleReference } from "../model/value.ts";
import { mayConcern, PROJECTS } from "./covers.ts";
import { GrantsByName, type Named, namedBy } from "./grants-by-name.ts";
import { lastWord, type Place } from "./place.ts";
import { isServiceAccount } from "./principals.ts";
import { roleHolds } from "./role-holds.ts";
import { byScope } from "./scopes.ts";
import { perWorld, type World } from "./world.ts";

/** Grants of one role, which therefore all hold the same permissions. */
interface RoleGroup {
  readonly sample: Binding;
  readonly grants: readonly Named[];
}

/** Grants that hold a permission, or may do so. */
export interface HoldingGrants {
  readonly all: readonly Binding[];
  /** Whether the role surely holds it. */
  isSure(grant: Binding): boolean;
  /**
   * Those that may give it to the principal on the place, one after the other and those near the place first: those that may
   * name the principal, and near the place also those that do not tell all whom they name.
   */
  mayName(principal: string, place: Place): Iterable<Binding>;
}

const roleGroups = perWorld((world: World): readonly RoleGroup[] => {
  const { graph } = world;
  const grants = graph.bindings.filter(({ effect }) => effect === "grant");
  const groups = groupBy(grants, ({ role }) => {
    if (role === undefined) return "";
    return known(role) ?? soleReference(role)?.target?.address ?? "";
  });
  return [...groups].flatMap(([key, all]) => {
    const named = all.map((grant) => namedBy(grant, graph));
    if (key === "") return named.map((one) => ({ sample: one.grant, grants: [one] }));
    return all[0] === undefined ? [] : [{ sample: all[0], grants: named }];
  });
});

/** Which permissions of a list each role that is granted surely holds. */
export function grantsHoldingAny(permissions: readonly string[], world: World): readonly Binding[] {
  return roleGroups(world).flatMap(({ sample, grants }) =>
    permissions.some((permission) => roleHolds(sample, permission, world) === true)
      ? grants.map(({ grant }) => grant)
      : [],
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
  const all: Named[] = [];
  for (const { sample, grants } of roleGroups(world)) {
    const holds = holdsAny(sample, permissions, world);
    if (holds === false) continue;
    for (const one of grants) {
      if (!mayConcern(one.grant.resource.type, type)) continue;
      all.push(one);
      if (holds) sure.add(one.grant);
    }
  }
  return {
    all: all.map(({ grant }) => grant),
    isSure: (grant) => sure.has(grant),
    mayName: naming(all),
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

function naming(all: readonly Named[]): HoldingGrants["mayName"] {
  const byName = new GrantsByName(all);
  const sets = all.filter(({ isSet }) => isSet).map(({ grant }) => grant);
  const byProject = groupBy(sets, projectOf);
  const ofProject = (home: string) => [...(byProject.get(lastWord(home)) ?? []), ...(byProject.get(undefined) ?? [])];
  const scoped = byScope(all, ({ grant }) => grant.scope);
  const kept = new Map<string, GrantsByName>();
  return function* (principal, { scope, project, type, name }) {
    const near = kept.get(scope) ?? new GrantsByName(scoped.near(scope));
    kept.set(scope, near);
    yield* near.meaning(principal);
    const home = known(type === PROJECTS ? name : project);
    const collective = isServiceAccount(principal) ? [] : home === undefined ? sets : ofProject(home);
    const told = new Set<Binding>();
    for (const list of [...byName.naming(principal), collective]) {
      for (const grant of list) {
        if (near.has(grant) || told.has(grant)) continue;
        told.add(grant);
        yield grant;
      }
    }
  };
}

/** The project that a grant on one names, where it is told; `undefined` may be any. */
const projectOf = ({ resource }: Binding): string | undefined => {
  const text = resource.type === PROJECTS ? known(resource.fields.name) : known(resource.fields.project);
  return text === undefined ? undefined : lastWord(text);
};
