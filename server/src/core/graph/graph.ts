import type { Binding, Call, CustomRole, Fact, FactKind, FactOf, ServiceAccount, Workload } from "../model/facts.ts";
import { known, soleReference, type Value } from "../model/value.ts";
import { type Span, sameSpan } from "../text/span.ts";
import { accountKey, type Declared, emailKey, grantKey, memberKey, resourceKey } from "./identity.ts";
import { chain, type Indexed, indexed } from "./indexed.ts";
import { keptKeys } from "./kept-keys.ts";
import { NamedObjects } from "./named-objects.ts";
import { type Naming, namingOf } from "./naming.ts";
import { sameProject } from "./projects.ts";
import { recalled } from "./recall.ts";

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
  /** The facts of each unit: the same objects for as long as they do not change. */
  readonly units: readonly Indexed[];
  /** The facts of each scope: the same objects for as long as they do not change. */
  readonly scopes: ReadonlyMap<string, Indexed>;

  /**
   * What all keys rest on besides what they are keys of: the same object as in the graph before for as long as no declaration
   * changed, bindings apart.
   */
  readonly naming: Naming;

  /** The declared fact with an address. */
  declared(address: string): Fact | undefined;
  /** Bindings of one statement: several for a loop, and for one in a module that is called several times. */
  statementsAt(span: Span): readonly Binding[];
  /** Key of the principal that a member names; equal keys are the same principal, `undefined` is not known. */
  principalOf(member: Value, scope: string): string | undefined;
  /** Key of the service account that a value names in any form (e-mail, member, resource name, reference). */
  accountOf(value: Value, scope: string): string | undefined;
  /** Key of a declared service account. */
  keyOf(account: ServiceAccount): string;
  /** The declaration of the account with that key, if the workspace has one. */
  declarationOf(accountKey: string): ServiceAccount | undefined;
  /** Bindings that grant something to the principal with that key, without revocations. */
  grantsTo(principal: string): readonly Binding[];
  /** Equal for bindings of one role on one resource under one condition in one scope; `undefined` when not known. */
  grantKeyOf(binding: Binding): string | undefined;
  /** The same, whatever the conditions are. */
  bareGrantKeyOf(binding: Binding): string | undefined;
  /** Equal for bindings on one resource in one scope; `undefined` when not known. */
  resourceKeyOf(binding: Binding): string | undefined;
  /** The custom role that a binding's role names, by reference or by its full name. */
  customRoleOf(role: Value): CustomRole | undefined;
  /**
   * Three-valued: whether two project values mean the same project, the second one in another scope where one is given; absent
   * means the default one, which only statements of one scope are sure to share.
   */
  sameProject(a: Value | undefined, b: Value | undefined, scope: string, other?: string): boolean | undefined;
  /** One answer made of many: for an index of the whole graph, of which only this answer counts for who asks. */
  asking<T>(ask: (graph: Graph) => T): T;
}

export const buildGraph = (facts: readonly Fact[]): Graph => joinGraph([facts]);

/**
 * The graph of several units. Indexes are built on first use; those of a unit or a scope are kept with its list of facts, so
 * that a graph of nearly the same lists as `before` costs little.
 */
export const joinGraph = (units: readonly (readonly Fact[])[], before?: Graph): Graph => new JoinedGraph(units, before);

class JoinedGraph implements Graph {
  readonly kind = "workspace";
  readonly units: readonly Indexed[];
  readonly naming: Naming;
  readonly #world: { readonly declared: Declared; readonly naming: Naming };
  readonly #byKind = new Map<FactKind, readonly Fact[]>();
  #objects: NamedObjects | undefined;
  #scopes: ReadonlyMap<string, Indexed> | undefined;
  #accounts: ReadonlyMap<string, ServiceAccount> | undefined;
  #grants: ReadonlyMap<string, readonly Binding[]> | undefined;
  #roles: ReadonlyMap<string, CustomRole> | undefined;

  constructor(units: readonly (readonly Fact[])[], before?: Graph) {
    this.units = units.filter(isFilled).map(indexed);
    this.naming = namingOf(this.units, before?.naming);
    this.#world = { declared: (address) => this.declared(address), naming: this.naming };
  }

  get bindings(): readonly Binding[] {
    return this.of("binding");
  }

  get workloads(): readonly Workload[] {
    return this.of("workload");
  }

  get accounts(): readonly ServiceAccount[] {
    return this.of("service-account");
  }

  get customRoles(): readonly CustomRole[] {
    return this.of("custom-role");
  }

  get calls(): readonly Call[] {
    return this.of("call");
  }

  of<K extends FactKind>(kind: K): readonly FactOf<K>[] {
    const found = this.#byKind.get(kind) ?? chain(this.units.map((unit) => unit.of(kind)).filter(isFilled));
    this.#byKind.set(kind, found);
    return found as readonly FactOf<K>[];
  }

  get scopes(): ReadonlyMap<string, Indexed> {
    this.#scopes ??= scopesOf(this.units);
    return this.#scopes;
  }

  /** An address begins with its scope. */
  declared(address: string): Fact | undefined {
    for (let mark = address.indexOf("#"); mark >= 0; mark = address.indexOf("#", mark + 1)) {
      const fact = this.scopes.get(address.slice(0, mark))?.at(address);
      if (fact !== undefined) return fact;
    }
    if (!address.includes("#IAMServiceAccount/")) return undefined;
    this.#objects ??= new NamedObjects(this.units);
    return this.#objects.find(address);
  }

  statementsAt(span: Span): readonly Binding[] {
    return this.bindings.filter((binding) => sameSpan(binding.span, span));
  }

  principalOf(member: Value, scope: string): string | undefined {
    return principalKey(member, scope, this.#world);
  }

  accountOf(value: Value, scope: string): string | undefined {
    return ownAccountKey(value, scope, this.#world);
  }

  keyOf(account: ServiceAccount): string {
    return emailKey(account, this.#world.declared);
  }

  declarationOf(key: string): ServiceAccount | undefined {
    this.#accounts ??= new Map(this.units.flatMap((unit) => accountsByKey(unit, this)));
    return this.#accounts.get(key);
  }

  grantsTo(principal: string): readonly Binding[] {
    this.#grants ??= indexGrants(this);
    return this.#grants.get(principal) ?? [];
  }

  grantKeyOf(binding: Binding): string | undefined {
    return keyOfGrant(binding, binding.scope, this.#world);
  }

  bareGrantKeyOf(binding: Binding): string | undefined {
    const keyOf = binding.condition === undefined ? keyOfGrant : keyOfBareGrant;
    return keyOf(binding, binding.scope, this.#world);
  }

  resourceKeyOf(binding: Binding): string | undefined {
    return keyOfResource(binding, binding.scope, this.#world);
  }

  customRoleOf(role: Value): CustomRole | undefined {
    const address = soleReference(role)?.target?.address;
    const named = address === undefined ? undefined : this.declared(address);
    if (named?.kind === "custom-role") return named;
    const text = known(role);
    this.#roles ??= indexRoles(this.customRoles);
    return text === undefined ? undefined : this.#roles.get(text);
  }

  sameProject(a: Value | undefined, b: Value | undefined, scope: string, other = scope): boolean | undefined {
    return sameProject([a, scope], [b, other], this);
  }

  asking<T>(ask: (graph: Graph) => T): T {
    return ask(this);
  }
}

const isFilled = ({ length }: readonly Fact[]): boolean => length > 0;

/** Scopes in the order in which they come first. */
function scopesOf(units: readonly Indexed[]): ReadonlyMap<string, Indexed> {
  const lists = new Map<string, (readonly Fact[])[]>();
  for (const unit of units) {
    for (const [scope, facts] of unit.byScope) {
      const same = lists.get(scope);
      if (same === undefined) lists.set(scope, [facts]);
      else same.push(facts);
    }
  }
  return new Map([...lists].map(([scope, all]) => [scope, indexed(chain(all))]));
}

const principalKey = keptKeys<Value>(memberKey);
const ownAccountKey = keptKeys<Value>(accountKey);
const keyOfGrant = keptKeys<Binding>((binding, _, declared) => grantKey(binding, declared));
const keyOfResource = keptKeys<Binding>((binding, _, declared) => resourceKey(binding, declared));
const keyOfBareGrant = keptKeys<Binding>(({ condition: _, ...bare }, __, declared) => grantKey(bare, declared));

const accountsByKey = recalled((unit: Indexed, graph) =>
  unit
    .of("service-account")
    .map((account) => [emailKey(account, (address) => graph.declared(address)), account] as const),
);

function indexGrants(graph: Graph): ReadonlyMap<string, readonly Binding[]> {
  const index = new Map<string, Binding[]>();
  for (const binding of graph.bindings) {
    if (binding.effect !== "grant") continue;
    for (const member of binding.members) {
      const key = graph.principalOf(member, binding.scope);
      if (key === undefined) continue;
      const list = index.get(key);
      if (list === undefined) index.set(key, [binding]);
      else if (list.at(-1) !== binding) list.push(binding);
    }
  }
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
