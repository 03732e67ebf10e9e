import type { Fact } from "../model/facts.ts";
import { originOf } from "../model/moved.ts";
import type { Declared } from "./identity.ts";
import type { Naming } from "./naming.ts";

/** Makes the key of something that stands in a scope. */
type KeyOf<T> = (subject: T, scope: string, declared: Declared) => string | undefined;

type KeptKeyOf<T> = (
  subject: T,
  scope: string,
  graph: { readonly declared: Declared; readonly naming: Naming },
) => string | undefined;

interface Kept {
  /** The declarations of the graph for which it was found to hold last. */
  naming: Naming;
  readonly scope: string;
  readonly key: string | undefined;
  /** The declarations that it was made with, by address: as they were first read, for a key tells no places. */
  readonly rests: readonly (readonly [string, Fact | undefined])[];
}

/** Keeps each key for as long as the declarations that it was made with are the same. */
export function keptKeys<T extends object>(keyOf: KeyOf<T>): KeptKeyOf<T> {
  const kept = new WeakMap<T, Kept>();
  return (subject, scope, { declared, naming }) => {
    const origin = originOf(subject);
    const before = kept.get(origin);
    if (before?.scope === scope && isSettled(before, declared, naming)) return before.key;
    const rests: (readonly [string, Fact | undefined])[] = [];
    const key = keyOf(subject, scope, (address) => {
      const fact = declared(address);
      rests.push([address, first(fact)]);
      return fact;
    });
    kept.set(origin, { naming, scope, key, rests });
    return key;
  };
}

/** Whether a key still holds: surely when the declarations are the same, else when those are that it was made with. */
function isSettled(kept: Kept, declared: Declared, naming: Naming): boolean {
  if (kept.naming === naming) return true;
  if (!kept.rests.every(([address, fact]) => first(declared(address)) === fact)) return false;
  kept.naming = naming;
  return true;
}

const first = (fact: Fact | undefined): Fact | undefined => fact && originOf(fact);
