import type { Binding, CustomRole, Fact, FactKind, FactOf, ServiceAccount } from "../model/facts.ts";
import { known } from "../model/value.ts";
import { spelledAddress } from "./identity.ts";
import type { Lookup } from "./lookup.ts";

export const isOf =
  <K extends FactKind>(kind: K) =>
  (fact: Fact): fact is FactOf<K> =>
    fact.kind === kind;

export const BY_ADDRESS: Lookup = {
  finds: (fact): fact is Fact => fact.address !== undefined,
  keysOf: ({ address }) => (address === undefined ? [] : [address]),
};

/** Accounts whose ids are not wholly known, by what their addresses are made of. */
export const BY_SPELLING: Lookup<ServiceAccount> = {
  finds: isOf("service-account"),
  keysOf: (account) => [spelledAddress(account) ?? []].flat(),
};

/** Facts by kind and scope. */
export const BY_SCOPE: Lookup = {
  finds: (_fact): _fact is Fact => true,
  keysOf: ({ kind, scope }) => [keyInScope(kind, scope)],
};

export const keyInScope = (kind: FactKind, scope: string): string => `${kind} ${scope}`;

export const BINDINGS_BY_DOCUMENT: Lookup<Binding> = {
  finds: isOf("binding"),
  keysOf: ({ span }) => [span.uri],
};

/** Declared accounts by their keys. */
export const ACCOUNTS: Lookup<ServiceAccount> = {
  finds: isOf("service-account"),
  keysOf: (account, graph) => [graph.keyOf(account)],
};

/** Grants by the keys of their members. */
export const GRANTS: Lookup<Binding> = {
  finds: (fact): fact is Binding => fact.kind === "binding" && fact.effect === "grant",
  keysOf: ({ members, scope }, graph) => [
    ...new Set(members.flatMap((member) => graph.principalOf(member, scope) ?? [])),
  ],
};

/** Custom roles by full name: `projects/P/roles/ID`, `organizations/N/roles/ID`. */
export const CUSTOM_ROLES: Lookup<CustomRole> = {
  finds: isOf("custom-role"),
  keysOf: ({ id, parent, level }) => {
    const [name, place] = [known(id), known(parent)];
    return name === undefined || place === undefined ? [] : [`${level}s/${place}/roles/${name}`];
  },
};
