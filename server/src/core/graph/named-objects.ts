import type { Fact } from "../model/facts.ts";
import type { Indexed } from "./indexed.ts";

/** `SCOPE#Kind/name` or `SCOPE#Kind/namespace/name`, as objects of Kubernetes are declared and referred to. */
const OBJECT = /^([^#]*)#([A-Z]\w*)\/(?:(.*)\/)?([^/]+)$/s;

interface Named {
  readonly scope: string;
  readonly namespace: string | undefined;
  /** Kind and name. */
  readonly key: string;
}

function namedIn(address: string): Named | undefined {
  const [, scope, kind, namespace, name] = OBJECT.exec(address) ?? [];
  return scope === undefined || kind === undefined ? undefined : { scope, namespace, key: `${kind}/${name}` };
}

/** The objects of Kubernetes in a workspace, which are found by kind and name also where not everybody tells the namespace. */
export class NamedObjects {
  readonly #objects = new Map<string, (Named & { readonly fact: Fact })[]>();

  constructor(units: readonly Indexed[]) {
    for (const fact of units.flatMap((unit) => unit.of("service-account"))) {
      const named = fact.address === undefined ? undefined : namedIn(fact.address);
      if (named === undefined) continue;
      const same = this.#objects.get(named.key);
      if (same === undefined) this.#objects.set(named.key, [{ ...named, fact }]);
      else same.push({ ...named, fact });
    }
  }

  /**
   * The service account that an address means which is nobody's own: the only one of that name in its folder, or else in the
   * workspace, whose namespace is the same or not told on one side.
   */
  find(address: string): Fact | undefined {
    const named = namedIn(address);
    if (named === undefined) return undefined;
    const { key, scope, namespace } = named;
    const all = (this.#objects.get(key) ?? []).filter(
      (object) => object.namespace === undefined || namespace === undefined || object.namespace === namespace,
    );
    const near = all.filter((object) => object.scope === scope);
    const candidates = near.length > 0 || key.includes("${") ? near : all;
    return candidates.length === 1 ? candidates[0]?.fact : undefined;
  }
}
