import type { Fact } from "../model/facts.ts";
import { originOf } from "../model/moved.ts";
import type { Declared } from "./identity.ts";

/** Makes the key of something that stands in a scope. */
type KeyOf<T> = (subject: T, scope: string, declared: Declared) => string | undefined;

interface Kept {
  readonly scope: string;
  readonly key: string | undefined;
  /** The declarations that it was made with, by address: as they were first read, for a key tells no places. */
  readonly rests: readonly (readonly [string, Fact | undefined])[];
}

/** Keeps each key for as long as the declarations that it was made with are the same. */
export function keptKeys<T extends object>(keyOf: KeyOf<T>): KeyOf<T> {
  const kept = new WeakMap<T, Kept>();
  return (subject, scope, declared) => {
    const origin = originOf(subject);
    const before = kept.get(origin);
    if (before?.scope === scope && before.rests.every(([address, fact]) => first(declared(address)) === fact))
      return before.key;
    const rests: (readonly [string, Fact | undefined])[] = [];
    const key = keyOf(subject, scope, (address) => {
      const fact = declared(address);
      rests.push([address, first(fact)]);
      return fact;
    });
    kept.set(origin, { scope, key, rests });
    return key;
  };
}

const first = (fact: Fact | undefined): Fact | undefined => fact && originOf(fact);
