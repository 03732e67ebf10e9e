import { groupBy } from "../graph/group-by.ts";
import { isOpaqueKey, mayBeOne, nameInKey } from "../graph/likeness.ts";
import type { Binding, Workload } from "../model/facts.ts";
import { known, trailing, type Value } from "../model/value.ts";
import { roleHolds, type World } from "./role-holds.ts";

export const ACT_AS = "iam.serviceAccounts.actAs";
const DEFAULT_COMPUTE = "-compute@developer.gserviceaccount.com";
const ABOVE_PROJECT = new Set(["resourcemanager.folders", "resourcemanager.organizations"]);
/** Principals whose members are not in the code: whoever it is may be among them. */
const COLLECTIVE =
  /^(?:group|domain|principalSet|principalHierarchy|projectOwner|projectEditor|projectViewer):|^all(?:Authenticated)?Users$/;

/** The service identity of a workload, as far as the code tells it. */
export interface Identity {
  /** Key of the account, or `default` for the project's default compute service account. */
  readonly key: string;
  readonly value: Value | undefined;
}

/** The identity that a workload surely runs as; `undefined` when it depends on something that is not in the code. */
export function identityOf(workload: Workload, { graph }: World): Identity | undefined {
  const { identity, scope, declared } = workload;
  if (identity === undefined) return declared ? { key: "default", value: undefined } : undefined;
  if (trailing(identity).endsWith(DEFAULT_COMPUTE)) return { key: "default", value: identity };
  const key = graph.accountOf(identity, scope);
  if (key === undefined) return undefined;
  const declaration = graph.declarationOf(key);
  if (declaration?.isDefault) return { key: "default", value: identity };
  const settled = declaration !== undefined || known(identity) !== undefined || isScriptVariable(identity);
  return settled ? { key, value: identity } : undefined;
}

/** A variable of the same script names one account throughout it, even where its text is not known. */
const isScriptVariable = (value: Value): boolean =>
  value.parts.every((part) => part.kind === "literal" || part.target?.address.includes("#$") === true);

/** Grants that let someone act as service accounts, or may do so: indexed once for a workspace. */
export interface ActAsGrants {
  readonly isEmpty: boolean;
  /** Those that may reach the principal: all near the scope, and elsewhere those that may name it. */
  mayName(principal: string, scope: string): readonly Binding[];
}

export function actAsGrants(world: World): ActAsGrants {
  const { graph } = world;
  const all = graph.bindings.filter(
    (binding) =>
      binding.effect === "grant" && mayConcernAccounts(binding) && roleHolds(binding, ACT_AS, world) !== false,
  );
  const byScope = groupBy(all, ({ scope }) => scope);
  const named = all.flatMap((grant) => {
    const keys = grant.members.map((member) => graph.principalOf(member, grant.scope));
    return keys.flatMap((key) => (key === undefined || isOpaqueKey(key) ? [] : [{ key, grant }]));
  });
  const byName = groupBy(named, ({ key }) => (COLLECTIVE.test(key) ? "" : nameInKey(key)));
  const near = new Map<string, readonly Binding[]>();
  const nearTo = (scope: string): readonly Binding[] => {
    const known = near.get(scope) ?? [...byScope].flatMap(([other, grants]) => (areJoined(other, scope) ? grants : []));
    near.set(scope, known);
    return known;
  };
  return {
    isEmpty: all.length === 0,
    mayName(principal, scope) {
      const elsewhere = [...(byName.get(nameInKey(principal)) ?? []), ...(byName.get("") ?? [])];
      return [...nearTo(scope), ...elsewhere.map(({ grant }) => grant)];
    },
  };
}

const mayConcernAccounts = ({ resource: { type } }: Binding): boolean =>
  type === undefined ||
  type === "iam.serviceAccounts" ||
  type === "resourcemanager.projects" ||
  ABOVE_PROJECT.has(type);

/** Whether some of the grants lets the principal act as the identity, or may do so for all that the code tells. */
export const mayActAs = (
  principal: string,
  identity: Identity,
  workload: Workload,
  grants: ActAsGrants,
  world: World,
): boolean =>
  grants.mayName(principal, workload.scope).some((grant) => {
    const isNear = areJoined(grant.scope, workload.scope);
    return mayReach(grant, principal, isNear, world) && mayCover(grant, identity, workload, world);
  });

/** Whether two scopes are one, or one is a module that the other calls: its scope then holds the caller's. */
const areJoined = (a: string, b: string): boolean => a === b || a.includes(b) || b.includes(a);

/**
 * Keys and addresses of what is handed to something that is not read, such as a module from elsewhere: it may grant any role
 * to them or on them.
 */
export function handedOver({ graph }: World): ReadonlySet<string> {
  const keys = new Set<string | undefined>();
  for (const { given, scope } of graph.calls) {
    for (const value of given) {
      keys.add(graph.principalOf(value, scope));
      keys.add(graph.accountOf(value, scope));
      for (const part of value.parts) if (part.kind === "reference") keys.add(part.target?.address);
    }
  }
  keys.delete(undefined);
  return keys as ReadonlySet<string>;
}

/** Whether the principal or the account is among what was handed over. */
export const isHandedOver = (key: string, handed: ReadonlySet<string>, { graph }: World): boolean => {
  const account = key.replace(/^serviceAccount:/, "");
  const address = graph.declarationOf(account)?.address;
  return handed.has(key) || handed.has(account) || (address !== undefined && handed.has(address));
};

/** Elsewhere than near the workload only a member that may well be the principal counts, not every unknown one. */
function mayReach(grant: Binding, principal: string, isNear: boolean, { graph }: World): boolean {
  if (isNear && !grant.complete) return true;
  return grant.members.some((member) => {
    const key = graph.principalOf(member, grant.scope);
    if (key === undefined || isOpaqueKey(key)) return isNear;
    if (COLLECTIVE.test(key)) return isNear || !principal.startsWith("serviceAccount:");
    return mayBeOne(key, principal);
  });
}

function mayCover(grant: Binding, identity: Identity, workload: Workload, { graph }: World): boolean {
  const { type, fields } = grant.resource;
  if (type === undefined || ABOVE_PROJECT.has(type)) return true;
  if (type === "resourcemanager.projects") {
    return grant.scope !== workload.scope || graph.sameProject(fields.name, workload.project, grant.scope) !== false;
  }
  const { name } = fields;
  if (name === undefined) return true;
  const key = graph.accountOf(name, grant.scope);
  if (key === undefined) return true;
  if (identity.key === "default")
    return trailing(name).endsWith(DEFAULT_COMPUTE) || graph.declarationOf(key)?.isDefault === true;
  return mayBeOne(key, identity.key);
}
