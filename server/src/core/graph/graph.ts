import type { Binding, Call, CustomRole, Fact, FactKind, FactOf, ServiceAccount, Workload } from "../model/facts.ts";
import { known, type Reference, soleReference, type Value } from "../model/value.ts";
import { type Span, sameSpan } from "../text/span.ts";
import { ofKind } from "./by-kind.ts";
import { accountKey, emailKey, memberKey, SPELLED } from "./identity.ts";
import { keptKeys } from "./kept-keys.ts";
import { type Basis, Ledger } from "./ledger.ts";
import { groupedBy, type Lookup, LookupIndex } from "./lookup.ts";
import {
  ACCOUNTS,
  BINDINGS_BY_DOCUMENT,
  BY_ADDRESS,
  BY_SCOPE,
  BY_SPELLING,
  CUSTOM_ROLES,
  GRANTS,
  keyInScope,
} from "./lookups.ts";
import { BY_OBJECT, objectNamed } from "./named-objects.ts";
import { sameProject } from "./projects.ts";
import { grantKey, resourceKey } from "./resource-identity.ts";
import { Scopes } from "./scopes.ts";
import { type UnitOfFacts, Units } from "./units.ts";

/** All facts of the workspace, indexed for the questions that rules ask. */
export interface Graph {
  readonly bindings: readonly Binding[];
  readonly workloads: readonly Workload[];
  readonly accounts: readonly ServiceAccount[];
  readonly customRoles: readonly CustomRole[];
  readonly calls: readonly Call[];
  /** Facts of any one kind. */
  of<K extends FactKind>(kind: K): readonly FactOf<K>[];
  /** The names of all scopes. */
  readonly scopes: readonly string[];
  /** Facts of one kind in a scope: the same list for as long as they do not change. */
  within<K extends FactKind>(scope: string, kind: K): readonly FactOf<K>[];
  /** The facts that a lookup finds under a key, in their order: the same list for as long as they do not change. */
  find<F extends Fact>(lookup: Lookup<F>, key: string): readonly F[];
  /** Notes what the graph is asked. */
  readonly ledger: Ledger;

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
}

/** The graph of facts that do not change. */
export const buildGraph = (facts: readonly Fact[]): Graph => new JoinedGraph([{ key: "", facts }], true);

/**
 * The graph of several units. The one of before is brought up to date, where the units stand in the same order; indexes are
 * built on first use, and changed by what changes. A graph that is `still` notes nothing, and is built anew where facts change.
 */
export function joinGraph(units: readonly UnitOfFacts[], before?: Graph, isStill = false): Graph {
  return before instanceof JoinedGraph && before.update(units) ? before : new JoinedGraph(units, isStill);
}

class JoinedGraph implements Graph {
  readonly ledger: Ledger;
  readonly #units: Units;
  readonly #lookups = new Map<Lookup, LookupIndex>();
  /** In a still graph the facts by the keys of each lookup. */
  readonly #groups = new Map<Lookup, ReadonlyMap<string, readonly Fact[]>>();
  readonly #wholes = new Map<FactKind, Whole>();
  readonly #scopes: Scopes;

  constructor(units: readonly UnitOfFacts[], isStill: boolean) {
    this.ledger = new Ledger(isStill);
    this.#units = new Units(units);
    this.#scopes = new Scopes(this.ledger, units);
    // Keys of other lookups are made of declarations: these are brought up to date first.
    if (isStill) return;
    for (const lookup of [BY_ADDRESS, BY_SPELLING, BY_OBJECT, ACCOUNTS, CUSTOM_ROLES]) this.#lookup(lookup);
  }

  update(units: readonly UnitOfFacts[]): boolean {
    const differences = this.#units.update(units);
    if (differences === undefined) return false;
    if (differences.length === 0 || this.ledger.isStill) return differences.length === 0;
    this.ledger.revision++;
    for (const lookup of this.#lookups.values()) lookup.sweep();
    const changed = differences.flatMap(({ removed, added }) => [...removed, ...added]);
    const isRenamed = changed.some(isDeclaration);
    for (const { kind } of changed) this.#wholes.get(kind)?.change(this.ledger.revision);
    for (const lookup of this.#lookups.values()) {
      for (const difference of differences) lookup.update(difference);
      if (isRenamed) lookup.rename();
    }
    this.#scopes.update(differences);
    return true;
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
    const whole = this.#wholes.get(kind) ?? new Whole(this.ledger.revision);
    this.#wholes.set(kind, whole);
    this.ledger.note(whole);
    whole.facts ??= this.#units.slots.flatMap(({ facts }) => ofKind(facts, kind));
    return whole.facts as readonly FactOf<K>[];
  }

  get scopes(): readonly string[] {
    this.ledger.note(this.#scopes);
    return this.#scopes.names;
  }

  within<K extends FactKind>(scope: string, kind: K): readonly FactOf<K>[] {
    return this.find(BY_SCOPE, keyInScope(kind, scope)) as readonly FactOf<K>[];
  }

  find<F extends Fact>(lookup: Lookup<F>, key: string): readonly F[] {
    const found = this.ledger.isStill ? (this.#grouped(lookup).get(key) ?? NONE) : this.#lookup(lookup).find(key);
    return found as readonly F[];
  }

  #grouped(lookup: Lookup): ReadonlyMap<string, readonly Fact[]> {
    const known = this.#groups.get(lookup);
    if (known !== undefined) return known;
    const groups = groupedBy(lookup, this, this.#units.slots);
    this.#groups.set(lookup, groups);
    return groups;
  }

  #lookup(lookup: Lookup): LookupIndex {
    const known = this.#lookups.get(lookup);
    if (known !== undefined) return known;
    const made = new LookupIndex(lookup, this, this.ledger);
    for (const slot of this.#units.slots) made.update({ slot, removed: new Set(), added: slot.facts });
    this.#lookups.set(lookup, made);
    return made;
  }

  declared(address: string): Fact | undefined {
    const named = this.find(BY_ADDRESS, address).at(-1);
    if (named !== undefined) return named;
    if (address.includes(SPELLED)) return onlyOne(this.find(BY_SPELLING, address));
    return address.includes("#IAMServiceAccount/") ? objectNamed(address, this) : undefined;
  }

  statementsAt(span: Span): readonly Binding[] {
    return this.find(BINDINGS_BY_DOCUMENT, span.uri).filter((binding) => sameSpan(binding.span, span));
  }

  principalOf(member: Value, scope: string): string | undefined {
    return principalKey(member, scope, this);
  }

  accountOf(value: Value, scope: string): string | undefined {
    return ownAccountKey(value, scope, this);
  }

  keyOf(account: ServiceAccount): string {
    return keyOfAccount(account, account.scope, this) ?? "";
  }

  declarationOf(key: string): ServiceAccount | undefined {
    return this.find(ACCOUNTS, key).at(-1);
  }

  grantsTo(principal: string): readonly Binding[] {
    return this.find(GRANTS, principal);
  }

  grantKeyOf(binding: Binding): string | undefined {
    return keyOfGrant(binding, binding.scope, this);
  }

  bareGrantKeyOf(binding: Binding): string | undefined {
    const keyOf = binding.condition === undefined ? keyOfGrant : keyOfBareGrant;
    return keyOf(binding, binding.scope, this);
  }

  resourceKeyOf(binding: Binding): string | undefined {
    return keyOfResource(binding, binding.scope, this);
  }

  customRoleOf(role: Value): CustomRole | undefined {
    const text = known(role);
    if (text !== undefined) return isPredefined(text) ? undefined : this.find(CUSTOM_ROLES, text).at(-1);
    const address = (soleReference(role) ?? idBehindPath(role))?.target?.address;
    const named = address === undefined ? undefined : this.declared(address);
    return named?.kind === "custom-role" ? named : undefined;
  }

  sameProject(a: Value | undefined, b: Value | undefined, scope: string, other = scope): boolean | undefined {
    return sameProject([a, scope], [b, other], this);
  }
}

const isPredefined = (role: string): boolean => role.startsWith("roles/");

/** The reference to a custom role's id that ends its full name: `projects/${var.project}/roles/${….role_id}`. */
function idBehindPath({ parts }: Value): Reference | undefined {
  const [path, id] = [parts.at(-2), parts.at(-1)];
  const isName = path?.kind === "literal" && path.text.endsWith("/roles/");
  return isName && id?.kind === "reference" && id.target?.attribute === "role_id" ? id : undefined;
}

const NONE: readonly never[] = [];

const onlyOne = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined);

/** Whether keys may be made of a fact: by its address, or by the full name of a custom role. */
const isDeclaration = ({ kind, address }: Fact): boolean =>
  kind !== "binding" && (address !== undefined || kind === "custom-role");

/** All facts of a kind. */
class Whole implements Basis {
  facts: readonly Fact[] | undefined;
  #changed: number;

  constructor(revision: number) {
    this.#changed = revision;
  }

  change(revision: number): void {
    this.facts = undefined;
    this.#changed = revision;
  }

  changedAt(): number {
    return this.#changed;
  }
}

const principalKey = keptKeys<Value>(memberKey);
const ownAccountKey = keptKeys<Value>(accountKey);
const keyOfAccount = keptKeys<ServiceAccount>((account, _, world) => emailKey(account, world));
const keyOfGrant = keptKeys<Binding>((binding, _, world) => grantKey(binding, binding.condition, world));
const keyOfResource = keptKeys<Binding>((binding, _, world) => resourceKey(binding, world));
const keyOfBareGrant = keptKeys<Binding>((binding, _, world) => grantKey(binding, undefined, world));
