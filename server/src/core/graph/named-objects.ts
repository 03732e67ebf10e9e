import type { ServiceAccount } from "../model/facts.ts";
import type { Graph } from "./graph.ts";
import type { Lookup } from "./lookup.ts";
import { isOf } from "./lookups.ts";

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

/** Accounts that are objects of Kubernetes, by kind and name. */
export const BY_OBJECT: Lookup<ServiceAccount> = {
  finds: isOf("service-account"),
  keysOf: ({ address }) => [(address === undefined ? undefined : namedIn(address)?.key) ?? []].flat(),
};

/**
 * The service account that an address means which is nobody's own: the only one of that name in its folder, or else in the
 * workspace, whose namespace is the same or not told on one side.
 */
export function objectNamed(address: string, graph: Graph): ServiceAccount | undefined {
  const named = namedIn(address);
  if (named === undefined) return undefined;
  const { key, scope, namespace } = named;
  const all = graph.find(BY_OBJECT, key).filter((account) => {
    const own = namedIn(account.address ?? "")?.namespace;
    return own === undefined || namespace === undefined || own === namespace;
  });
  const near = all.filter((account) => namedIn(account.address ?? "")?.scope === scope);
  const candidates = near.length > 0 || key.includes("${") ? near : all;
  return candidates.length === 1 ? candidates[0] : undefined;
}
