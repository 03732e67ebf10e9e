import type { Binding, Fact } from "../model/facts.ts";
import type { Value } from "../model/value.ts";
import type { Graph } from "./graph.ts";
import type { Lookup } from "./lookup.ts";

const isGrant = (fact: Fact): fact is Binding => fact.kind === "binding" && fact.effect === "grant";

/** Grants by resource and principal, where both are known. */
const HOLDINGS: Lookup<Binding> = {
  finds: isGrant,
  keysOf: (binding, graph) => [
    ...new Set(binding.members.flatMap((member) => holdingKey(binding, member, graph) ?? [])),
  ],
};

/** Equal for what is granted to one principal on one resource in one scope; `undefined` when not known. */
export function holdingKey(binding: Binding, member: Value, graph: Graph): string | undefined {
  const place = graph.resourceKeyOf(binding);
  const principal = place === undefined ? undefined : graph.principalOf(member, binding.scope);
  return principal === undefined ? undefined : `${place}\n${principal}`;
}

/** The grants with a holding's key, in their order. */
export const heldBy = (key: string, graph: Graph): readonly Binding[] => graph.find(HOLDINGS, key);

/** Grants by role, resource and condition, where these are known. */
const SAME_GRANTS: Lookup<Binding> = {
  finds: isGrant,
  keysOf: (binding, graph) => [graph.grantKeyOf(binding) ?? []].flat(),
};

/** Grants of the same role on the same resource under the same condition in the same scope, the binding's own among them. */
export function sameGrants(binding: Binding, graph: Graph): readonly Binding[] {
  const key = graph.grantKeyOf(binding);
  return key === undefined ? [] : graph.find(SAME_GRANTS, key);
}
