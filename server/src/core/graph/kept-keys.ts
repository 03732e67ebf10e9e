import type { Declarations } from "./identity.ts";
import type { Ledger, Rests } from "./ledger.ts";

/** Makes the key of something that stands in a scope. */
type KeyOf<T> = (subject: T, scope: string, world: Declarations) => string | undefined;

interface World extends Declarations {
  readonly ledger: Ledger;
}

interface Kept {
  readonly scope: string;
  readonly key: string | undefined;
  /** The declarations that it was made with. */
  readonly rests: Rests;
}

/** Keeps each key for as long as the declarations that it was made with are the same. */
export function keptKeys<T extends object>(
  keyOf: KeyOf<T>,
): (subject: T, scope: string, world: World) => string | undefined {
  const kept = new WeakMap<T, Kept>();
  return (subject, scope, world) => {
    const before = kept.get(subject);
    const isKept = before?.scope === scope && before.rests.hold(world.ledger);
    const { key, rests } = isKept ? before : made(subject, scope, world);
    if (!isKept) kept.set(subject, { scope, key, rests });
    rests.note();
    return key;
  };

  function made(subject: T, scope: string, world: World) {
    const { made: key, rests } = world.ledger.watch(() => keyOf(subject, scope, world));
    return { key, rests };
  }
}
