import { perWorld, type World } from "./world.ts";

/**
 * Keys and addresses of what is handed to something that is not read, such as a module from elsewhere: it may grant any role
 * to them or on them.
 */
const handedOver = perWorld(({ graph }: World): ReadonlySet<string> => {
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
});

/** Whether a principal or an account, by its key, or a declared thing, by its address, is among what was handed over. */
export function isHandedOver(key: string, world: World): boolean {
  const handed = handedOver(world);
  if (handed.size === 0) return false;
  const account = key.replace(/^serviceAccount:/, "");
  const address = world.graph.declarationOf(account)?.address;
  return handed.has(key) || handed.has(account) || (address !== undefined && handed.has(address));
}
