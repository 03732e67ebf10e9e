import type { Graph } from "../graph/graph.ts";
import { isOpaqueKey, nameInKey } from "../graph/likeness.ts";
import type { Binding } from "../model/facts.ts";
import { COLLECTIVE, DEFAULT_PRINCIPAL, EVERYBODY, isDefaultAccount, isUnclear } from "./principals.ts";

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
const EVERYONE = "allusers";

export function namedBy(grant: Binding, graph: Graph): Named {
  const keys: string[] = [];
  let isOpen = !grant.complete;
  let isSet = false;
  for (const member of grant.members) {
    const key = graph.principalOf(member, grant.scope);
    if (isDefaultAccount(member, key, graph)) keys.push(DEFAULT_PRINCIPAL);
    if (key === undefined || isUnclear(key)) isOpen = true;
    if (key === undefined || isOpaqueKey(key)) continue;
    isSet ||= COLLECTIVE.test(key);
    keys.push(EVERYBODY.test(key) ? EVERYONE : key);
  }
  return { grant, keys, isOpen: isOpen || isSet, isSet };
}

/** Grants by the key of a member, and by its name where the project of one of the two is not known. */
export class GrantsByName {
  readonly #ranks = new Map<Binding, number>();
  readonly #open: Binding[] = [];
  readonly #exact = new Map<string, Binding[]>();
  readonly #alike = new Map<string, Binding[]>();
  readonly #unsure = new Map<string, Binding[]>();

  constructor(named: readonly Named[]) {
    for (const { grant, keys, isOpen } of named) {
      this.#ranks.set(grant, this.#ranks.size);
      if (isOpen) this.#open.push(grant);
      for (const key of keys) {
        add(this.#exact, key, grant);
        if (key === DEFAULT_PRINCIPAL) continue;
        add(this.#alike, nameInKey(key), grant);
        if (key.includes("${")) add(this.#unsure, nameInKey(key), grant);
      }
    }
  }

  has(grant: Binding): boolean {
    return this.#ranks.has(grant);
  }

  /** Those that may name a principal, or everybody, in several lists. */
  naming(principal: string): readonly (readonly Binding[])[] {
    const name = nameInKey(principal);
    const isWhole = !principal.includes("${");
    const lists = isWhole ? [this.#exact.get(principal), this.#unsure.get(name)] : [this.#alike.get(name)];
    return [...lists, this.#exact.get(EVERYONE)].filter((list) => list !== undefined);
  }

  /** Those that may mean a principal, in their order: that name it, or do not tell all whom they name. */
  meaning(principal: string): Iterable<Binding> {
    if (isOpaqueKey(principal)) return this.#ranks.keys();
    const [first = [], ...more] = [this.#open, ...this.naming(principal)].filter(({ length }) => length > 0);
    if (more.length === 0) return first;
    const rank = (grant: Binding) => this.#ranks.get(grant) ?? 0;
    return new Set([first, ...more].flat().sort((a, b) => rank(a) - rank(b)));
  }
}

function add(map: Map<string, Binding[]>, key: string, grant: Binding): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [grant]);
  else if (list.at(-1) !== grant) list.push(grant);
}
