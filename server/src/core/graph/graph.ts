import type { Binding, Call, CustomRole, Fact, FactKind, FactOf, ServiceAccount, Workload } from "../model/facts.ts";
import { known, soleReference, type Value } from "../model/value.ts";
import { accountKey, type Declared, emailKey, grantKey, memberKey, projectKey, resourceKey } from "./identity.ts";

/** All facts of the workspace, indexed for the questions that rules ask. */
export interface Graph {
  readonly kind: "workspace";
  readonly bindings: readonly Binding[];
  readonly workloads: readonly Workload[];
  readonly accounts: readonly ServiceAccount[];
  readonly customRoles: readonly CustomRole[];
  readonly calls: readonly Call[];
  /** Facts of any one kind. */
  of<K extends FactKind>(kind: K): readonly FactOf<K>[];

  /** Key of the principal that a member names; equal keys are the same principal, `undefined` is not known. */
  principalOf(member: Value, scope: string): string | undefined;
  /** Key of the service account that a value names in any form (e-mail, member, resource name, reference). */
  accountOf(value: Value, scope: string): string | undefined;
  /** The declaration of the account with that key, if the workspace has one. */
  declarationOf(accountKey: string): ServiceAccount | undefined;
  /** Bindings that grant something to the principal with that key, without revocations. */
  grantsTo(principal: string): readonly Binding[];
  /** Equal for bindings of one role on one resource under one condition in one scope; `undefined` when not known. */
  grantKeyOf(binding: Binding): string | undefined;
  /** Equal for bindings on one resource in one scope; `undefined` when not known. */
  resourceKeyOf(binding: Binding): string | undefined;
  /** The custom role that a binding's role names, by reference or by its full name. */
  customRoleOf(role: Value): CustomRole | undefined;
  /**
   * Three-valued: whether two project values mean the same project, the second one in another scope where one is given; absent
   * means the default one, which only statements of one scope are sure to share.
   */
  sameProject(a: Value | undefined, b: Value | undefined, scope: string, other?: string): boolean | undefined;
}

/** Indexes are built on first use; facts keep their order. */
export function buildGraph(facts: readonly Fact[]): Graph {
  const kept = new Map<FactKind, readonly Fact[]>();
  const of = <K extends FactKind>(kind: K): readonly FactOf<K>[] => {
    const found = kept.get(kind) ?? facts.filter((fact) => fact.kind === kind);
    kept.set(kind, found);
    return found as readonly FactOf<K>[];
  };
  const bindings = of("binding");
  const workloads = of("workload");
  const accounts = of("service-account");
  const customRoles = of("custom-role");
  const calls = of("call");

  const byAddress = new Map<string, Fact>();
  for (const fact of facts) if (fact.address !== undefined) byAddress.set(fact.address, fact);
  const declared: Declared = (address) => byAddress.get(address);

  const grants = lazy(() => indexGrants(bindings, declared));
  const declarations = lazy(() => indexAccounts(accounts, declared));
  const rolesById = lazy(() => indexRoles(customRoles));
  const projects = lazy(() => indexProjects(facts));

  return {
    kind: "workspace",
    bindings,
    workloads,
    accounts,
    customRoles,
    calls,
    of,
    principalOf: perValue((member, scope) => memberKey(member, scope, declared)),
    accountOf: perValue((value, scope) => accountKey(value, scope, declared)),
    declarationOf: (key) => declarations().get(key),
    grantsTo: (principal) => grants().get(principal) ?? [],
    grantKeyOf: (binding) => grantKey(binding, declared),
    resourceKeyOf: (binding) => resourceKey(binding, declared),
    customRoleOf(role) {
      const address = soleReference(role)?.target?.address;
      const named = address === undefined ? undefined : byAddress.get(address);
      if (named?.kind === "custom-role") return named;
      const text = known(role);
      return text === undefined ? undefined : rolesById().get(text);
    },
    sameProject(first, second, scope, other = scope) {
      const [a, b] = [ownProject(first, declared), ownProject(second, declared)];
      const left = projectKey(a, scope);
      const right = projectKey(b, other);
      if (left !== undefined && right !== undefined) {
        if (left.key === right.key) return true;
        return left.literal && right.literal ? false : undefined;
      }
      if (scope !== other) return undefined;
      if (a === undefined && b === undefined) return true;
      const unclear = (value: Value | undefined, key: unknown) => value !== undefined && key === undefined;
      if (unclear(a, left) || unclear(b, right)) return undefined;
      return (projects().get(scope)?.size ?? 0) <= 1 ? true : undefined;
    },
  };
}

type KeyOf = (value: Value, scope: string) => string | undefined;

/** Keeps the key of each value; a value stands in one scope. */
function perValue(keyOf: KeyOf): KeyOf {
  const kept = new WeakMap<Value, { readonly scope: string; readonly key: string | undefined }>();
  return (value, scope) => {
    const known = kept.get(value);
    if (known?.scope === scope) return known.key;
    const key = keyOf(value, scope);
    kept.set(value, { scope, key });
    return key;
  };
}

/** Makes a value on the first call and keeps it. */
function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function indexGrants(bindings: readonly Binding[], declared: Declared): ReadonlyMap<string, readonly Binding[]> {
  const index = new Map<string, Binding[]>();
  for (const binding of bindings) {
    if (binding.effect !== "grant") continue;
    for (const member of binding.members) {
      const key = memberKey(member, binding.scope, declared);
      if (key === undefined) continue;
      const list = index.get(key);
      if (list === undefined) index.set(key, [binding]);
      else if (list.at(-1) !== binding) list.push(binding);
    }
  }
  return index;
}

function indexAccounts(accounts: readonly ServiceAccount[], declared: Declared): ReadonlyMap<string, ServiceAccount> {
  const index = new Map<string, ServiceAccount>();
  for (const account of accounts) index.set(emailKey(account, declared), account);
  return index;
}

/** By full name: `projects/P/roles/ID`, `organizations/N/roles/ID`. */
function indexRoles(roles: readonly CustomRole[]): ReadonlyMap<string, CustomRole> {
  const index = new Map<string, CustomRole>();
  for (const role of roles) {
    const id = known(role.id);
    const parent = known(role.parent);
    if (id !== undefined && parent !== undefined) index.set(`${role.level}s/${parent}/roles/${id}`, role);
  }
  return index;
}

/** What a declared resource says of its project, where a value is that resource's `project`; absent is the default one. */
function ownProject(value: Value | undefined, declared: Declared): Value | undefined {
  const target = value === undefined ? undefined : soleReference(value)?.target;
  const fact = target?.attribute === "project" ? declared(target.address) : undefined;
  return fact === undefined ? value : projectOf(fact);
}

/** The distinct projects that the facts of each scope name; another resource's `project` names none of its own. */
function indexProjects(facts: readonly Fact[]): ReadonlyMap<string, ReadonlySet<string>> {
  const index = new Map<string, Set<string>>();
  for (const fact of facts) {
    const value = projectOf(fact);
    if (value !== undefined && soleReference(value)?.target?.attribute === "project") continue;
    const key = value === undefined ? undefined : (projectKey(value, fact.scope)?.key ?? "?");
    if (key === undefined) continue;
    const set = index.get(fact.scope);
    if (set === undefined) index.set(fact.scope, new Set([key]));
    else set.add(key);
  }
  return index;
}

function projectOf(fact: Fact): Value | undefined {
  if (fact.kind === "custom-role") return fact.level === "project" ? fact.parent : undefined;
  if (fact.kind !== "binding") return "project" in fact ? fact.project : undefined;
  return fact.resource.type === "resourcemanager.projects" ? fact.resource.fields.name : fact.resource.fields.project;
}
