import type { Graph } from "../graph/graph.ts";
import { isOpaqueKey } from "../graph/likeness.ts";
import type { Binding } from "../model/facts.ts";
import { COLLECTIVE, DEFAULT_PRINCIPAL, EVERYBODY, isDefaultAccount, isVariable } from "./principals.ts";

/** A grant and whom it names. */
export interface Named {
  readonly grant: Binding;
  /** Keys of principals, of which some may be unsure. */
  readonly keys: readonly string[];
  /** Whether it may name others than those, for who is near it. */
  readonly isOpen: boolean;
  /** Whether it names a set of principals, such as a group. */
  readonly isSet: boolean;
}

/** How keys name everybody. */
export const EVERYONE = "allusers";

export function namedBy(grant: Binding, graph: Graph): Named {
  const keys: string[] = [];
  let isOpen = !grant.complete;
  let isSet = false;
  for (const member of grant.members) {
    const key = graph.principalOf(member, grant.scope);
    if (isDefaultAccount(member, key, graph)) keys.push(DEFAULT_PRINCIPAL);
    const isOpaque = key === undefined || isOpaqueKey(key);
    if (isOpaque || isVariable(key)) isOpen = true;
    if (isOpaque) continue;
    isSet ||= COLLECTIVE.test(key);
    keys.push(EVERYBODY.test(key) ? EVERYONE : key);
  }
  return { grant, keys, isOpen: isOpen || isSet, isSet };
}
